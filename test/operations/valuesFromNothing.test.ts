import type { IDataObject } from 'n8n-workflow';
import type { Field } from '../../nodes/shared/fields/field';
import { watchBucket } from '../../nodes/shared/trigger/row';
import { runNode } from '../support/engine';
import { entriesOf, inPlace, parametersOf, ROWS, shownBy } from '../support/operations/everyField';
import { Polling } from '../support/poll';
import { useStub } from '../support/stub';
import { nodeOf, saved } from '../support/world';

// An expression that gives nothing is refused by the field's label, before any request, in every field, filter and
// option of every row, unless the field's row says why it may be empty.

const stub = useStub();
beforeEach(() => stub.answers({ body: { result: 0, object: { Contents: [] } } }));

const credential = () => ({ host: stub.url(), token: 'token' });

const NOTHING = [{}, { value: null }, { value: '' }, { value: ' \u200B\t' }];

/** Fields in which white space is a value. */
const VERBATIM = ['Object Key', 'Source Object Key', 'Destination Object Key', 'Delimiter', 'Text'];

const emptiesOf = ({ property }: Field) =>
	VERBATIM.includes(property.displayName) ? NOTHING.slice(0, -1) : NOTHING;

/** The fields that may be empty by expression, and what then is sent. */
const MAY_BE_EMPTY = ['continuationToken', 'prefix', 'ruk'];

describe.each(ROWS)('$name', ({ row }) => {
	const run = async (changes: IDataObject, items: IDataObject[]) =>
		await runNode({
			node: nodeOf(row.resource),
			parameters: { ...saved(parametersOf(row)), ...changes },
			items: items.map((json) => ({ json })),
			credential: credential(),
			settings: { onError: 'continueRegularOutput' },
		});
	const entries = entriesOf(row);
	const strict = entries.filter(({ field }) => field.mayBeEmpty === undefined);

	test('nothing is made of nothing', async () => {
		for (const { place, field } of strict) {
			const { name, type, displayName } = field.property;
			const text = '={{ $json.value }}';
			const forms: Record<string, unknown[]> = {
				resourceLocator: [text, { __rl: true, mode: 'name', value: text }],
				fixedCollection: [{ pairs: [{ name: 'a', value: text }] }, { pairs: [{ name: text }] }],
			};
			for (const form of forms[type] ?? [text]) {
				const changes = { ...shownBy(field.property), ...inPlace(place, name, form) };
				const items = emptiesOf(field);
				const { json } = await run(changes, items);
				const failures = json.map(({ error }) => String(error));
				expect(failures).toEqual(items.map(() => expect.stringMatching(`^${displayName} `)));
			}
		}
		expect(stub.requests).toEqual([]);
	});

	test('what may be empty works', async () => {
		const lenient = entries.filter(({ field }) => field.mayBeEmpty !== undefined);
		for (const { place, field } of lenient) {
			const { name, displayName } = field.property;
			expect(MAY_BE_EMPTY).toContain(name);
			stub.requests.length = 0;
			const changes = inPlace(place, name, '={{ $json.value }}');
			const { json } = await run(changes, NOTHING.slice(0, -1));
			expect(stub.requests.length).toBeGreaterThanOrEqual(1);
			for (const { params } of stub.requests) {
				expect(params[field.sentAs ?? name] ?? '').toMatch(name === 'ruk' ? /./ : /^$/);
			}
			for (const { error = '' } of json) expect(error).not.toMatch(`${displayName} is empty`);
		}
	});
});

describe('the trigger', () => {
	const PARAMETERS = saved({ hostGroup: 'hg', bucketName: 'b', operation: '' });
	const strict = entriesOf(watchBucket).filter(({ field }) => field.mayBeEmpty === undefined);

	test.each(strict)('$field.property.displayName', async ({ place, field }) => {
		for (const value of ['undefined', 'null', '""', '" \u200B"', '[]']) {
			const changes = inPlace(place, field.property.name, `={{ ${value} }}`);
			const polling = new Polling({
				parameters: { ...PARAMETERS, ...changes },
				credential: credential(),
			});
			await expect(polling.poll()).rejects.toThrow(new RegExp(`^${field.property.displayName} `));
		}
		expect(stub.requests).toEqual([]);
	});

	test('says of all but the request key that it may not be empty', () => {
		const lenient = entriesOf(watchBucket).filter(({ field }) => field.mayBeEmpty !== undefined);
		expect(lenient.map(({ field }) => field.property.name)).toEqual(['ruk']);
	});
});
