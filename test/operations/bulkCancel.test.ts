import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, progressOf, route, useBulk } from '../support/bulk';
import { cancelWhen } from '../support/canceling';

// Canceling work on many objects: it ends soon, starts nothing new and says how far it came.

const { sandbox, bucketOf, keysIn, operate, requestsOf } = useBulk();

const COUNT = 150;
const CONCURRENCY = 5;

interface Case {
	operation: string;
	/** What is counted until it is canceled. */
	method: string;
	fieldsOf: (bucket: string) => IDataObject;
	/** How many objects are done, by the keys in the bucket. */
	doneOf: (keys: string[]) => number;
	word: string;
}

const transfer = (bucket: string) => route(bucket, bucket);
const starting = (keys: string[], prefix: string) =>
	keys.filter((key) => key.startsWith(prefix)).length;
const gone = (keys: string[]) => COUNT - starting(keys, 'in/');

test.each<Case>([
	{
		...{ operation: 'deleteMany', method: 's3.bucket.DeleteObject', word: 'deleted' },
		...{ fieldsOf: (bucketName) => ({ bucketName, prefix: 'in/' }), doneOf: gone },
	},
	{
		...{ operation: 'copyMany', method: 's3.bucket.CopyObject', word: 'copied' },
		...{ fieldsOf: transfer, doneOf: (keys) => starting(keys, 'out/') },
	},
	{
		...{ operation: 'moveMany', method: 's3.bucket.DeleteObject', word: 'moved' },
		...{ fieldsOf: transfer, doneOf: gone },
	},
])('$operation, which a second run finishes', async (one) => {
	const { operation, method, fieldsOf, doneOf, word } = one;
	const bucket = await bucketOf(objectsOf(numbered(COUNT, 'in/')));
	sandbox().setLatency(30);
	let saved: IDataObject | undefined;
	const { whenStarted, msSinceCancel } = cancelWhen(() => requestsOf(method).length >= 40);
	const canceled = await operate(
		operation,
		{
			...fieldsOf(bucket),
			options: { concurrency: CONCURRENCY, via: 'platform', maxObjects: COUNT },
		},
		{ whenStarted, whenSaved: ({ data }) => (saved = { ...data.resultData.metadata }) },
	);
	expect(msSinceCancel()).toBeLessThan(3000);
	expect(canceled.run.status).toBe('canceled');
	expect(canceled.json).toEqual([]);
	// Requests in flight when it was canceled may still arrive, then nothing more.
	await sleep(200);
	const sent = sandbox().requests.length;
	await sleep(300);
	expect(sandbox().requests.length).toBe(sent);

	const [, done] = /^Node: (\d+) of /.exec(String(saved?.jelasticS3)) ?? [];
	expect(saved).toEqual({ jelasticS3: `Node: ${done} of ${done} matching objects ${word}.` });
	// A request that the canceling cut off is no failure.
	expect(progressOf(canceled)).toMatch(/ matching objects \w+\.$/);
	// One that was in flight may have been carried out although its answer did not arrive.
	const reallyDone = doneOf(await keysIn(bucket));
	expect(Number(done)).toBeGreaterThan(0);
	expect(Number(done)).toBeLessThanOrEqual(reallyDone);
	expect(Number(done)).toBeGreaterThanOrEqual(reallyDone - CONCURRENCY);

	sandbox().setLatency(0);
	const { json, error } = await operate(operation, { ...fieldsOf(bucket), output: 'summary' });
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ failed: 0 }]);
	expect(doneOf(await keysIn(bucket))).toBe(COUNT);
});

test.each<[string, string, number, IDataObject]>([
	['a listing', 's3.bucket.ListObjects', 1, {}],
	['deletions through the S3 endpoint', 'DeleteObjects', 2, { options: { via: 's3' } }],
])('%s in flight is not waited for', async (_, method, count, fields) => {
	const bucketName = await bucketOf(objectsOf(numbered(3000)));
	sandbox().faults.add({ method, kind: 'latency', ms: 5000, times: Infinity });
	const { whenStarted, msSinceCancel } = cancelWhen(() => requestsOf(method).length >= count);
	const result = await operate(
		'deleteMany',
		{ bucketName, prefix: 'key-', ...fields },
		{ whenStarted },
	);
	expect(result.run.status).toBe('canceled');
	expect(msSinceCancel()).toBeLessThan(3000);
	// Nothing is done yet, so nothing is said of it.
	expect(progressOf(result)).toBeUndefined();
});
