import type { IDataObject } from 'n8n-workflow';
import { REFERENCE } from '../support/reference';
import { byValue, makeThings, useSandbox, type Things } from '../support/world';

// Order, and how many at a time.

const { sandbox, run, must } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

/** Long enough for several requests to meet on a busy machine, which must be seen; short where they must not. */
const LONG = 120;
const SHORT = 15;

const manyItems = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ json: { key: `key-${index}` } }));

/** An operation on the items' keys. */
const onKeys = (operation: string, options: IDataObject = {}): IDataObject => ({
	...{ resource: 'object', operation, hostGroup: things.hostGroup, bucketName: things.bucket },
	...{ key: byValue('={{ $json.key }}'), options },
});

/** Some answers come late, so that later items are done before earlier ones. */
function delaySome(probability: number) {
	sandbox().faults.add({ kind: 'latency', ms: 30, times: Infinity, probability, seedRandom: 7 });
}

/** The platform's requests in the order in which they came. */
const keysSent = () => sandbox().requests.map(({ params }) => params.key);

test('outputs keep the order of the inputs, whichever answer comes first', async () => {
	delaySome(0.5);
	const items = manyItems(60);
	const { items: out } = await run(onKeys('getPresignedUrl', { concurrency: 10 }), { items });
	expect(out.map(({ json, pairedItem }) => [json.key, pairedItem])).toEqual(
		items.map(({ json }, index) => [json.key, { item: index }]),
	);
});

test('an item that gives several keeps them together', async () => {
	const { hostGroup } = things;
	const buckets = ['order-a', 'order-b', 'order-c'];
	for (const bucket of buckets) {
		await sandbox().fill(hostGroup, bucket, [
			{ key: '1', body: '' },
			{ key: '2', body: '' },
		]);
	}
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

describe.each([undefined, 1, 3, 8])('Concurrency %s', (concurrency) => {
	test('is reached, and never passed', async () => {
		const most = concurrency ?? 5;
		sandbox().setLatency(LONG);
		sandbox().resetPeak();
		await must(onKeys('delete', concurrency === undefined ? {} : { concurrency }), {
			items: manyItems(most * 2 + 2),
		});
		expect(sandbox().peakInFlight).toBe(most);
		expect(keysSent()).toHaveLength(most * 2 + 2);
	});
});

const SIDE_BY_SIDE = [
	...['account getAll', 'key getAll', 'bucket getAll', 'object getAll', 'object copy'],
	...['object delete', 'object getPresignedUrl', 'policy get'],
];

describe.each(REFERENCE)('$resource: $operation', ({ resource, operation, own }) => {
	const expected = SIDE_BY_SIDE.includes(`${resource} ${operation}`) ? 4 : 1;

	test(`works on ${expected} of four items at a time`, async () => {
		const fields = own(await makeThings(sandbox()));
		sandbox().setLatency(expected === 1 ? SHORT : LONG);
		sandbox().resetPeak();
		// Whether an item succeeds does not matter here: the second deletion of an account finds none.
		await run(
			{ resource, operation, ...fields },
			{
				items: Array.from({ length: 4 }, () => ({ json: {} })),
				settings: { onError: 'continueRegularOutput' },
			},
		);
		expect(sandbox().requests.length).toBeGreaterThanOrEqual(4);
		expect(sandbox().peakInFlight).toBe(expected);
	});
});

test.each([
	['account', 'delete'],
	['key', 'revoke'],
	['bucket', 'create'],
	['policy', 'set'],
])(
	'a change has no option Concurrency that would do something: %s %s',
	async (resource, operation) => {
		const row = REFERENCE.find((one) => one.resource === resource && one.operation === operation)!;
		const fields = row.own(await makeThings(sandbox()));
		sandbox().setLatency(SHORT);
		sandbox().resetPeak();
		await run(
			{ resource, operation, ...fields, options: { concurrency: 10 } },
			{
				items: Array.from({ length: 3 }, () => ({ json: {} })),
				settings: { onError: 'continueRegularOutput' },
			},
		);
		expect(sandbox().peakInFlight).toBe(1);
	},
);

test('after the first failure nothing new starts', async () => {
	sandbox().setLatency(10);
	sandbox().faults.add({
		...{ kind: 'code', code: 8, text: 'denied' },
		match: ({ params }) => params.key === 'key-7',
	});
	const { error, json } = await run(onKeys('delete', { concurrency: 3 }), {
		items: manyItems(100),
	});
	expect(error?.context.itemIndex).toBe(7);
	expect(json).toEqual([]);
	// Up to the failing one, and what was on its way beside it.
	expect(keysSent().length).toBeGreaterThanOrEqual(8);
	expect(keysSent().length).toBeLessThanOrEqual(8 + 2);
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
