import type { IDataObject } from 'n8n-workflow';
import { useBulk } from '../support/bulk';

// What Delete Many returns, and what it tells n8n.

const { sandbox, hostGroup, bucketOf, keysIn, deleteMany } = useBulk();

const OLD = '2026-01-31T08:00:00.000Z';
const OBJECTS = [
	{ key: 'a', size: 10, lastModified: new Date(OLD) },
	{ key: 'b', size: 300, lastModified: new Date(OLD) },
	{ key: 'c', size: 5000, lastModified: new Date(OLD) },
];
const FIRST_TWO = { filters: { smallerThan: '1 KB' } };

const refuse = (key: string) =>
	sandbox().faults.add({
		...{ method: 's3.bucket.DeleteObject', kind: 'code', code: 8, text: 'denied', times: Infinity },
		match: ({ params }) => params.key === key,
	});

test('one item per object', async () => {
	const bucketName = await bucketOf(OBJECTS);
	refuse('b');
	const { items } = await deleteMany(bucketName, FIRST_TWO);
	const place = { hostGroup: hostGroup(), bucketName };
	expect(items).toEqual([
		{
			json: { ...place, key: 'a', size: 10, lastModified: OLD, deleted: true },
			pairedItem: { item: 0 },
		},
		{
			json: {
				...{ ...place, key: 'b', size: 300, lastModified: OLD, deleted: false },
				failure: expect.stringContaining('The platform answered: "denied" (code 8'),
			},
			pairedItem: { item: 0 },
		},
	]);
});

