import '../support/quickRetries';
import type { FaultKind } from '../../sandbox/platform';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// Move Many deletes a source only after its copy is confirmed; and what breaks off can be run again.

const { sandbox, bucketOf, keysIn, operate, requestsOf } = useBulk();

const KEYS = numbered(40, 'in/');
const copyOf = (key: string) => key.replace('in/', 'out/');
const SPOILT = KEYS.filter((_, index) => index % 7 === 3);

const moveMany = async (source: string, target: string, options = {}) =>
	await operate('moveMany', {
		...{ srcBucketName: source, srcPrefix: 'in/', dstBucketName: target, dstPrefix: 'out/' },
		options: { onObjectFailure: 'report', ...options },
	});

/** Whatever was refused before: run again, all is where it belongs, and only what was left was touched. */
async function finishes(source: string, target: string) {
	sandbox().faults.clear();
	const left = await keysIn(source);
	const { json, error } = await moveMany(source, target);
	expect(error).toBeUndefined();
	expect(json.map(({ srcKey, moved }) => [srcKey, moved])).toEqual(left.map((key) => [key, true]));
	expect(await keysIn(source)).toEqual([]);
	expect(await keysIn(target)).toEqual(KEYS.map(copyOf));
}

const NOT_CONFIRMED: FaultKind[] = ['code', 'nestedFailure', 'html200', 'badGateway', 'dropBefore'];

test.each<FaultKind>([...NOT_CONFIRMED, 'dropAfter', 'truncatedJson'])(
	'a copy that is not confirmed (%s) keeps its source',
	async (kind) => {
		const source = await bucketOf(objectsOf(KEYS));
		const target = await bucketOf([]);
		sandbox().faults.add({
			...{ method: 's3.bucket.CopyObject', kind, code: 8, text: 'denied', times: Infinity },
			match: ({ params }) => SPOILT.includes(params.srcKey),
		});
		const { json, error } = await moveMany(source, target);
		expect(error).toBeUndefined();
		expect(json.map(({ srcKey }) => srcKey)).toEqual(KEYS);
		expect(json.filter(({ moved }) => !moved).map(({ srcKey }) => srcKey)).toEqual(SPOILT);
		for (const { moved, failure } of json)
			expect(typeof failure).toBe(moved ? 'undefined' : 'string');
		expect(await keysIn(source)).toEqual(SPOILT);
		expect(requestsOf('s3.bucket.DeleteObject')).toHaveLength(KEYS.length - SPOILT.length);
		const isCopied = (key: string) => !NOT_CONFIRMED.includes(kind) || !SPOILT.includes(key);
		expect(await keysIn(target)).toEqual(KEYS.filter(isCopied).map(copyOf));
		await finishes(source, target);
	},
);

test('a copy whose source could not be deleted is not made again', async () => {
	const source = await bucketOf(objectsOf(KEYS));
	const target = await bucketOf([]);
	sandbox().faults.add({
		...{ method: 's3.bucket.DeleteObject', kind: 'code', code: 8, text: 'denied', times: Infinity },
		match: ({ params }) => SPOILT.includes(params.key),
	});
	const { json } = await moveMany(source, target);
	expect(json.filter(({ moved }) => !moved).map(({ srcKey }) => srcKey)).toEqual(SPOILT);
	expect(await keysIn(source)).toEqual(SPOILT);
	expect(await keysIn(target)).toEqual(KEYS.map(copyOf));
	sandbox().requests.length = 0;
	await finishes(source, target);
	expect(requestsOf('s3.bucket.CopyObject')).toEqual([]);
});

test('stopped at the first failure, a second run finishes', async () => {
	const source = await bucketOf(objectsOf(KEYS));
	const target = await bucketOf([]);
	sandbox().faults.add({
		...{ method: 's3.bucket.CopyObject', kind: 'code', code: 8, text: 'denied' },
		match: ({ params }) => params.srcKey === KEYS[20],
	});
	const { error } = await moveMany(source, target, { onObjectFailure: 'stop', concurrency: 1 });
	expect(error?.description).toMatch('Up to then: 20 of 21 matching objects moved, 1 failed.');
	expect(await keysIn(source)).toEqual(KEYS.slice(20));
	await finishes(source, target);
});

test.each<FaultKind>(['dropBefore', 'dropAfter', 'badGateway', 'latency'])(
	'with 5%% of requests spoilt by %s, all is moved, and each reported once',
	async (kind) => {
		const keys = numbered(300, 'in/');
		const source = await bucketOf(objectsOf(keys));
		const target = await bucketOf([]);
		sandbox().faults.add({ kind, ms: 60, probability: 0.05, seedRandom: 9, times: Infinity });
		const { json, error } = await moveMany(source, target, { concurrency: 10 });
		expect(error).toBeUndefined();
		expect(json.map(({ srcKey, moved }) => [srcKey, moved])).toEqual(
			keys.map((key) => [key, true]),
		);
		expect(await keysIn(source)).toEqual([]);
		expect(await keysIn(target)).toEqual(keys.map(copyOf));
	},
);
