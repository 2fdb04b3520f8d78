import '../support/quickRetries';
import type { IDataObject, INode } from 'n8n-workflow';
import { numbered, objectsOf, progressOf, route, useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';

// When an Object Fails: what becomes of the others, of the node, and of what n8n puts out.

const { sandbox, bucketOf, keysIn, operate, deleteMany, requestsOf, deny, lock } = useBulk();

const KEYS = numbered(20, 'in/');
const BAD = [KEYS[4], KEYS[17]];
const GOOD = KEYS.filter((key) => !BAD.includes(key));

const denyBad = (method: string) =>
	deny(method, ({ params }) => BAD.includes(params.key ?? params.srcKey));

/** Each operation on many objects, the request that fails, and how its objects are named. */
const WORKS = [
	{ operation: 'deleteMany', method: 's3.bucket.DeleteObject', key: 'key', done: 'deleted' },
	{ operation: 'copyMany', method: 's3.bucket.CopyObject', key: 'srcKey', done: 'copied' },
	{ operation: 'moveMany', method: 's3.bucket.CopyObject', key: 'srcKey', done: 'moved' },
];
type Work = (typeof WORKS)[number];

/** Runs a work on the keys, of which two fail. */
async function fail(
	{ operation, method }: Work,
	fields: IDataObject = {},
	settings: Partial<INode> = {},
) {
	const source = await bucketOf(objectsOf(KEYS));
	const target = await bucketOf([]);
	denyBad(method);
	const place =
		operation === 'deleteMany' ? { bucketName: source, prefix: 'in/' } : route(source, target);
	return await operate(operation, { ...place, ...fields }, { settings });
}

const ERROR_OUTPUT = { onError: 'continueErrorOutput' } as const;
const REGULAR_OUTPUT = { onError: 'continueRegularOutput' } as const;
const DENIED = /The platform denied access/;

describe.each(WORKS)('$operation', (work) => {
	const { key, done, method } = work;
	const reported = KEYS.map((name) =>
		expect.objectContaining({
			...{ [key]: name, [done]: !BAD.includes(name) },
			...(BAD.includes(name) && { failure: expect.stringMatching(DENIED) }),
		}),
	);

	test('all are worked on, then the node fails with the counts and the first cause', async () => {
		const result = await fail(work);
		const advice = new RegExp(`^First: "${BAD[0]}": ${DENIED.source}`);
		expectFailure(result, `2 of 20 objects could not be ${done}`, advice);
		expect(requestsOf(method)).toHaveLength(20);
		expect(result.error?.context.data).toMatchObject({ code: 8 });
		expect(result.error?.context.itemIndex).toBe(0);
		expect(progressOf(result)).toBe(`Node: 18 of 20 matching objects ${done}, 2 failed.`);
	});

	test.each([
		['report', {}],
		['report', REGULAR_OUTPUT],
		['report', ERROR_OUTPUT],
		['failAtEnd', REGULAR_OUTPUT],
	])('%s, with %j: every object is an item', async (onObjectFailure, settings) => {
		const { json, failed, error } = await fail(work, { options: { onObjectFailure } }, settings);
		expect(error).toBeUndefined();
		expect(json).toEqual(reported);
		expect(failed).toEqual([]);
	});

	test('with an error output, what failed leaves by it', async () => {
		const { json, failed, error } = await fail(work, {}, ERROR_OUTPUT);
		expect(error).toBeUndefined();
		expect(json.map((item) => [item[key], item[done]])).toEqual(GOOD.map((name) => [name, true]));
		expect(failed).toEqual(
			BAD.map((name) => ({
				json: { error: expect.stringMatching(new RegExp(`^"${name}": ${DENIED.source}`)) },
				pairedItem: { item: 0 },
			})),
		);
	});

	test.each([
		[REGULAR_OUTPUT, 0],
		[ERROR_OUTPUT, 1],
	])('the summary, with %j', async (settings, errors) => {
		const { json, failed } = await fail(work, { output: 'summary' }, settings);
		expect(json).toEqual([
			expect.objectContaining({
				...{ [done]: 18, failed: 2, matched: 20 },
				firstFailure: expect.stringMatching(new RegExp(`^"${BAD[0]}": ${DENIED.source}`)),
			}),
		]);
		const message = new RegExp(`^2 of 20 objects could not be ${done}\\. First: "${BAD[0]}": `);
		expect(failed.map(({ json: item }) => item)).toEqual(
			errors ? [{ error: expect.stringMatching(message) }] : [],
		);
	});

	test.each([{}, REGULAR_OUTPUT, ERROR_OUTPUT])('stop, with %j', async (settings) => {
		const options = { onObjectFailure: 'stop', concurrency: 1 };
		const { json, failed, error } = await fail(work, { options }, settings);
		expect(requestsOf(method)).toHaveLength(5);
		const texts = [
			error?.message,
			...[...failed.map((item) => item.json), ...json].map((item) => item.error),
		];
		expect(texts.filter(Boolean)).toEqual([expect.stringMatching(DENIED)]);
	});
});

test('all 45 of 45', async () => {
	const bucket = await bucketOf(objectsOf(numbered(45)));
	deny('s3.bucket.DeleteObject', () => true);
	const result = await deleteMany(bucket, { prefix: 'key-' });
	expectFailure(result, '45 of 45 objects could not be deleted', /^First: "key-0000\d": /);
	sandbox().faults.clear();
	expect((await deleteMany(bucket, { prefix: 'key-' })).json).toHaveLength(45);
});

test('1 of 1 object, through the S3 endpoint', async () => {
	const bucket = await bucketOf(objectsOf(['locked']));
	await lock(bucket);
	const fields = { allowDeletingEverything: true, options: { via: 's3' } };
	const result = await deleteMany(bucket, fields);
	expectFailure(result, '1 of 1 object could not be deleted', /^First: "locked": .*AccessDenied/);
});

describe('several input items', () => {
	const runAll = async (settings: Partial<INode> = {}) => {
		const buckets = await Promise.all([0, 1, 2].map(async () => await bucketOf(objectsOf(KEYS))));
		deny(
			's3.bucket.DeleteObject',
			({ params }) => BAD.includes(params.key) && params.bucketName !== buckets[0],
		);
		const fields = { bucketName: '={{ $json.bucket }}', prefix: 'in/' };
		const items = buckets.map((bucket) => ({ json: { bucket } }));
		return { buckets, result: await operate('deleteMany', fields, { items, settings }) };
	};

	test('all are worked on, and the failure counts all of them', async () => {
		const { buckets, result } = await runAll();
		expectFailure(result, '4 of 60 objects could not be deleted', `First: "${BAD[0]}"`);
		expect(result.error?.context.itemIndex).toBe(1);
		const left = await Promise.all(buckets.map(keysIn));
		expect(left).toEqual([[], BAD, BAD]);
	});

	test('with an error output, each failure has its own input', async () => {
		const { buckets, result } = await runAll(ERROR_OUTPUT);
		expect(result.json).toHaveLength(56);
		const origins = result.failed.map(({ json, pairedItem }) => [json.bucket, pairedItem]);
		const [, second, third] = buckets;
		expect(origins).toEqual([
			...BAD.map(() => [second, { item: 1 }]),
			...BAD.map(() => [third, { item: 2 }]),
		]);
	});
});

test.each([
	['deleteMany', 'wouldDelete'],
	['copyMany', 'wouldCopy'],
])('a dry run of %s shows what would fail, and does not fail', async (operation, would) => {
	const keys = ['in/a', `in/${'b'.repeat(1021)}`];
	const source = await bucketOf(objectsOf(keys));
	const target = await bucketOf([]);
	const place = { bucketName: source, prefix: 'in/' };
	const transfer = route(source, target, { dstPrefix: 'longer/' });
	const fields = { ...(operation === 'deleteMany' ? place : transfer), dryRun: true };
	const { json, error } = await operate(operation, fields);
	expect(error).toBeUndefined();
	expect(json.map((item) => item[would])).toEqual([
		true,
		operation === 'deleteMany' ? true : undefined,
	]);
});

describe.each(['failAtEnd', 'report', 'stop'])('%s', (onObjectFailure) => {
	test.each([
		['the token', { code: 702, text: 'expired' }, 'The access token is wrong or has expired'],
		['the permission', { code: 8202, text: 'no' }, /^The access token lacks the permission/],
		['the account', { code: 707, text: 'blocked' }, /unknown, blocked or not activated$/],
		['S3 storage', { code: 10, text: 'blocked' }, /^S3 storage is blocked/],
	])('a refusal of %s ends the run', async (_, { code, text }, message) => {
		const bucket = await bucketOf(objectsOf(numbered(50)));
		deny('s3.bucket.DeleteObject', ({ params }) => params.key > 'key-00009', { code, text });
		const fields = { prefix: 'key-', options: { onObjectFailure, concurrency: 2 } };
		const result = await deleteMany(bucket, fields);
		expectFailure(result, message, /Up to then: 10 of 1[12] matching objects deleted/);
		expect(requestsOf('s3.bucket.DeleteObject').length).toBeLessThanOrEqual(12);
	});

	test('keys that no storage knows end the run through the S3 endpoint', async () => {
		const bucket = await bucketOf(objectsOf(numbered(5000)));
		deny('DeleteObjects', () => true, { text: 'InvalidAccessKeyId: no', status: 403 });
		const fields = { prefix: 'key-', options: { onObjectFailure, via: 's3', concurrency: 1 } };
		const result = await deleteMany(bucket, fields);
		expectFailure(result, /InvalidAccessKeyId/, /Up to then: 0 of 1000 matching objects/);
		expect(requestsOf('DeleteObjects')).toHaveLength(1);
	});
});
