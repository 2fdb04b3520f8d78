import type { IDataObject } from 'n8n-workflow';
import { makeThings, useSandbox, type Things } from '../support/world';

// What the editor is told beside the items of a Get Many, where they look wrong at first sight.

const { sandbox, run } = useSandbox({ defaultDelimiter: '' });

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
	await sandbox().fill(
		things.hostGroup,
		'hints',
		['a/1', 'a/2', 'b'].map((key) => ({ key, body: '' })),
	);
});

async function hintsOf(parameters: IDataObject, items?: Array<{ json: IDataObject }>) {
	const { run: whole } = await run(parameters, { items });
	return (whole.data.resultData.runData.Node[0].hints ?? []).map(({ message }) => message);
}

const LIMIT_REACHED =
	'The limit was reached: there may be more. Raise "Limit", or switch on "Return All".';

const listing = (fields: IDataObject): IDataObject => ({
	...{ resource: 'object', operation: 'getAll', hostGroup: things.hostGroup },
	...{ bucketName: 'hints', ...fields },
});

const THREE = [{ json: {} }, { json: {} }, { json: {} }];

test.each(['bucket', 'account'])('a limit that was reached is told once: %s', async (resource) => {
	await sandbox().createAccount(things.hostGroup, `another-${resource}`);
	const parameters = { resource, operation: 'getAll', limit: 1 };
	expect(await hintsOf(parameters, THREE)).toEqual([LIMIT_REACHED]);
	// For one item n8n's editor says it by itself.
	expect(await hintsOf(parameters)).toEqual([]);
});

test('a limit that objects reach is told once', async () => {
	expect(await hintsOf(listing({ limit: 2 }), THREE)).toEqual([LIMIT_REACHED]);
});

test.each<[string, IDataObject]>([
	['with Return All', { returnAll: true }],
	['with room left', { limit: 4 }],
])('nothing is told %s', async (_, fields) => {
	expect(await hintsOf(listing(fields), THREE)).toEqual([]);
});

test('a prefix that nothing has is told', async () => {
	const hints = await hintsOf(listing({ options: { prefix: 'c/' } }));
	expect(hints).toEqual(['No object in "hints" has a key that begins with "c/".']);
});

test('groups in place of objects are told', async () => {
	const [hint] = await hintsOf(listing({ returnAll: true, options: { delimiter: '/' } }));
	expect(hint).toMatch(/^The delimiter "\/" grouped keys: 1 of the items stand/);
});

test('of a hundred different hints, a few are shown, and how many more there are', async () => {
	const items = Array.from({ length: 100 }, (_, at) => ({ json: { prefix: `none-${at}/` } }));
	const hints = await hintsOf(listing({ options: { prefix: '={{ $json.prefix }}' } }), items);
	expect(hints).toHaveLength(5);
	for (const hint of hints.slice(0, 4)) expect(hint).toMatch(/begins with "none-\d+\/"\.$/);
	expect(hints[4]).toBe('And 96 more messages of this kind.');
});
