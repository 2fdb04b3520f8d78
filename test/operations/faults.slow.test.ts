import '../support/quickRetries';
import type { Fault, RequestRecord } from '../../sandbox/platform';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// Requests that are lost, spoilt or slow: the same objects go, and each is reported once.

const { sandbox, bucketOf, keysIn, deleteMany, requestsOf } = useBulk();

const ENDLESS = { times: Infinity, seedRandom: 4 };
const FIVE_PER_CENT: Array<[string, Fault[]]> = [
	['dropped before the work', [{ kind: 'dropBefore', probability: 0.05 }]],
	['dropped after the work', [{ kind: 'dropAfter', probability: 0.05 }]],
	['answered 502', [{ kind: 'badGateway', probability: 0.05 }]],
	['cut short', [{ kind: 'truncatedJson', probability: 0.05 }]],
	['slow', [{ kind: 'latency', ms: 100, probability: 0.05 }]],
	['answered in drops', [{ kind: 'slowBody', ms: 100, probability: 0.05 }]],
	[
		'of each kind',
		[
			...(['dropBefore', 'dropAfter', 'badGateway', 'truncatedJson'] as const).map(
				(kind): Fault => ({ kind, probability: 0.01 }),
			),
			{ kind: 'latency', ms: 100, probability: 0.01 },
		],
	],
];

const TO_GO = numbered(600, 'old/');
const TO_STAY = numbered(50, 'new/');

test.each(FIVE_PER_CENT)('5%% of requests %s, through the platform', async (_, faults) => {
	const bucket = await bucketOf(objectsOf([...TO_GO, ...TO_STAY]));
	for (const fault of faults) sandbox().faults.add({ ...fault, ...ENDLESS });
	const { json, error } = await deleteMany(bucket, {
		...{ prefix: 'old/', options: { concurrency: 10 } },
	});
	expect(error).toBeUndefined();
	expect(json.map(({ key, deleted }) => [key, deleted])).toEqual(TO_GO.map((key) => [key, true]));
	expect(await keysIn(bucket)).toEqual(TO_STAY);
	const isSlowOnly = faults.every(({ kind }) => kind === 'latency' || kind === 'slowBody');
	const sent = requestsOf('s3.bucket.DeleteObject').length;
	// Something was lost and sent again; what is only slow is not.
	if (isSlowOnly) expect(sent).toBe(TO_GO.length);
	else expect(sent).toBeGreaterThan(TO_GO.length + 10);
	expect(sandbox().peakInFlight).toBeLessThanOrEqual(10);
});

const LOST = FIVE_PER_CENT.map(([name, [{ kind }]]) => [name, kind] as const).slice(0, 4);

// Through S3 so few requests are sent that chance might spare them all; so it is each third one.
test.each(LOST)('each third request %s, through the S3 endpoint', async (_, kind) => {
	const keys = numbered(7000, 'old/');
	const bucket = await bucketOf(objectsOf([...keys, ...TO_STAY]));
	// Each once: what is sent again at the same time as others might be the third again, and again.
	const met = new Set<string>();
	const isThird = ({ path, params, headers }: RequestRecord) => {
		const request = JSON.stringify([path, params.continuationToken, headers['content-md5']]);
		return !met.has(request) && met.add(request).size % 3 === 0;
	};
	sandbox().faults.add({ kind, times: Infinity, match: isThird });
	const { json, error } = await deleteMany(bucket, {
		...{ prefix: 'old/', options: { through: 's3' } },
	});
	expect(error).toBeUndefined();
	expect(json.map(({ key, deleted }) => [key, deleted])).toEqual(keys.map((key) => [key, true]));
	expect(await keysIn(bucket)).toEqual(TO_STAY);
	expect(sandbox().requests.length).toBeGreaterThan(7 + 8 + 1);
});

test('what is lost each time is reported as failed, once', async () => {
	const bucket = await bucketOf(objectsOf(TO_GO.slice(0, 20)));
	const lost = TO_GO.slice(5, 8);
	sandbox().faults.add({
		...{ method: 's3.bucket.DeleteObject', kind: 'dropBefore', times: Infinity },
		match: ({ params }) => lost.includes(params.key),
	});
	const { json } = await deleteMany(bucket, { prefix: 'old/' });
	expect(json).toHaveLength(20);
	const failed = json.filter(({ deleted }) => !deleted);
	expect(failed.map(({ key }) => key)).toEqual(lost);
	expect(failed[0].failure).toMatch(/was cut before the answer came.*Tried 4 times\./);
	expect(await keysIn(bucket)).toEqual(lost);
});
