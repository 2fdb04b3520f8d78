import '../support/quickRetries';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// Objects that cannot be deleted, and listings that break off.

const { sandbox, bucketOf, keysIn, deleteMany, requestsOf } = useBulk();

const KEYS = numbered(60);
const REFUSED = KEYS.filter((_, index) => index % 13 === 4);

/** The platform denies the deletion of some keys. */
const refuseSome = () =>
	sandbox().faults.add({
		...{ method: 's3.bucket.DeleteObject', kind: 'code', code: 8, text: 'denied', times: Infinity },
		match: ({ params }) => REFUSED.includes(params.key),
	});

const REPORT = { prefix: 'key-', options: { via: 'platform', onObjectFailure: 'report' } };

test('each that fails is reported once, with its cause, and the rest goes on', async () => {
	const bucket = await bucketOf(objectsOf(KEYS));
	refuseSome();
	const { json, error } = await deleteMany(bucket, REPORT);
	expect(error).toBeUndefined();
	expect(json.map(({ key }) => key)).toEqual(KEYS);
	expect(json.filter(({ deleted }) => !deleted).map(({ key }) => key)).toEqual(REFUSED);
	for (const { deleted, failure } of json) {
		if (deleted) expect(failure).toBeUndefined();
		else expect(failure).toMatch(/^The platform denied access.*The platform answered: "denied"\.$/);
	}
	expect(await keysIn(bucket)).toEqual(REFUSED);

	// What failed is still there for a second run, and only that is asked for.
	sandbox().faults.clear();
	sandbox().requests.length = 0;
	const again = await deleteMany(bucket, REPORT);
	expect(again.json.map(({ key, deleted }) => [key, deleted])).toEqual(
		REFUSED.map((key) => [key, true]),
	);
	expect(requestsOf('s3.bucket.DeleteObject')).toHaveLength(REFUSED.length);
	expect(await keysIn(bucket)).toEqual([]);
});

test.each([
	['a token that is refused', { kind: 'code', code: 701 }],
	['HTTP 401', { kind: 'status', status: 401 }],
] as const)('%s ends the run, though others are reported', async (_, fault) => {
	const bucket = await bucketOf(objectsOf(KEYS));
	const method = 's3.bucket.DeleteObject';
	let met = 0;
	sandbox().faults.add({ ...fault, method, match: () => ++met === 3 });
	const options = { ...REPORT.options, concurrency: 2 };
	const { error, json } = await deleteMany(bucket, { ...REPORT, options });
	expect(json).toEqual([]);
	expect(error?.message).toMatch(/expired|refused/);
	// Beside the one that failed, one more was on its way.
	expect(requestsOf(method).length).toBeLessThanOrEqual(4);
});

describe.each([
	['platform', 's3.bucket.DeleteObject'],
	['s3', 'DeleteObjects'],
])('stopping at the first failure, through %s', (via, method) => {
	const STOP = { prefix: 'key-', options: { via, onObjectFailure: 'stop', concurrency: 2 } };
	const COUNT = via === 'platform' ? 60 : 6000;

	test('ends the run, says how far it came, and a second run finishes', async () => {
		const bucket = await bucketOf(objectsOf(numbered(COUNT)));
		let met = 0;
		sandbox().faults.add({
			...{ method, kind: 'code', code: 8, text: 'AccessDenied: no', status: 403 },
			match: () => ++met === 3,
		});
		const { error, json } = await deleteMany(bucket, STOP);
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/denied|AccessDenied/);
		const sizes = via === 'platform' ? [1, 1] : [1000, 1000];
		const left = await keysIn(bucket);
		const done = COUNT - left.length;
		expect(error?.description).toMatch(
			`Up to then: ${done} of ${done + sizes[0]} matching objects deleted, ${sizes[0]} failed. ` +
				'Running it again goes on from there.',
		);
		// The third request failed; beside it one more was on its way.
		expect(requestsOf(method).length).toBeLessThanOrEqual(4);

		const again = await deleteMany(bucket, STOP);
		expect(again.json.map(({ key }) => key)).toEqual(left);
		expect(await keysIn(bucket)).toEqual([]);
	});
});

test('stopped with "continue", it is an item with the error', async () => {
	const bucket = await bucketOf(objectsOf(KEYS));
	refuseSome();
	const { json, error } = await deleteMany(
		bucket,
		{ prefix: 'key-', options: { via: 'platform', onObjectFailure: 'stop', concurrency: 1 } },
		{ settings: { onError: 'continueRegularOutput' } },
	);
	expect(error).toBeUndefined();
	expect(json).toEqual([{ error: expect.stringContaining('Up to then: 4 of 5 matching objects') }]);
});

/** A page of a listing is refused. */
const refusePage = (page: number) =>
	sandbox().faults.add({
		...{ method: 's3.bucket.ListObjects', kind: 'code', code: 8, text: 'no more of this' },
		match: () => requestsOf('s3.bucket.ListObjects').length === page,
	});

// Through S3, objects are deleted when there are more than a request takes.
describe.each([
	['platform', 1100, 2],
	['s3', 2100, 3],
])('a listing that breaks off, through %s', (via, count, page) => {
	const fields = { prefix: 'key-', options: { via, concurrency: 20 } };

	test('is told with how far it came, and a second run finishes', async () => {
		const keys = numbered(count);
		const bucket = await bucketOf(objectsOf(keys));
		refusePage(page);
		const { error, run } = await deleteMany(bucket, fields);
		expect(error?.description).toMatch('"no more of this"');
		const left = await keysIn(bucket);
		const done = keys.length - left.length;
		expect(done).toBeGreaterThan(0);
		const sentence = `${done} of ${done} matching objects deleted.`;
		expect(error?.description).toMatch(`Up to then: ${sentence}`);
		expect(run.data.resultData.metadata).toEqual({ jelasticS3: `Node: ${sentence}` });

		const again = await deleteMany(bucket, fields);
		expect(again.json.map(({ key }) => key)).toEqual(left);
		expect(await keysIn(bucket)).toEqual([]);
	});

	test('before anything is done says nothing of progress', async () => {
		const bucket = await bucketOf(objectsOf(KEYS));
		refusePage(1);
		const { error, run } = await deleteMany(bucket, fields);
		expect(error?.description).toMatch(/"no more of this"\.$/);
		expect(run.data.resultData.metadata).toBeUndefined();
		expect(await keysIn(bucket)).toEqual(KEYS);
	});
});

test('a bucket that does not exist is no empty bucket', async () => {
	const { error } = await deleteMany('nowhere', { prefix: 'key-' });
	expect(error?.message).toBe('The bucket "nowhere" does not exist');
});
