import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { Fault, RequestRecord } from '../../sandbox/platform';
import { hintsOf, numbered, objectsOf, route, useBulk } from '../support/bulk';
import type { Result } from '../support/engine';

// Delete Via: which way the objects go, and what becomes of them where the quick one fails.

const { sandbox, hostGroup, run, bucketOf, keysIn, operate, deleteMany, requestsOf, lock } =
	useBulk();

const ALL = { prefix: 'key-' };
const isStorage = ({ server }: RequestRecord) => server !== 'platform';
const storageRequests = () => sandbox().requests.filter(isStorage);
const keysDeletedByPlatform = () =>
	requestsOf('s3.bucket.DeleteObject').map(({ params }) => params.key);
const fault = (more: Partial<Fault>) =>
	sandbox().faults.add({ kind: 'dropBefore', times: Infinity, ...more });

const fates = ({ json }: Result, done = 'deleted') =>
	json.map(({ key, srcKey, [done]: is }) => [key ?? srcKey, is]);
const allDone = (keys: string[]) => keys.map((key) => [key, true]);
/** What is said about the endpoint. */
const reasons = (result: Result) =>
	hintsOf(result).filter(({ message }) => message.includes('S3 endpoint'));

/** Deletes all of so many; each must be gone and reported once, and at most one hint say why not by the storage. */
async function deleteAllOf(count: number, fields: IDataObject = {}) {
	const keys = numbered(count);
	const bucket = await bucketOf(objectsOf([...keys, 'stays']));
	const result = await deleteMany(bucket, { ...ALL, ...fields });
	expect(result.error).toBeUndefined();
	expect(fates(result)).toEqual(allDone(keys));
	expect(await keysIn(bucket)).toEqual(['stays']);
	return { keys, hints: reasons(result) };
}

