import type { IDataObject } from 'n8n-workflow';
import { useAnswers, type Answers } from '../support/answering';

// What a page of a listing says about itself: whether there is more, and how its names are written.

const { run, sent } = useAnswers();

const inBucket = { hostGroup: 'hg', bucketName: 'logs' };

const getAll = async (listobjects: Answers[string], fields: IDataObject = {}) => {
	const listing = { resource: 'object', operation: 'getAll', ...inBucket, returnAll: true };
	return (await run({ ...listing, ...fields }, { listobjects })).json;
};

const keysIn = async (listobjects: Answers[string]) =>
	(await getAll(listobjects)).map(({ key }) => key);

const deleteMany = async (listobjects: Answers[string], fields: IDataObject = {}) =>
	await run(
		{ resource: 'object', operation: 'deleteMany', ...inBucket, prefix: 'a', ...fields },
		{ listobjects },
	);

/** A first page with these fields, and a last one with its token. */
const twoPages =
	(fields: object) =>
	({ continuationToken }: Record<string, string>) =>
		continuationToken === 'T2'
			? { objects: [{ key: 'b' }], isTruncated: false }
			: { objects: [{ key: 'a' }], ...fields };

const saying = (...all: unknown[]): object[] =>
	all.map((isTruncated) => ({ isTruncated, nextContinuationToken: 'T2' }));

test.each([
	...saying(true, 'true', 'True', 'TRUE', 1, '1', 'yes', 'Yes', '', null),
	{ nextContinuationToken: 'T2' },
	{ is_truncated: 'True', next_continuation_token: 'T2' },
	{ Truncated: 'yes', NextMarker: 'T2' },
	{ marker: '', nextMarker: 'T2' },
	{ isTruncated: '1', continuationToken: 'T2' },
	{ isTruncated: true, nextContinuationToken: '', continuationToken: 'T2' },
])('continues: %j', async (fields) => {
	expect(await keysIn(twoPages(fields))).toEqual(['a', 'b']);
});

test.each([
	...saying(false, 'false', 'False', 0, '0', 'no', 'No'),
	...['', null, false, 0].map((nextContinuationToken) => ({ nextContinuationToken })),
	{ continuationToken: 'T1' },
	{ marker: 'T1' },
])('ends: %j', async (fields) => {
	expect(await keysIn(twoPages(fields))).toEqual(['a']);
});

const UNCLEAR: object[] = [
	...saying('maybe', 'truncated', 2, -1, [true], {}),
	{ isTruncated: 'maybe' },
	{ isTruncated: true, IsTruncated: false, nextContinuationToken: 'T2' },
	...[{ t: 1 }, ['T2'], true, 2 ** 60, 1.5].map((token) => ({ nextContinuationToken: token })),
	{ isTruncated: 'yes' },
	{ isTruncated: true, marker: 'T2' },
];
const UNKNOWN_ENCODINGS: Array<[unknown, string]> = [
	...['base64', 'rot13', 1, { type: 'url' }].map((name): [unknown, string] => [name, 'YQ==']),
	...['a%', 'a%FF'].map((key): [unknown, string] => ['url', key]),
];

test.each<[object, string]>([
	...UNCLEAR.map((fields): [object, string] => [{ objects: [{ key: 'a' }], ...fields }, '']),
	...UNKNOWN_ENCODINGS.map(([encodingType, key]): [object, string] => [
		{ encodingType, objects: [{ key }] },
		'the encoding of the keys',
	]),
])('is not understood, and nothing is deleted: %j', async (page, what) => {
	const { message } = await deleteMany(page);
	expect(message).toMatch(`The answer of the platform was not understood: ${what}`);
	expect(sent('deleteobject')).toEqual([]);
});

test('encoded names are decoded, and the right objects are deleted', async () => {
	const page = {
		...{ encodingType: 'url', prefix: 'x%2B' },
		objects: [{ key: 'a+b.txt', size: 1 }, { key: 'a%2Bb.txt' }, { key: 'a%F0%9F%98%80/%25.txt' }],
	};
	const names = ['a b.txt', 'a+b.txt', 'a😀/%.txt'];
	expect(await keysIn(page)).toEqual(names);
	await deleteMany(page);
	expect(sent('deleteobject').map(({ key }) => key)).toEqual(expect.arrayContaining(names));
	const [raw] = await getAll(page, { simplify: false });
	expect(raw).toEqual({ key: 'a b.txt', size: 1 });
});

test.each<[object, string]>([
	[{ EncodingType: 'URL', Contents: [{ Key: 'a%20b' }] }, 'a b'],
	[{ encoding_type: 'url', array: [{ name: 'a%20b' }] }, 'a b'],
	[{ encodingType: 'url', objects: ['a%20b'] }, 'a b'],
	[{ encodingType: 'url', response: { objects: [{ key: 'a+b' }] } }, 'a b'],
	[{ encodingType: '', objects: [{ key: 'a+b%20c' }] }, 'a+b%20c'],
	[{ encodingType: null, objects: [{ key: 'a+b%20c' }] }, 'a+b%20c'],
])('the key in %j is "%s"', async (page, key) => {
	expect(await keysIn(page)).toEqual([key]);
});

test('encoded groups and markers are decoded, tokens are not', async () => {
	const pages: Record<string, object> = {
		'': { objects: [], commonPrefixes: ['a+b%2C'], nextMarker: 'a+b%2C' },
		'a b,': { objects: [{ key: 'd' }], nextContinuationToken: 'a+b%2C' },
		'a+b%2C': { objects: [{ key: 'e' }] },
	};
	const json = await getAll(
		({ continuationToken = '' }) => ({ encodingType: 'url', ...pages[continuationToken] }),
		{ options: { delimiter: ',' } },
	);
	expect(json).toEqual(
		[{ key: 'a b,', isPrefix: true }, { key: 'd' }, { key: 'e' }].map((item) => ({
			...inBucket,
			...item,
		})),
	);
});

test.each<[object, object]>([
	// Times are in GMT.
	[{ lastModified: 'Aug 19, 2021 2:51:37 PM' }, { lastModified: '2021-08-19T14:51:37Z' }],
	[{ lastModified: '2021-08-19 14:51' }, { lastModified: '2021-08-19T14:51:00Z' }],
	...['W/"abc"', '"abc"', 'abc', 'W/&quot;abc&quot;'].map((eTag): [object, object] => [
		{ eTag },
		{ eTag: 'abc' },
	]),
])('%j is simplified to %j', async (fields, simplified) => {
	const json = await getAll({ objects: [{ key: 'a', ...fields }] });
	expect(json).toEqual([{ ...inBucket, key: 'a', ...simplified }]);
});

test.each(['yesterday', '08/09/2021', 'Thu Aug 19 14:51:37 CST 2021'])(
	'the time %j is left out, and no filter on age matches it',
	async (lastModified) => {
		const page = { objects: [{ key: 'a', lastModified }] };
		expect(await getAll(page)).toEqual([{ ...inBucket, key: 'a' }]);
		await deleteMany(page, { olderThan: '1 day' });
		await deleteMany(page, { filters: { youngerThan: '100 years' } });
		expect(sent('listobjects')).toHaveLength(3);
		expect(sent('deleteobject')).toEqual([]);
	},
);
