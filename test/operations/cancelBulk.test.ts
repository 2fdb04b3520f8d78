import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// Cancelling bulk work: it ends within a second, starts nothing new and says how far it came.

const { sandbox, bucketOf, keysIn, operate, requestsOf } = useBulk();

const COUNT = 400;
const CONCURRENCY = 5;
const DESTINATION = 'archive/';

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

interface Case {
	operation: string;
	/** What is counted until it is cancelled. */
	method: string;
	fieldsOf: (bucket: string) => IDataObject;
	/** How many objects the work is done for, by what is in the bucket. */
	doneOf: (keys: string[]) => number;
	word: string;
}

const transfer = (bucket: string) => ({
	...{ srcBucketName: bucket, dstBucketName: bucket },
	...{ srcPrefix: 'key-', dstPrefix: DESTINATION },
});
const gone = (keys: string[]) => COUNT - keys.filter((key) => key.startsWith('key-')).length;

const CASES: Case[] = [
	{
		...{ operation: 'deleteMany', method: 's3.bucket.DeleteObject', word: 'deleted' },
		fieldsOf: (bucketName) => ({ bucketName, prefix: 'key-' }),
		doneOf: gone,
	},
	{
		...{ operation: 'copyMany', method: 's3.bucket.CopyObject', word: 'copied' },
		fieldsOf: transfer,
		doneOf: (keys) => keys.filter((key) => key.startsWith(DESTINATION)).length,
	},
	{
		...{ operation: 'moveMany', method: 's3.bucket.DeleteObject', word: 'moved' },
		fieldsOf: transfer,
		doneOf: gone,
	},
];

describe.each(CASES)('$operation', ({ operation, method, fieldsOf, doneOf, word }) => {
	/** Runs it and cancels after some requests; answers what was saved then, and how long the rest took. */
	async function cancelled(bucket: string) {
		sandbox().setLatency(30);
		const options = { concurrency: CONCURRENCY };
		let saved: unknown;
		let cancelledAt = NaN;
		const { run, json } = await operate(
			operation,
			{ ...fieldsOf(bucket), options },
			{
				whenStarted: async (cancel) => {
					while (requestsOf(method).length < 40) await pause(5);
					cancelledAt = Date.now();
					cancel();
				},
				whenSaved: (execution) => (saved = structuredClone(execution.data.resultData.metadata)),
			},
		);
		const took = Date.now() - cancelledAt;
		return { run, json, saved, took };
	}

	test('ends soon, starts nothing new and says how far it came', async () => {
		const bucket = await bucketOf(objectsOf(numbered(COUNT)));
		const { run, json, saved, took } = await cancelled(bucket);
		// What was on its way when the execution was cancelled may still arrive; then nothing more.
		await pause(200);
		const sent = sandbox().requests.length;

		expect(took).toBeLessThan(1000);
		expect(run.status).toBe('canceled');
		expect(json).toEqual([]);
		await pause(300);
		expect(sandbox().requests.length).toBe(sent);

		const [, done] = /^Node: (\d+) of /.exec(JSON.parse(JSON.stringify(saved)).jelasticS3) ?? [];
		expect(saved).toEqual({
			jelasticS3: expect.stringMatching(
				new RegExp(`^Node: ${done} of ${done} matching objects ${word}\\.$`),
			),
		});
		// What was cut off by the cancelling is no failure.
		expect(run.data.resultData.metadata?.jelasticS3).toMatch(/ matching objects \w+\.$/);
		// What was on its way may have been done without its answer having come.
		const reallyDone = doneOf(await keysIn(bucket));
		expect(Number(done)).toBeGreaterThan(0);
		expect(Number(done)).toBeLessThanOrEqual(reallyDone);
		expect(Number(done)).toBeGreaterThanOrEqual(reallyDone - CONCURRENCY);
	});

	test('run again, it finishes', async () => {
		const bucket = await bucketOf(objectsOf(numbered(COUNT)));
		await cancelled(bucket);
		sandbox().setLatency(0);
		const { json, error } = await operate(operation, { ...fieldsOf(bucket), output: 'summary' });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ failed: 0 }]);
		expect(doneOf(await keysIn(bucket))).toBe(COUNT);
	});
});

test('a listing that is on its way does not hold it up', async () => {
	const bucketName = await bucketOf(objectsOf(numbered(5)));
	sandbox().setLatency(5000);
	const begun = Date.now();
	const { run } = await operate(
		'deleteMany',
		{ bucketName, prefix: 'key-' },
		{ whenStarted: (cancel) => setTimeout(cancel, 100) },
	);
	expect(run.status).toBe('canceled');
	expect(Date.now() - begun).toBeLessThan(1100);
	expect(run.data.resultData.metadata).toEqual({
		jelasticS3: 'Node: 0 of 0 matching objects deleted.',
	});
});

test('deletions through the S3 endpoint do not hold it up', async () => {
	const bucketName = await bucketOf(objectsOf(numbered(3000)));
	sandbox().faults.add({ method: 'DeleteObjects', kind: 'latency', ms: 5000, times: Infinity });
	let cancelledAt = NaN;
	const { run } = await operate(
		'deleteMany',
		{ bucketName, prefix: 'key-', options: { through: 's3' } },
		{
			whenStarted: async (cancel) => {
				while (requestsOf('DeleteObjects').length < 2) await pause(5);
				cancelledAt = Date.now();
				cancel();
			},
		},
	);
	expect(run.status).toBe('canceled');
	expect(Date.now() - cancelledAt).toBeLessThan(1000);
});