describe('Automatic', () => {
	test('up to 50 objects go through the platform, and no key is read', async () => {
		const { keys, hints } = await deleteAllOf(50);
		expect(keysDeletedByPlatform().sort()).toEqual(keys);
		expect(requestsOf('s3.account.GetKeys')).toEqual([]);
		expect(storageRequests()).toEqual([]);
		expect(hints).toEqual([]);
	});

	test('more go through the storage', async () => {
		const { hints } = await deleteAllOf(51);
		expect(keysDeletedByPlatform()).toEqual([]);
		expect(requestsOf('DeleteObjects')).toHaveLength(1);
		expect(requestsOf('s3.account.GetKeys')).toHaveLength(1);
		expect(hints).toEqual([]);
	});

	test('matching objects are counted, not listed ones', async () => {
		await deleteAllOf(120, { filters: { nameMatches: '*' }, options: { maxObjects: 120 } });
		expect(requestsOf('DeleteObjects')).toHaveLength(1);
		sandbox().requests.length = 0;
		const bucket = await bucketOf(objectsOf(numbered(120)));
		const { json } = await deleteMany(bucket, { ...ALL, options: { maxObjects: 50 } });
		expect(json).toHaveLength(50);
		expect(storageRequests()).toEqual([]);
	});

	test.each<[string, Partial<Fault>, RegExp]>([
		[
			'the token may not read keys',
			{ method: 's3.account.GetKeys', kind: 'code', code: 8202, text: 'no permission' },
			/lacks the permission s3\.account\.GetKeys.*Permit this method/,
		],
		[
			'there is no account',
			{ method: 's3.account.GetKeys', kind: 'emptyAnswer' },
			/No S3 account with a readable key pair.*Create an account/,
		],
		['the endpoint is dead', { match: isStorage }, /S3 endpoint .*http:/],
		['a sign-in page answers', { match: isStorage, kind: 'html200' }, /No S3 endpoint answers at/],
	])('the platform deletes where %s', async (_, more, reason) => {
		fault(more);
		const { keys, hints } = await deleteAllOf(120);
		expect(keysDeletedByPlatform().sort()).toEqual(keys);
		expect(requestsOf('DeleteObjects')).toEqual([]);
		expect(hints).toEqual([
			{ message: expect.stringMatching(reason), type: 'info', location: 'outputPane' },
		]);
		expect(hints[0].message).toMatch(/^Objects were deleted through the platform/);
	});

	test.each<[string, Partial<Fault>]>([
		['keys', { method: 's3.account.GetKeys', kind: 'code', code: 8202, text: 'no' }],
		['the endpoint', { match: isStorage }],
	])('%s are tried once for all input items', async (_, more) => {
		fault(more);
		const keys = numbered(60);
		const buckets = await Promise.all([1, 2, 3].map(async () => await bucketOf(objectsOf(keys))));
		const fields = { ...ALL, bucketName: '={{ $json.bucket }}' };
		const items = buckets.map((bucket) => ({ json: { bucket } }));
		const result = await operate('deleteMany', fields, { items });
		expect(fates(result)).toEqual(buckets.flatMap(() => allDone(keys)));
		expect(requestsOf('s3.account.GetKeys')).toHaveLength(1);
		expect(storageRequests().length).toBeLessThanOrEqual(2);
		expect(reasons(result)).toHaveLength(1);
	});

	test('an endpoint without DeleteObjects deletes one by one', async () => {
		fault({ method: 'DeleteObjects', kind: 'code', text: 'NotImplemented: no', status: 501 });
		const { hints } = await deleteAllOf(120);
		expect(keysDeletedByPlatform()).toEqual([]);
		expect(requestsOf('DeleteObject')).toHaveLength(120);
		expect(hints).toHaveLength(1);
	});

	test('an endpoint that dies in the middle: the rest goes through the platform', async () => {
		let answered = 0;
		fault({ method: 'DeleteObjects', match: () => ++answered > 1 });
		const { keys, hints } = await deleteAllOf(2001, { options: { concurrency: 1 } });
		// The first thousand is deleted by the storage, and nowhere else.
		expect(keysDeletedByPlatform()).toEqual(keys.slice(1000));
		// The second was tried as often as anything is, the third was not.
		expect(requestsOf('DeleteObjects')).toHaveLength(5);
		expect(hints).toHaveLength(1);
	});

	test('what the dying endpoint deleted without saying so is reported once, as deleted', async () => {
		fault({ method: 'DeleteObjects', kind: 'dropAfter' });
		// As platforms do that know better than S3.
		sandbox().faults.add({
			...{ method: 's3.bucket.DeleteObject', kind: 'nestedFailure', times: Infinity },
			text: 'NoSuchKey: The specified key does not exist.',
		});
		const { hints } = await deleteAllOf(60);
		expect(hints).toHaveLength(1);
	});

	test('an endpoint without DeleteObjects that dies as well', async () => {
		fault({ method: 'DeleteObjects', kind: 'code', text: 'NotImplemented: no', status: 501 });
		let answered = 0;
		fault({ method: 'DeleteObject', match: () => ++answered > 30 });
		const { keys, hints } = await deleteAllOf(120, { options: { concurrency: 1 } });
		expect(keysDeletedByPlatform()).toEqual(keys.slice(30));
		expect(hints).toHaveLength(1);
		expect(hints[0].message).toMatch(/^Objects were deleted through the platform/);
	});

	test('keys that the storage refuses in one bucket are tried in the next', async () => {
		const keys = numbered(60);
		const buckets = [await bucketOf(objectsOf(keys)), await bucketOf(objectsOf(keys))];
		fault({
			...{ method: 'DeleteObjects', kind: 'code', text: 'AccessDenied: no', status: 403 },
			match: ({ path }) => path.includes(buckets[0]),
		});
		const fields = { ...ALL, bucketName: '={{ $json.bucket }}' };
		const items = buckets.map((bucket) => ({ json: { bucket } }));
		const result = await operate('deleteMany', fields, { items });
		expect(fates(result)).toEqual(buckets.flatMap(() => allDone(keys)));
		expect(keysDeletedByPlatform().sort()).toEqual(keys);
	});

	test('keys that XML cannot express, or a URL, and locked ones', async () => {
		const awkward = ['key-\u0001', 'key-/../x', 'key-\uffff'];
		const keys = [...numbered(60), ...awkward];
		const bucket = await bucketOf(objectsOf([...keys, 'locked']));
		await lock(bucket);
		const fields = { allowDeletingEverything: true, options: { onObjectFailure: 'report' } };
		const { json } = await deleteMany(bucket, fields);
		expect(json).toHaveLength(keys.length + 1);
		expect(json.filter(({ deleted }) => !deleted)).toEqual([
			expect.objectContaining({ key: 'locked', failure: expect.stringMatching(/denied/i) }),
		]);
		expect(await keysIn(bucket)).toEqual(['locked']);
	});

	test('no key is read for a dry run', async () => {
		const bucket = await bucketOf(objectsOf(numbered(80)));
		const { json } = await deleteMany(bucket, { ...ALL, dryRun: true });
		expect(json).toHaveLength(80);
		expect(requestsOf('s3.account.GetKeys')).toEqual([]);
		expect(await keysIn(bucket)).toHaveLength(80);
	});
});

test('Platform API: however many there are, no key is read', async () => {
	const { keys } = await deleteAllOf(120, { options: { via: 'platform' } });
	expect(keysDeletedByPlatform().sort()).toEqual(keys);
	expect(requestsOf('s3.account.GetKeys')).toEqual([]);
});

