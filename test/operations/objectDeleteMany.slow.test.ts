import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { Fault, FaultKind, Filling, RequestRecord } from '../../sandbox/platform';
import { numbered, objectsOf, useBulk } from '../support/bulk';
import { until } from '../support/canceling';
import { ended, startNode } from '../support/child';
import { expectPeak } from '../support/peak';
import { saved } from '../support/world';

// Delete Many with many objects: how many requests at a time, what spoiled requests do, and a run that is killed.

const { sandbox, hostGroup, bucketOf, keysIn, deleteMany, requestsOf, deny } = useBulk();
const folding = useBulk({ defaultDelimiter: ',' });

/** More than a page, so that the second is requested while the first is worked off. */
const PLAIN = Array.from({ length: 1050 }, (_, at) => ({ key: `key-${at}`, size: 1 }));
/** Where the platform groups by commas, these are many small listings. */
const GROUPED = PLAIN.slice(0, 400).map(({ key }, at) => ({
	key: `group ${at % 60},${key}`,
	size: 1,
}));

describe.each([
	['plain keys', PLAIN],
	['keys with commas', GROUPED],
])('%s', (_, objects) => {
	test.each([
		['platform', 3],
		['platform', 12],
		['s3', 1],
		['s3', 4],
	])('through %s, %i at a time', async (via, concurrency) => {
		const bucket = await folding.bucketOf(objects);
		folding.sandbox().setLatency(4);
		const options = { via, concurrency };
		const { json, error } = await folding.deleteMany(bucket, {
			...{ allowDeletingEverything: true, output: 'summary', options },
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ deleted: objects.length }]);
		// There are few requests to S3, so that they need not overlap.
		if (via === 'platform') expectPeak(folding.sandbox(), concurrency);
		else expect(folding.sandbox().peakInFlight).toBeLessThanOrEqual(concurrency);
		expect(await folding.keysIn(bucket)).toEqual([]);
	});
});

test('the first deletion does not wait for the last page', async () => {
	const bucket = await bucketOf(PLAIN);
	sandbox().setLatency(4);
	await deleteMany(bucket, { prefix: 'key-', output: 'summary', options: { via: 'platform' } });
	const methods = sandbox().requests.map(({ apiMethod }) => apiMethod);
	expect(requestsOf('s3.bucket.ListObjects')).toHaveLength(2);
	expect(methods.indexOf('s3.bucket.DeleteObject')).toBeLessThan(5);
});

const TO_GO = numbered(600, 'old/');
const TO_STAY = numbered(50, 'new/');

const LOST: FaultKind[] = ['dropBefore', 'dropAfter', 'badGateway', 'truncatedJson'];
const SLOW: FaultKind[] = ['latency', 'slowBody'];
/** Deletes the old ones of a bucket's objects, and expects that each is reported once and the new ones stay. */
async function deleteOld(keys: string[], faults: Fault[], options: IDataObject) {
	const bucket = await bucketOf(objectsOf([...keys, ...TO_STAY]));
	faults.forEach((fault) => sandbox().faults.add({ ...fault, times: Infinity }));
	const { json, error } = await deleteMany(bucket, { prefix: 'old/', options });
	expect(error).toBeUndefined();
	expect(json.map(({ key, deleted }) => [key, deleted])).toEqual(keys.map((key) => [key, true]));
	expect(await keysIn(bucket)).toEqual(TO_STAY);
}

test.each([...[...LOST, ...SLOW].map((kind) => [kind]), [...LOST, 'latency' as const]])(
	'5%% of requests are spoiled by %s, through the platform',
	async (...kinds) => {
		const common = { probability: 0.05 / kinds.length, ms: 100, seedRandom: 4 };
		await deleteOld(
			TO_GO,
			kinds.map((kind) => ({ kind, ...common })),
			{ via: 'platform', concurrency: 10 },
		);
		// What was lost is sent again; what is only slow is not.
		const again = requestsOf('s3.bucket.DeleteObject').length - TO_GO.length;
		if (kinds.every((kind) => SLOW.includes(kind))) expect(again).toBe(0);
		else expect(again).toBeGreaterThan(10);
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(10);
	},
);

// Every third one, because there are so few requests through S3 that chance might spare them all.
test.each(LOST)('every third request meets %s, through the S3 endpoint', async (kind) => {
	// Each request once: what is sent again beside others might be the third again, and again.
	const met = new Set<string>();
	const match = ({ path, params, headers }: RequestRecord) => {
		const request = JSON.stringify([path, params.continuationToken, headers['content-md5']]);
		return !met.has(request) && met.add(request).size % 3 === 0;
	};
	await deleteOld(numbered(7000, 'old/'), [{ kind, match }], { via: 's3' });
	expect(sandbox().requests.length).toBeGreaterThan(7 + 8 + 1);
});

