import fc from 'fast-check';
import { sentAs } from '../../../support/reference';
import type { StubRequest } from '../../../support/stub';
import { itemOf, TOKEN, usePlatform } from '../batch';
import { batchesOf, holds } from '../holds';
import { mustBeReadable } from '../readable';
import { doneAnswer, fromItems, meantIn, propertyOf, TRIED, WAYS, type Tried } from '../tried';
import { values } from '../values';

// Whatever an expression gives for a name or a key: the platform is asked for exactly that, or for nothing.

const { eachItem, run, requests } = usePlatform('names');

type Entered = Record<string, unknown>;

/** One input: a field or two with anything in them, the others as they should be. */
const inputsOf = ({ right }: Tried): fc.Arbitrary<Entered> =>
	fc.record(
		Object.fromEntries(
			Object.entries(right).map(([field, value]): [string, fc.Arbitrary<unknown>] => [
				field,
				field === 'policy' ? fc.constant(value) : fc.oneof(fc.constant<unknown>(value), values),
			]),
		),
	);

/** What an input means, field by field; the labels of those that can't be meant. */
function meantBy({ resource, operation }: Tried, entered: Entered) {
	const fields = Object.keys(entered).map((field) => {
		const text = meantIn(field, entered[field]);
		const isStep = operation === 'getPresignedUrl' && /(^|\/)\.\.?(\/|$)/.test(text ?? '');
		return [field, field === 'key' && isStep ? undefined : text];
	});
	const refused = fields
		.filter(([, text]) => text === undefined)
		.map(([field]) => propertyOf(resource, operation, field!).displayName);
	return { sent: sentAs(Object.fromEntries(fields) as Record<string, string>), refused };
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

describe.each(TRIED)('$resource: $operation', (tried) => {
	const subject = 'key' in tried.right || 'srcKey' in tried.right ? 'keys' : 'names';
	const inputs = inputsOf(tried);
	/** Generate and Regenerate look at the pairs before. */
	const own = (asked: StubRequest[]) => asked.filter(({ path }) => path === tried.path);

	test.each(WAYS)('each item asks for what it means, or says what is wrong: by %s', (way) =>
		eachItem({
			...{ subject, runs: 2, inputs, parameters: fromItems(tried, way), item: itemOf },
			answer: (_, { path }) => doneAnswer(path),
			judge({ requests: asked, failure }, input, index) {
				const { sent, refused } = meantBy(tried, input);
				if (refused.length === 0) {
					expect(failure).toBeUndefined();
					expect(own(asked)).toHaveLength(1);
					return mustAsk(tried, own(asked)[0], sent, `item-${index}`);
				}
				expect(asked).toEqual([]);
				mustBeReadable(failure);
				expect(refused.some((label) => failure?.startsWith(`${label} `))).toBe(true);
			},
		}),
	);

	test('one that can’t be meant keeps all from being sent', () =>
		holds(subject, 4, batchesOf(inputs, 12), async (batch) => {
			const { error } = await run(fromItems(tried, 'name'), batch.map(itemOf), (_, { path }) =>
				doneAnswer(path),
			);
			const bad = batch.findIndex((input) => meantBy(tried, input).refused.length > 0);
			if (bad < 0) {
				expect(error).toBeUndefined();
				expect(own(requests)).toHaveLength(batch.length);
			} else {
				expect(requests).toEqual([]);
				expect(error?.name).toBe('NodeOperationError');
				expect(error?.context.itemIndex).toBe(bad);
				mustBeReadable(error?.message);
				mustBeReadable(error?.description);
			}
			return batch.length;
		}));
});