test('S3 Endpoint: however few there are, and nothing else where it fails', async () => {
	await deleteAllOf(3, { options: { via: 's3' } });
	expect(requestsOf('DeleteObjects')).toHaveLength(1);
	fault({ match: isStorage });
	const bucket = await bucketOf(objectsOf(numbered(3)));
	const { error } = await deleteMany(bucket, { ...ALL, options: { via: 's3' } });
	expect(error?.message).toBe('3 of 3 objects could not be deleted');
	expect(keysDeletedByPlatform()).toEqual([]);
	expect(await keysIn(bucket)).toHaveLength(3);
});

describe('Move Many', () => {
	const moveAllOf = async (count: number, options: IDataObject = {}) => {
		const keys = numbered(count, 'in/');
		const bucket = await bucketOf(objectsOf([...keys, 'stays']));
		const result = await operate('moveMany', route(bucket, bucket, { options }));
		expect(result.error).toBeUndefined();
		expect(fates(result, 'moved')).toEqual(allDone(keys));
		expect(await keysIn(bucket)).toEqual([...numbered(count, 'out/'), 'stays']);
		return { keys, hints: reasons(result) };
	};

	test('few originals are deleted by the platform', async () => {
		await moveAllOf(50);
		expect(keysDeletedByPlatform()).toHaveLength(50);
		expect(requestsOf('s3.account.GetKeys')).toEqual([]);
	});

	test('many are deleted by the storage, each after its copy', async () => {
		await moveAllOf(230);
		expect(keysDeletedByPlatform()).toEqual([]);
		expect(requestsOf('DeleteObjects')).toHaveLength(1);
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(230);
	});

	test('an endpoint that dies in the middle', async () => {
		let answered = 0;
		fault({ method: 'DeleteObjects', match: () => ++answered > 1 });
		const { keys, hints } = await moveAllOf(700);
		const byPlatform = keysDeletedByPlatform();
		expect(new Set(byPlatform).size).toBe(byPlatform.length);
		// Of two batches, the one that ended last.
		expect([200, 500]).toContain(byPlatform.length);
		expect(keys).toEqual(expect.arrayContaining(byPlatform));
		expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(700);
		expect(hints).toHaveLength(1);
	});

	test('what was not copied is not deleted, with the others of its batch', async () => {
		const keys = numbered(120, 'in/');
		const bucket = await bucketOf(objectsOf(keys));
		const refused = keys.filter((_, at) => at % 7 === 0);
		fault({
			...{ method: 's3.bucket.CopyObject', kind: 'code', code: 8, text: 'denied' },
			match: ({ params }) => refused.includes(params.srcKey),
		});
		const fields = route(bucket, bucket, { options: { onObjectFailure: 'report' } });
		const { json } = await operate('moveMany', fields);
		expect(json.filter(({ moved }) => !moved).map(({ srcKey }) => srcKey)).toEqual(refused);
		expect((await keysIn(bucket)).filter((key) => key.startsWith('in/'))).toEqual(refused);
	});

	test('stopped by a failure, the originals of all copies are deleted', async () => {
		const keys = numbered(120, 'in/');
		const bucket = await bucketOf(objectsOf(keys));
		fault({
			...{ method: 's3.bucket.CopyObject', kind: 'code', code: 8, text: 'denied' },
			match: ({ params }) => params.srcKey === keys[70],
		});
		const options = { onObjectFailure: 'stop', concurrency: 3 };
		const { error } = await operate('moveMany', route(bucket, bucket, { options }));
		expect(error?.message).toMatch('denied');
		const left = await keysIn(bucket);
		const copies = left.filter((key) => key.startsWith('out/')).length;
		expect(copies).toBeGreaterThanOrEqual(70);
		expect(left).toHaveLength(120);
		expect(error?.description).toMatch(`Up to then: ${copies} of ${copies + 1} matching objects`);
	});
});

test.each([
	[50, { 's3.bucket.DeleteObject': 50, DeleteObjects: 0, 's3.account.GetKeys': 0 }],
	[60, { 's3.bucket.DeleteObject': 0, DeleteObjects: 1, 's3.account.GetKeys': 1 }],
])('Empty First goes the same way: %d objects', async (count, sent) => {
	const bucketName = await bucketOf(objectsOf(numbered(count)));
	const { json, error } = await run({
		...{ resource: 'bucket', operation: 'delete', hostGroup: hostGroup(), bucketName },
		emptyFirst: true,
	});
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ deleted: true, objectsDeleted: count }]);
	for (const [method, times] of Object.entries(sent)) {
		expect([method, requestsOf(method).length]).toEqual([method, times]);
	}
});
