import fc from 'fast-check';
import type { StubRequest } from '../../../support/stub';
import { TOKEN, usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import {
	doneAnswer,
	fromItems,
	itemOf,
	meantIn,
	propertyOf,
	TRIED,
	type Tried,
	type Way,
} from '../operations';
import { mustBeReadable } from '../readable';
import { values } from '../values';

// Whatever an expression gives for a name or a key: the platform is asked for exactly that, or for nothing.

const { fates, run, requests } = usePlatform();

const WAYS: Way[] = ['name', 'list', 'id', 'url', 'whole'];

type Entered = Record<string, unknown>;

/** One input: a field or two with anything in them, the others as they should be. */
const inputsOf = ({ right }: Tried): fc.Arbitrary<Entered> =>
	fc.record(
		Object.fromEntries(
			Object.entries(right).map(([field, value]) => [
				field,
				field === 'policy'
					? fc.constant(value)
					: fc.oneof(
							{ weight: 1, arbitrary: fc.constant(value) },
							{ weight: 1, arbitrary: values },
						),
			]),
		),
	);

/** What an input means, field by field; the labels of those that cannot be meant. */
function meantBy({ resource, operation }: Tried, entered: Entered) {
	const fields = Object.entries(entered).map(
		([field, value]) => [field, field === 'policy' ? value : meantIn(field, value)] as const,
	);
	const refused = fields
		.filter(([, text]) => text === undefined)
		.map(([field]) => propertyOf(resource, operation, field).displayName);
	return { sent: Object.fromEntries(fields) as Record<string, string>, refused };
}

/** Expects a request with these parameters and what every request has: no other, and none twice. */
function mustAsk(
	tried: Tried,
	{ path, form, method }: StubRequest,
	sent: Record<string, string>,
	ruk: string,
) {
	expect({ method, path }).toEqual({ method: 'POST', path: tried.path });
	const listing = tried.operation === 'getAll' ? { maxKeys: '50' } : {};
	const all = { appid: 'cluster', session: TOKEN, ruk, ...listing, ...sent };
	const sorted = (entries: Array<[string, string]>) =>
		[...entries].sort(([a], [b]) => (a < b ? -1 : 1));
	expect(sorted(form)).toEqual(sorted(Object.entries(all)));
}

/** Whether a request is the operation's own: Generate and Regenerate look at the pairs before. */
const isOwn =
	(tried: Tried) =>
	({ path }: StubRequest) =>
		path === tried.path;

describe.each(TRIED)('$resource: $operation', (tried) => {
	const batches = fc.tuple(fc.constantFrom(...WAYS), batchesOf(inputsOf(tried)));
	const subject = 'key' in tried.right || 'srcKey' in tried.right ? 'keys' : 'names';

	test(
		'each item asks for what it means, or says what is wrong',
		async () => {
			await holds(
				subject,
				8,
				batches,
				async ([way, inputs]) => {
					const parameters = fromItems(tried, way);
					const answering = (_: number, { path }: StubRequest) => doneAnswer(path);
					const all = await fates(parameters, inputs.map(itemOf), answering);
					all.forEach(({ requests: asked, failure }, index) => {
						const { sent, refused } = meantBy(tried, inputs[index]);
						if (refused.length === 0) {
							expect(failure).toBeUndefined();
							const own = asked.filter(isOwn(tried));
							expect(own).toHaveLength(1);
							mustAsk(tried, own[0], sent, `item-${index}`);
						} else {
							expect(asked).toEqual([]);
							mustBeReadable(failure);
							expect(refused.some((label) => failure?.startsWith(`${label} `))).toBe(true);
						}
					});
				},
				([, inputs]) => inputs.length,
			);
		},
		TEST_MS,
	);

	test(
		'one that cannot be meant keeps all from being sent',
		async () => {
			await holds(
				subject,
				4,
				batchesOf(inputsOf(tried), 12),
				async (inputs) => {
					const answering = (_: number, { path }: StubRequest) => doneAnswer(path);
					const { error } = await run(fromItems(tried, 'name'), inputs.map(itemOf), answering);
					const bad = inputs.findIndex((input) => meantBy(tried, input).refused.length > 0);
					if (bad < 0) {
						expect(error).toBeUndefined();
						expect(requests.filter(isOwn(tried))).toHaveLength(inputs.length);
						return;
					}
					expect(requests).toEqual([]);
					expect(error?.name).toBe('NodeOperationError');
					expect(error?.context.itemIndex).toBe(bad);
					mustBeReadable(error?.message);
					mustBeReadable(error?.description);
				},
				inBatch,
			);
		},
		TEST_MS,
	);
});
