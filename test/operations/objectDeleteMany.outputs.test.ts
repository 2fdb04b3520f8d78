import type { IDataObject } from 'n8n-workflow';
import { hintsOf, progressOf, useBulk } from '../support/bulk';

// What Delete Many returns, and what it tells n8n.

const { sandbox, hostGroup, bucketOf, keysIn, deleteMany, deny, lock } = useBulk();

const OLD = '2026-01-31T08:00:00Z';
const lastModified = new Date(OLD);
const OBJECTS = [
	{ key: 'a', size: 10, lastModified },
	{ key: 'b', size: 300, lastModified },
	{ key: 'c', size: 5000, lastModified },
];
const FIRST_TWO = { filters: { smallerThan: '1 KB' } };

const denyKeys = (...keys: string[]) =>
	deny('s3.bucket.DeleteObject', ({ params }) => keys.includes(params.key));

test.each(['platform', 's3'])(
	'one item per object, also where it is refused, through %s',
	async (via) => {
		const keys = ['a', 'locked/b', 'locked/c & d', 'z'];
		const bucketName = await bucketOf(keys.map((key) => ({ key, size: 7, lastModified })));
		await lock(bucketName);
		const fields = { allowDeletingEverything: true, options: { via, onObjectFailure: 'report' } };
		const { items } = await deleteMany(bucketName, fields);
		const place = { hostGroup: hostGroup(), bucketName };
		const fateOf = (key: string) =>
			key.startsWith('locked')
				? { deleted: false, failure: expect.stringMatching(/AccessDenied|denied/) }
				: { deleted: true };
		expect(items).toEqual(
			keys.map((key) => ({
				json: { ...place, key, size: 7, lastModified: OLD, ...fateOf(key) },
				pairedItem: { item: 0 },
			})),
		);
		expect(await keysIn(bucketName)).toEqual(['locked/b', 'locked/c & d']);
	},
);

test('items come in the order of the listing, whichever answer comes first', async () => {
	const bucket = await bucketOf(OBJECTS);
	sandbox().faults.add({ method: 's3.bucket.DeleteObject', kind: 'latency', ms: 100 });
	const { json } = await deleteMany(bucket, { allowDeletingEverything: true });
	expect(json.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});

test('a dry run gives one item per object, and says how many', async () => {
	const bucketName = await bucketOf(OBJECTS);
	const result = await deleteMany(bucketName, { ...FIRST_TWO, dryRun: true });
	const place = { hostGroup: hostGroup(), bucketName };
	const fate = { lastModified: OLD, wouldDelete: true };
	expect(result.json).toEqual([
		{ ...place, key: 'a', size: 10, ...fate },
		{ ...place, key: 'b', size: 300, ...fate },
	]);
	expect(progressOf(result)).toBe(
		'Node: Dry run: 2 objects would be deleted. Nothing was changed.',
	);
});

const SUMMARIES: Array<[string, IDataObject, IDataObject]> = [
	['a run', {}, { deleted: 2, failed: 0, matched: 2, bytesFreed: 310 }],
	// What a dry run cannot have it does not show as zero.
	['a dry run', { dryRun: true }, { dryRun: true, wouldDelete: 2, matched: 2, bytes: 310 }],
	['an empty run', { prefix: 'nothing/' }, { deleted: 0, failed: 0, matched: 0, bytesFreed: 0 }],
];

describe.each(['platform', 's3'])('the summary, through %s', (via) => {
	test.each(SUMMARIES)('of %s', async (_, fields, expected) => {
		const bucketName = await bucketOf(OBJECTS);
		const output = { output: 'summary', options: { via } };
		const { json } = await deleteMany(bucketName, { ...FIRST_TWO, ...output, ...fields });
		const place = { hostGroup: hostGroup(), bucketName };
		expect(json).toEqual([{ ...place, ...expected, seconds: expect.any(Number) }]);
		expect(json[0].seconds).toBeLessThan(10);
	});
});

const REPORT = { options: { onObjectFailure: 'report' } };

test('a summary counts failures, and says why the first failed', async () => {
	const bucket = await bucketOf(OBJECTS);
	denyKeys('a', 'b');
	const { json } = await deleteMany(bucket, { ...FIRST_TWO, ...REPORT, output: 'summary' });
	expect(json).toMatchObject([{ matched: 2, deleted: 0, failed: 2, bytesFreed: 0 }]);
	expect(json[0].firstFailure).toMatch(/^"[ab]": .*The platform answered: "denied"\.$/);
});

test('each input item is a run of its own, and its outputs are paired with it', async () => {
	const buckets = [await bucketOf(OBJECTS), await bucketOf(OBJECTS)];
	const { items } = await deleteMany(
		'={{ $json.bucket }}',
		{ prefix: '={{ $json.prefix }}', filters: { keepNewest: '={{ $json.keep }}' } },
		{
			items: [
				{ json: { bucket: buckets[0], prefix: 'b', keep: 0 } },
				{ json: { bucket: buckets[1], prefix: 'a', keep: 0 } },
			],
		},
	);
	expect(items.map(({ json, pairedItem }) => [json.bucketName, json.key, pairedItem])).toEqual([
		[buckets[0], 'b', { item: 0 }],
		[buckets[1], 'a', { item: 1 }],
	]);
	expect(await Promise.all(buckets.map(keysIn))).toEqual([
		['a', 'c'],
		['b', 'c'],
	]);
});

const NOTHING = 'No object matched; nothing was deleted.';
const TOLD: Array<[string, string, string[], IDataObject]> = [
	['2 of 2 matching objects deleted.', 'info', [], {}],
	['1 of 2 matching objects deleted, 1 failed.', 'warning', ['b'], {}],
	[NOTHING, 'info', [], { prefix: 'no-such-key' }],
	[NOTHING, 'info', [], { prefix: 'no-such-key', dryRun: true }],
];

test.each(TOLD)('n8n is told: %s (%s)', async (message, type, denied, fields) => {
	const bucket = await bucketOf(OBJECTS);
	denyKeys(...denied);
	const result = await deleteMany(bucket, { ...REPORT, ...FIRST_TWO, ...fields });
	expect(hintsOf(result)).toEqual([{ message, type, location: 'outputPane' }]);
	expect(result.run.data.resultData.metadata).toEqual({ jelasticS3: `Node: ${message}` });
});

const MANY = Array.from({ length: 100 }, (_, at) => `${at}/`);
const TOLD_ONCE: Array<[string, string, string[], string[]]> = [
	['100 of 100 matching objects deleted.', 'info', [], MANY],
	['99 of 100 matching objects deleted, 1 failed.', 'warning', ['7/a'], MANY],
	['1 of 1 matching objects deleted.', 'info', [], ['1/', 'nothing/']],
];

test.each(TOLD_ONCE)('many items give one hint: %s (%s)', async (message, type, denied, all) => {
	const bucket = await bucketOf(MANY.map((prefix) => ({ key: `${prefix}a`, size: 1 })));
	denyKeys(...denied);
	const items = all.map((prefix) => ({ json: { prefix } }));
	const result = await deleteMany(bucket, { ...REPORT, prefix: '={{ $json.prefix }}' }, { items });
	expect(hintsOf(result)).toEqual([{ message, type, location: 'outputPane' }]);
	expect(progressOf(result)).toBe(`Node: ${message}`);
});
