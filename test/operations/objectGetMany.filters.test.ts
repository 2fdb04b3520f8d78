import type { IDataObject } from 'n8n-workflow';
import { daysAgo, useBulk } from '../support/bulk';

// Object: Get Many, by its prefix and filters.

const { sandbox, bucketOf, operate, hostGroup } = useBulk();

const OBJECTS = [
	{ key: 'a/1.log', size: 10, lastModified: daysAgo(40) },
	{ key: 'a/2.txt', size: 10, lastModified: daysAgo(40) },
	{ key: 'b/1.log', size: 10, lastModified: daysAgo(1) },
	{ key: 'b/2.log', size: 5000, lastModified: daysAgo(40) },
	{ key: 'top.log', size: 10, lastModified: daysAgo(50) },
];

let bucketName: string;
beforeAll(async () => {
	bucketName = await bucketOf(OBJECTS);
});

async function getMany(fields: IDataObject) {
	const { json, error, run } = await operate('getAll', { bucketName, ...fields });
	const { hints = [] } = run.data.resultData.runData.Node[0];
	return {
		json,
		error,
		keys: json.map(({ key }) => key),
		hints: hints.map((hint) => hint.message),
	};
}

const OLD = { olderThan: '30 days' };

test.each<[IDataObject, string[]]>([
	[{ prefix: 'b/' }, ['b/1.log', 'b/2.log']],
	[{ filters: OLD }, ['a/1.log', 'a/2.txt', 'b/2.log', 'top.log']],
	[{ prefix: 'b/', filters: OLD }, ['b/2.log']],
	[{ filters: { ...OLD, nameMatches: '*.log', smallerThan: '1 KB' } }, ['a/1.log', 'top.log']],
	[{ filters: { nameMatches: '[bt]*', keepNewest: 0 } }, ['top.log']],
	[{ filters: { nameDoesNotMatch: '*.log', youngerThan: '1 day' } }, []],
	// The limit counts what the filters choose.
	[{ filters: { largerThan: '100' }, returnAll: false, limit: 1 }, ['b/2.log']],
	[
		{ filters: { ...OLD, nameMatches: '*.log' }, returnAll: false, limit: 2 },
		['a/1.log', 'b/2.log'],
	],
])('by %j', async (fields, expected) => {
	expect((await getMany({ returnAll: true, ...fields })).keys).toEqual(expected);
});

test('what is kept by Keep the Newest is left out', async () => {
	const { keys } = await getMany({ returnAll: true, filters: { keepNewest: 1 } });
	expect(keys.sort()).toEqual(['a/1.log', 'a/2.txt', 'b/2.log', 'top.log']);
});

test('raw data is filtered as well', async () => {
	const { json } = await getMany({ filters: { largerThan: '100' }, simplify: false });
	expect(json).toHaveLength(1);
	expect(JSON.stringify(json)).toMatch('b/2.log');
});

test('with a filter, a small limit does not make small pages', async () => {
	await getMany({ returnAll: false, limit: 2, filters: OLD });
	expect(sandbox().requests.map(({ params }) => params.maxKeys)).toEqual(['1000']);
	sandbox().requests.length = 0;
	await getMany({ returnAll: false, limit: 2 });
	expect(sandbox().requests.map(({ params }) => params.maxKeys)).toEqual(['2']);
});

test('groups are marked, with the prefix as their key', async () => {
	const { json, hints } = await getMany({ options: { delimiter: '/' } });
	const group = { isPrefix: true, bucketName, hostGroup: hostGroup() };
	expect(json.slice(0, 2)).toEqual([
		{ key: 'a/', ...group },
		{ key: 'b/', ...group },
	]);
	expect(json[2]).toMatchObject({ key: 'top.log', size: 10 });
	expect(json[2]).not.toHaveProperty('isPrefix');
	expect(hints).toEqual([
		'2 items are groups of keys: isPrefix is true, and the key is what their keys start with.',
	]);
});

test('a filter chooses no group, and says so', async () => {
	const { keys, hints } = await getMany({ options: { delimiter: '/' }, filters: OLD });
	expect(keys).toEqual(['top.log']);
	expect(hints).toEqual(['Filters choose objects, so 2 groups of keys were left out.']);
});

test('a filter that an expression left empty is refused', async () => {
	const { error } = await getMany({ filters: { olderThan: '={{ $json.nothing }}' } });
	expect(error?.message).toBe('Older Than is empty');
	expect(sandbox().requests).toEqual([]);
});
