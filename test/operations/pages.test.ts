import { useAnswers } from '../support/answering';

// What a page of a listing says about itself: whether there is more, and how its names are written.

const { run, sent } = useAnswers();

const inBucket = { hostGroup: 'hg', bucketName: 'logs' };
const listing = { resource: 'object', operation: 'getAll', ...inBucket, returnAll: true };

const keysOf = (json: object[]) => json.map((item) => (item as { key: string }).key);

/** A first page with these fields, and a last one behind its token. */
const twoPages =
	(fields: object) =>
	({ continuationToken }: Record<string, string>) =>
		continuationToken === 'T2'
			? { objects: [{ key: 'b' }], isTruncated: false }
			: { objects: [{ key: 'a' }], ...fields };

const GOES_ON: object[] = [
	...[true, 'true', 'True', 'TRUE', 1, '1', 'yes', 'Yes', '', null].map((isTruncated) => ({
		isTruncated,
		nextContinuationToken: 'T2',
	})),
	{ nextContinuationToken: 'T2' },
	{ is_truncated: 'True', next_continuation_token: 'T2' },
	{ Truncated: 'yes', NextMarker: 'T2' },
	{ marker: '', nextMarker: 'T2' },
	{ isTruncated: '1', continuationToken: 'T2' },
	{ isTruncated: true, nextContinuationToken: '', continuationToken: 'T2' },
];

test.each(GOES_ON)('goes on: %j', async (fields) => {
	const { json } = await run(listing, { listobjects: twoPages(fields) });
	expect(keysOf(json)).toEqual(['a', 'b']);
});

const ENDS: object[] = [
	...[false, 'false', 'False', 0, '0', 'no', 'No'].map((isTruncated) => ({
		isTruncated,
		nextContinuationToken: 'T2',
	})),
	...['', null, false, 0].map((nextContinuationToken) => ({ nextContinuationToken })),
	{ continuationToken: 'T1' },
	{ marker: 'T1' },
];

test.each(ENDS)('ends: %j', async (fields) => {
	const { json } = await run(listing, { listobjects: twoPages(fields) });
	expect(keysOf(json)).toEqual(['a']);
});

const UNCLEAR: object[] = [
	...['maybe', 'truncated', 2, -1, [true], {}].map((isTruncated) => ({
		isTruncated,
		nextContinuationToken: 'T2',
	})),
	{ isTruncated: 'maybe' },
	{ isTruncated: true, IsTruncated: false, nextContinuationToken: 'T2' },
	...[{ t: 1 }, ['T2'], true, 2 ** 60, 1.5].map((token) => ({ nextContinuationToken: token })),
	{ isTruncated: 'yes' },
	{ isTruncated: true, marker: 'T2' },
];

test.each(UNCLEAR)('is not understood, and nothing is deleted: %j', async (fields) => {
	const { message } = await run(
		{ resource: 'object', operation: 'deleteMany', ...inBucket, prefix: 'a' },
		{ listobjects: { objects: [{ key: 'a' }], ...fields } },
	);
	expect(message).toMatch(/^The answer of the platform was not understood: /);
	expect(sent('deleteobject')).toEqual([]);
});

test('encoded names are decoded, and the right object is deleted', async () => {
	const page = {
		...{ encodingType: 'url', prefix: 'x%2B' },
		objects: [{ key: 'a+b.txt', size: 1 }, { key: 'a%2Bb.txt' }, { key: 'a%F0%9F%98%80/%25.txt' }],
	};
	const names = ['a b.txt', 'a+b.txt', 'a😀/%.txt'];
	const listed = await run(listing, { listobjects: page });
	expect(keysOf(listed.json)).toEqual(names);
	await run(
		{ resource: 'object', operation: 'deleteMany', ...inBucket, prefix: 'a' },
		{ listobjects: page },
	);
	expect(sent('deleteobject').map(({ key }) => key)).toEqual(expect.arrayContaining(names));
	const raw = await run({ ...listing, simplify: false }, { listobjects: page });
	expect(raw.json[0]).toEqual({ key: 'a b.txt', size: 1 });
});

