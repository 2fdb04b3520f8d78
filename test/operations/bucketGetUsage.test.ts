import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { hintsOf, numbered, objectsOf, useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';

// Bucket: Get Usage.

const { sandbox, hostGroup, run, bucketOf } = useBulk();

const usageOf = async (bucketName: string, fields: IDataObject = {}) =>
	await run({
		...{ resource: 'bucket', operation: 'getUsage', hostGroup: hostGroup(), bucketName },
		...fields,
	});

const at = (day: number) => `2026-01-0${day}T00:00:00Z`;
const object = (key: string, size: number, day: number) => ({
	...{ key, size, lastModified: new Date(at(day)) },
});
const OBJECTS = [
	object('a.txt', 1, 5),
	object('logs/b', 2, 3),
	object('logs/2026/c', 4, 1),
	object('logs/2026/d', 8, 9),
	object('logs/2027/e/f', 16, 2),
	object('logs-old', 32, 4),
	object('z/', 64, 6),
];
const usage = (objects: number, bytes: number, oldest: number, newest: number) => ({
	...{ objects, bytes, oldest: at(oldest), newest: at(newest) },
});

let bucketName: string;
beforeAll(async () => {
	bucketName = await bucketOf(OBJECTS);
});

test('of a whole bucket, the place last', async () => {
	const { json } = await usageOf(bucketName);
	expect(json).toEqual([{ bucketName, ...usage(7, 127, 1, 9), hostGroup: hostGroup() }]);
	expect(Object.keys(json[0])).toEqual([
		...['bucketName', 'objects', 'bytes', 'oldest', 'newest', 'hostGroup'],
	]);
});

test('of a prefix', async () => {
	const { json } = await usageOf(bucketName, { prefix: 'logs/' });
	const place = { prefix: 'logs/', bucketName, hostGroup: hostGroup() };
	expect(json).toEqual([{ ...place, ...usage(4, 30, 1, 9) }]);
});

test.each<[string, IDataObject, ReturnType<typeof usage>]>([
	['a name', { nameMatches: '*d' }, usage(2, 40, 4, 9)],
	['a size', { largerThan: '7', smallerThan: '33' }, usage(3, 56, 2, 9)],
	['an age', { olderThan: at(3) }, usage(2, 20, 1, 2)],
	['Keep the Newest', { keepNewest: 2 }, usage(5, 55, 1, 5)],
])('with a filter for %s', async (_, filters, expected) => {
	const { json } = await usageOf(bucketName, { filters });
	expect(json).toEqual([{ bucketName, ...expected, hostGroup: hostGroup() }]);
});

test.each<[string, Record<string, ReturnType<typeof usage>>]>([
	[
		'',
		{
			'': usage(2, 33, 4, 5),
			'logs/': usage(4, 30, 1, 9),
			'z/': usage(1, 64, 6, 6),
		},
	],
	[
		'logs/',
		{
			'logs/2026/': usage(2, 12, 1, 9),
			'logs/2027/': usage(1, 16, 2, 2),
			'logs/': usage(1, 2, 3, 3),
		},
	],
	['log', { 'logs/': usage(4, 30, 1, 9), log: usage(1, 32, 4, 4) }],
])('by the next part of the key behind "%s"', async (prefix, groups) => {
	const { json } = await usageOf(bucketName, { prefix, options: { groupBy: 'prefix' } });
	const place = { bucketName, hostGroup: hostGroup() };
	const expected = Object.entries(groups).map(([group, sums]) => ({
		...{ prefix: group, ...sums, ...place },
	}));
	expect(json).toHaveLength(expected.length);
	expect(json).toEqual(expect.arrayContaining(expected));
});

test('of nothing', async () => {
	const empty = await bucketOf([]);
	const { json } = await usageOf(empty);
	expect(json).toEqual([{ bucketName: empty, objects: 0, bytes: 0, hostGroup: hostGroup() }]);
	const grouped = await usageOf(empty, { options: { groupBy: 'prefix' } });
	expect(grouped.json).toEqual([]);
	expect(hintsOf(grouped)).toEqual([expect.objectContaining({ message: 'No object matched.' })]);
});

test('over many pages, and of several buckets at the same time', async () => {
	const buckets = await Promise.all(
		[2345, 1, 1000].map(async (count) => await bucketOf(objectsOf(numbered(count)))),
	);
	sandbox().requests.length = 0;
	const { json } = await run(
		{
			...{ resource: 'bucket', operation: 'getUsage', hostGroup: hostGroup() },
			bucketName: '={{ $json.bucket }}',
		},
		{ items: buckets.map((bucket) => ({ json: { bucket } })) },
	);
	expect(json.map(({ objects, bytes }) => [objects, bytes])).toEqual(
		[2345, 1, 1000].map((count) => [count, 7 * count]),
	);
	const sent = sandbox().requests.map(({ apiMethod }) => apiMethod);
	expect(sent).toEqual(Array(5).fill('s3.bucket.ListObjects'));
});

test('a listing that breaks off gives no sum', async () => {
	const bucket = await bucketOf(objectsOf(numbered(1500)));
	sandbox().faults.add({
		...{ method: 's3.bucket.ListObjects', kind: 'code', code: 8, text: 'no more of this' },
		match: ({ params }) => params.continuationToken !== undefined,
	});
	expectFailure(await usageOf(bucket), /^The platform denied access/, 'no more of this');
	expectFailure(await usageOf('nowhere'), 'The bucket "nowhere" does not exist');
});