test('what is lost each time is reported as failed, once', async () => {
	const bucket = await bucketOf(objectsOf(TO_GO.slice(0, 20)));
	const lost = TO_GO.slice(5, 8);
	const kind = 'dropBefore';
	deny('s3.bucket.DeleteObject', ({ params }) => lost.includes(params.key), { kind });
	const options = { onObjectFailure: 'report' };
	const { json } = await deleteMany(bucket, { prefix: 'old/', options });
	expect(json).toHaveLength(20);
	const failed = json.filter(({ deleted }) => !deleted);
	expect(failed.map(({ key }) => key)).toEqual(lost);
	expect(failed[0].failure).toMatch(/was cut before the answer came.*Tried 4 times\./);
	expect(await keysIn(bucket)).toEqual(lost);
});

const CUT = '2026-01-31';
const SIZE = 1000;
const CLEANUP = { olderThan: CUT, output: 'summary' };

/** Of each five in a row three are older than the date, by days or by a millisecond. */
const isOld = (index: number) => index % 5 < 3;
const timeOf = (index: number) => {
	const cut = Date.parse(CUT);
	return new Date(isOld(index) ? cut - 1 - (index % 3) * 864e5 : cut + (index % 2) * 864e5);
};
const keyOf = (index: number) => `logs/${index % 100}/app-${String(index).padStart(6, '0')}.log`;

function* objects(count: number): Generator<Filling> {
	for (let index = 0; index < count; index++) {
		yield { key: keyOf(index), size: SIZE, lastModified: timeOf(index) };
	}
}

/** Expects that exactly the old ones are gone: as a boolean, since nobody can read 40,000 lines of difference. */
async function expectCleaned(bucket: string, count: number) {
	const staying = Array.from({ length: count }, (_, index) => index)
		.filter((index) => !isOld(index))
		.map(keyOf)
		.sort();
	const left = await keysIn(bucket);
	expect(left.length).toBe(staying.length);
	expect(left.join('\n') === staying.join('\n')).toBe(true);
}

test('60,000 of 100,000 objects go in one run, and exactly those', async () => {
	const bucket = await bucketOf(objects(100_000));
	const { json, error } = await deleteMany(bucket, CLEANUP);
	expect(error).toBeUndefined();
	const [matched, bytesFreed] = [60_000, 60_000 * SIZE];
	expect(json).toMatchObject([{ matched, deleted: matched, failed: 0, bytesFreed }]);
	await expectCleaned(bucket, 100_000);
	expect(requestsOf('DeleteObjects')).toHaveLength(60);
	expect(requestsOf('s3.bucket.ListObjects')).toHaveLength(100);
}, 300_000);

test.each([
	{
		...{ settings: 'through the platform', method: 's3.bucket.DeleteObject' },
		...{
			count: 10_000,
			killAfter: 1500,
			latency: 0,
			options: { via: 'platform', concurrency: 20 },
		},
	},
	{
		...{ settings: 'with default settings', method: 'DeleteObjects' },
		...{ count: 100_000, killAfter: 20, latency: 20, options: {} },
	},
])(
	'$count objects, killed in the middle, end as in one run, $settings',
	async ({ method, count, killAfter, options, latency }) => {
		const bucketName = await bucketOf(objects(count));
		const fields = { ...CLEANUP, options };
		sandbox().setLatency(latency);
		const child = startNode({
			node: 'bucket',
			credential: { host: sandbox().url, token: sandbox().token },
			parameters: saved({
				...{ resource: 'object', operation: 'deleteMany', hostGroup: hostGroup() },
				...{ bucketName, ...fields },
			}),
		});
		await until(() => requestsOf(method).length >= killAfter || child.exitCode !== null, 200_000);
		child.kill('SIGKILL');
		expect(await ended(child)).toBe('SIGKILL');
		// The platform finishes what it had received.
		await until(() => sandbox().requests.every(({ status }) => status !== undefined));
		sandbox().setLatency(0);

		const goneBefore = count - (await keysIn(bucketName)).length;
		expect(goneBefore).toBeGreaterThan(0);
		expect(goneBefore).toBeLessThan(count * 0.6);

		const { json, error } = await deleteMany(bucketName, fields);
		expect(error).toBeUndefined();
		const rest = count * 0.6 - goneBefore;
		expect(json).toMatchObject([{ matched: rest, deleted: rest, failed: 0 }]);
		await expectCleaned(bucketName, count);
	},
	300_000,
);