test.each([
	['EncodingType', 'URL', { Contents: [{ Key: 'a%20b' }] }],
	['encoding_type', 'url', { array: [{ name: 'a%20b' }] }],
	['encodingType', 'url', { objects: ['a%20b'] }],
	['encodingType', 'url', { response: { objects: [{ key: 'a+b' }] } }],
])('%s %s is understood in %j', async (name, encoding, payload) => {
	const { json } = await run(listing, { listobjects: { [name]: encoding, ...payload } });
	expect(keysOf(json)).toEqual(['a b']);
});

test('encoded groups and markers are decoded, tokens are not', async () => {
	const pages: Record<string, object> = {
		'': { objects: [], commonPrefixes: ['a+b%2C'], nextMarker: 'a+b%2C' },
		'a b,': { objects: [{ key: 'd' }], nextContinuationToken: 'a+b%2C' },
		'a+b%2C': { objects: [{ key: 'e' }] },
	};
	const { json } = await run(
		{ ...listing, options: { delimiter: ',' } },
		{
			listobjects: ({ continuationToken = '' }) => ({
				encodingType: 'url',
				...pages[continuationToken],
			}),
		},
	);
	expect(json).toEqual([
		{ ...inBucket, prefix: 'a b,' },
		{ ...inBucket, key: 'd' },
		{ ...inBucket, key: 'e' },
	]);
});

test.each(['', null])('no encoding is %j, and leaves keys as they are', async (encodingType) => {
	const payload = { encodingType, objects: [{ key: 'a+b%20c' }] };
	expect(keysOf((await run(listing, { listobjects: payload })).json)).toEqual(['a+b%20c']);
});

test.each<[unknown, string]>([
	['base64', 'YQ=='],
	['rot13', 'a'],
	[1, 'a'],
	[{ type: 'url' }, 'a'],
	['url', 'a%'],
	['url', 'a%FF'],
])('the encoding %j of %j is refused, and nothing is deleted', async (encodingType, key) => {
	const { message } = await run(
		{ resource: 'object', operation: 'deleteMany', ...inBucket, prefix: 'a' },
		{ listobjects: { encodingType, objects: [{ key }] } },
	);
	expect(message).toMatch(/not understood: the encoding of the keys/);
	expect(sent('deleteobject')).toEqual([]);
});

test.each([
	['Aug 19, 2021 2:51:37 PM', '2021-08-19T14:51:37.000Z'],
	['2021-08-19 14:51', '2021-08-19T14:51:00.000Z'],
])('the time %j is in GMT', async (lastModified, expected) => {
	const { json } = await run(listing, { listobjects: { objects: [{ key: 'a', lastModified }] } });
	expect(json).toEqual([{ ...inBucket, key: 'a', lastModified: expected }]);
});

test.each(['yesterday', '08/09/2021', 'Thu Aug 19 14:51:37 CST 2021'])(
	'the time %j is none, and no filter on age matches it',
	async (lastModified) => {
		const payload = { objects: [{ key: 'a', lastModified }] };
		const { json } = await run(listing, { listobjects: payload });
		expect(json).toEqual([{ ...inBucket, key: 'a' }]);
		for (const filters of [{ olderThan: '1 day' }, { youngerThan: '100 years' }]) {
			await run(
				{ resource: 'object', operation: 'deleteMany', ...inBucket, prefix: 'a', filters },
				{ listobjects: payload },
			);
		}
		expect(sent('listobjects')).toHaveLength(3);
		expect(sent('deleteobject')).toEqual([]);
	},
);

test.each(['W/"abc"', '"abc"', 'abc', 'W/&quot;abc&quot;'])(
	'the entity tag %s comes out bare',
	async (eTag) => {
		const { json } = await run(listing, { listobjects: { objects: [{ key: 'a', eTag }] } });
		expect(json).toEqual([{ ...inBucket, key: 'a', eTag: 'abc' }]);
	},
);