test('items come in the order of the listing, whichever answer comes first', async () => {
	const bucket = await bucketOf(OBJECTS);
	sandbox().faults.add({ method: 's3.bucket.DeleteObject', kind: 'latency', ms: 100 });
	const { json } = await deleteMany(bucket, { allowDeletingEverything: true });
	expect(json.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
});

test('one item per object of a dry run', async () => {
	const bucketName = await bucketOf(OBJECTS);
	const { json } = await deleteMany(bucketName, { ...FIRST_TWO, dryRun: true });
	const place = { hostGroup: hostGroup(), bucketName };
	expect(json).toEqual([
		{ ...place, key: 'a', size: 10, lastModified: OLD, deleted: false, wouldDelete: true },
		{ ...place, key: 'b', size: 300, lastModified: OLD, deleted: false, wouldDelete: true },
	]);
});

const SUMMARIES: Array<[string, IDataObject, IDataObject]> = [
	['a run', {}, { matched: 2, deleted: 2, failed: 0, bytesFreed: 310 }],
	[
		'a dry run',
		{ dryRun: true },
		{
			...{ matched: 2, deleted: 0, failed: 0, bytesFreed: 0 },
			...{ dryRun: true, wouldDelete: 2, bytes: 310 },
		},
	],
	[
		'a run that finds nothing',
		{ prefix: 'nothing/' },
		{ matched: 0, deleted: 0, failed: 0, bytesFreed: 0 },
	],
];

describe.each(['api', 's3'])('one summary item, through %s', (through) => {
	test.each(SUMMARIES)('of %s', async (_, fields, expected) => {
		const bucketName = await bucketOf(OBJECTS);
		const output = { output: 'summary', options: { through } };
		const { json } = await deleteMany(bucketName, { ...FIRST_TWO, ...output, ...fields });
		const place = { hostGroup: hostGroup(), bucketName };
		expect(json).toEqual([{ ...place, ...expected, seconds: expect.any(Number) }]);
		expect(json[0].seconds).toBeLessThan(10);
	});
});

test('a summary counts failures, and says why the first failed', async () => {
	const bucket = await bucketOf(OBJECTS);
	refuse('a');
	refuse('b');
	const { json } = await deleteMany(bucket, { ...FIRST_TWO, output: 'summary' });
	expect(json).toMatchObject([{ matched: 2, deleted: 0, failed: 2, bytesFreed: 0 }]);
	expect(json[0].firstFailure).toMatch(/^"[ab]": .*The platform answered: "denied" \(code 8/);
});

test('each input item is a run of its own, and its outputs are paired with it', async () => {
	const buckets = [await bucketOf(OBJECTS), await bucketOf(OBJECTS)];
	const { items } = await deleteMany(
		'={{ $json.bucket }}',
		{ prefix: '={{ $json.prefix }}', filters: { keepNewest: '={{ $json.keep }}' } },
		{
			items: [
				{ json: { bucket: buckets[0], prefix: 'b', keep: 0 } },
				{ json: { bucket: buckets[1], prefix: '', keep: 1 } },
			],
		},
	);
	expect(items.map(({ json, pairedItem }) => [json.bucketName, json.key, pairedItem])).toEqual([
		[buckets[0], 'b', { item: 0 }],
		[buckets[1], 'a', { item: 1 }],
		[buckets[1], 'b', { item: 1 }],
	]);
	expect(await Promise.all(buckets.map(keysIn))).toEqual([['a', 'c'], ['c']]);
});

const TOLD: Array<[string, () => void, { message: string; type: string }]> = [
	['what it did', () => {}, { message: '2 of 2 matching objects deleted.', type: 'info' }],
	[
		'what failed',
		() => refuse('b'),
		{ message: '1 of 2 matching objects deleted, 1 failed.', type: 'warning' },
	],
];

test.each(TOLD)('n8n is told %s', async (_, arrange, { message, type }) => {
	const bucket = await bucketOf(OBJECTS);
	arrange();
	const { run } = await deleteMany(bucket, FIRST_TWO);
	const { runData, metadata } = run.data.resultData;
	expect(runData.Node[0].hints).toEqual([{ message, type, location: 'outputPane' }]);
	expect(metadata).toEqual({ jelasticS3: `Node: ${message}` });
});

test('n8n is told how many a dry run found', async () => {
	const bucket = await bucketOf(OBJECTS);
	const { run } = await deleteMany(bucket, { ...FIRST_TWO, dryRun: true });
	expect(run.data.resultData.metadata).toEqual({
		jelasticS3: 'Node: Dry run: 2 objects would be deleted. Nothing was changed.',
	});
});

test.each([true, false])('that nothing matched is said as it is (dry run: %s)', async (dryRun) => {
	const bucket = await bucketOf(OBJECTS);
	const { run } = await deleteMany(bucket, { prefix: 'no-key-begins-so', dryRun });
	const message = 'No object matched; nothing was deleted.';
	expect(run.data.resultData.runData.Node[0].hints).toEqual([
		{ message, type: 'info', location: 'outputPane' },
	]);
});

describe('many input items', () => {
	const ITEMS = Array.from({ length: 100 }, (_, at) => ({ json: { prefix: `${at}/` } }));
	const hintsAfter = async (fields: IDataObject, items = ITEMS) => {
		const bucket = await bucketOf(ITEMS.map(({ json }) => ({ key: `${json.prefix}a`, size: 1 })));
		const { run } = await deleteMany(
			bucket,
			{ prefix: '={{ $json.prefix }}', ...fields },
			{ items },
		);
		const { runData, metadata } = run.data.resultData;
		return { hints: runData.Node[0].hints, metadata };
	};

	test('give one hint, with all that was done', async () => {
		const { hints, metadata } = await hintsAfter({});
		const message = '100 of 100 matching objects deleted.';
		expect(hints).toEqual([{ message, type: 'info', location: 'outputPane' }]);
		expect(metadata).toEqual({ jelasticS3: `Node: ${message}` });
	});

	test('give a warning, where one object of one item failed', async () => {
		refuse('7/a');
		const { hints } = await hintsAfter({});
		const message = '99 of 100 matching objects deleted, 1 failed.';
		expect(hints).toEqual([{ message, type: 'warning', location: 'outputPane' }]);
	});

	test('are not said to have found nothing, where one found something', async () => {
		const items = [{ json: { prefix: '1/' } }, { json: { prefix: 'nothing/' } }];
		const { hints } = await hintsAfter({}, items);
		expect(hints?.map(({ message }) => message)).toEqual(['1 of 1 matching objects deleted.']);
	});
});
