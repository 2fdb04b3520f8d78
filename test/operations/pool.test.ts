import type { IDataObject } from 'n8n-workflow';
import { expectPeak } from '../support/peak';
import { REFERENCE } from '../support/reference';
import { byValue, makeThings, useSandbox, type Things } from '../support/world';

// The order of items, and how many are worked on at a time.

const { sandbox, run, must } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});
beforeEach(() => sandbox().resetPeak());

/** Long enough for requests to overlap on a busy machine; short where none may. */
const LONG = 100;
const SHORT = 15;

const itemsOf = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ json: { key: `key-${index}` } }));

/** An operation on the items' keys. */
const onKeys = (operation: string, options: IDataObject = {}): IDataObject => ({
	...{ resource: 'object', operation, hostGroup: things.hostGroup, bucketName: things.bucket },
	...{ key: byValue('={{ $json.key }}'), options },
});

test('outputs keep the order of the inputs, whichever answer comes first', async () => {
	sandbox().faults.add({
		...{ kind: 'latency', ms: 30, times: Infinity, probability: 0.5, seedRandom: 7 },
	});
	const items = itemsOf(60);
	const { items: out } = await run(onKeys('getPresignedUrl', { concurrency: 10 }), { items });
	expect(out.map(({ json, pairedItem }) => [json.key, pairedItem])).toEqual(
		items.map(({ json }, index) => [json.key, { item: index }]),
	);
});

test('the outputs of an item stay together', async () => {
	const { hostGroup } = things;
	const buckets = ['order-a', 'order-b', 'order-c'];
	const objects = ['1', '2'].map((key) => ({ key, body: '' }));
	for (const bucket of buckets) await sandbox().fill(hostGroup, bucket, objects);
	sandbox().faults.add({
		...{ kind: 'latency', ms: 50 },
		match: ({ params }) => params.bucketName === 'order-a',
	});
	const { items: out } = await run(
		{ resource: 'object', operation: 'getAll', hostGroup, bucketName: '={{ $json.bucket }}' },
		{ items: buckets.map((bucket) => ({ json: { bucket } })) },
	);
	expect(out.map(({ json, pairedItem }) => [json.bucketName, json.key, pairedItem])).toEqual(
		buckets.flatMap((bucket, item) => ['1', '2'].map((key) => [bucket, key, { item }])),
	);
});

test.each([undefined, 1, 3, 8])(
	'Concurrency %s is used, and never exceeded',
	async (concurrency) => {
		const limit = concurrency ?? 5;
		sandbox().setLatency(LONG);
		await must(onKeys('delete', concurrency ? { concurrency } : {}), {
			items: itemsOf(limit * 2 + 2),
		});
		expectPeak(sandbox(), limit);
		expect(sandbox().requests).toHaveLength(limit * 2 + 2);
	},
);

const CONCURRENT = [
	...['account getAll', 'key getAll', 'bucket getAll', 'object getAll', 'object copy'],
	...['object delete', 'object getPresignedUrl', 'policy get'],
];
const isConcurrent = ({ resource, operation }: (typeof REFERENCE)[number]) =>
	CONCURRENT.includes(`${resource} ${operation}`);

/** Runs an operation for four items; whether they succeed does not matter. */
async function runFour({ resource, operation, own }: (typeof REFERENCE)[number], options = {}) {
	await run(
		{ resource, operation, ...own(await makeThings(sandbox())), options },
		{ items: itemsOf(4), settings: { onError: 'continueRegularOutput' } },
	);
	expect(sandbox().requests.length).toBeGreaterThanOrEqual(4);
}

test.each(REFERENCE.filter(isConcurrent))(
	'$resource: $operation works on several items at a time',
	async (row) => {
		sandbox().setLatency(LONG);
		await runFour(row);
		expectPeak(sandbox(), 4);
	},
);

describe.each(REFERENCE.filter((row) => !isConcurrent(row)))('$resource: $operation', (row) => {
	test.each([{}, { concurrency: 10 }])('works on one item at a time, with %j', async (options) => {
		sandbox().setLatency(SHORT);
		await runFour(row, options);
		expect(sandbox().peakInFlight).toBe(1);
	});
});

test('after the first failure nothing new starts', async () => {
	sandbox().setLatency(10);
	sandbox().faults.add({
		...{ kind: 'code', code: 8, text: 'denied' },
		match: ({ params }) => params.key === 'key-7',
	});
	const { error, json } = await run(onKeys('delete', { concurrency: 3 }), { items: itemsOf(100) });
	expect(error?.context.itemIndex).toBe(7);
	expect(json).toEqual([]);
	// Up to the one that fails, and those in flight beside it.
	expect(sandbox().requests.length).toBeGreaterThanOrEqual(8);
	expect(sandbox().requests.length).toBeLessThanOrEqual(8 + 2);
});

test('changes stop at the first failure', async () => {
	const { hostGroup } = things;
	const names = ['stop-1', 'stop-2', 'Not A Name', 'stop-4', 'stop-5'];
	const { error } = await run(
		{ resource: 'bucket', operation: 'create', hostGroup, bucketName: '={{ $json.name }}' },
		{ items: names.map((name) => ({ json: { name } })) },
	);
	expect(error?.context.itemIndex).toBe(2);
	expect(sandbox().requests.map(({ params }) => params.bucketName)).toEqual(names.slice(0, 3));
});
