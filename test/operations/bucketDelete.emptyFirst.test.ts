import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { clientOf, onCeph } from '../../sandbox/test/support';
import { hintsOf, numbered, objectsOf, progressOf, useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';

// Bucket: Delete with "Empty First".

const { sandbox, hostGroup, run, bucketOf, keysIn, requestsOf, lock } = useBulk();

const deleteBucket = async (
	bucketName: string,
	fields: IDataObject = {},
	more: Partial<Trial> = {},
) =>
	await run(
		{
			...{ resource: 'bucket', operation: 'delete', hostGroup: hostGroup(), bucketName },
			...{ emptyFirst: true, ...fields },
		},
		more,
	);

const bucketNames = async () => {
	const all = await sandbox().store.listBuckets(sandbox().ownerUid, hostGroup());
	return all.map(({ bucket }) => bucket);
};

test('without it, a bucket with objects stays', async () => {
	const bucket = await bucketOf(objectsOf(['a', 'b']));
	const result = await deleteBucket(bucket, { emptyFirst: false });
	expectFailure(result, `The bucket "${bucket}" is not empty`);
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(['s3.bucket.Delete']);
	expect(await keysIn(bucket)).toEqual(['a', 'b']);
});

const EMPTY = 'Bucket deleted. It was empty already.';
const withObjects = (objects: string) => `Bucket deleted, with ${objects} in it.`;

describe.each([
	['platform', 's3.bucket.DeleteObject', 150, 150],
	['s3', 'DeleteObjects', 1050, 2],
])('through %s', (via, method, many, requests) => {
	const options = { options: { via, concurrency: 10 } };

	test.each([
		[many, requests, withObjects(`${many} objects`)],
		[1, 1, withObjects('1 object')],
		[0, 0, EMPTY],
	])('%d objects are deleted, then the bucket', async (count, sent, message) => {
		const bucketName = await bucketOf(objectsOf(numbered(count)));
		const result = await deleteBucket(bucketName, options);
		expect(result.error).toBeUndefined();
		const facts = { deleted: true, objectsDeleted: count, bytesFreed: count * 7 };
		// In this order.
		expect(JSON.stringify(result.json)).toBe(
			JSON.stringify([{ bucketName, ...facts, hostGroup: hostGroup() }]),
		);
		expect(hintsOf(result)).toEqual([{ message, type: 'info', location: 'outputPane' }]);
		expect(progressOf(result)).toBe(`Node: ${message}`);
		expect(await bucketNames()).not.toContain(bucketName);
		expect(requestsOf(method)).toHaveLength(sent);
		expect(sandbox().requests.at(-1)?.apiMethod).toBe('s3.bucket.Delete');
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(10);
	});

	test('an object that could not be deleted is named, and the bucket stays', async () => {
		const bucket = await bucketOf(objectsOf(['a', 'locked/b', 'z']));
		await lock(bucket);
		const result = await deleteBucket(bucket, options);
		const advice = /"locked\/b".*(denied|AccessDenied).*2 objects were deleted\./s;
		expectFailure(result, 'The bucket was not deleted: 1 of its objects could not be', advice);
		expect(await keysIn(bucket)).toEqual(['locked/b']);
		expect(requestsOf('s3.bucket.Delete')).toEqual([]);
		await sandbox().store.setPolicy({ hostGroup: hostGroup(), bucket }, undefined);
		expect((await deleteBucket(bucket, options)).json).toMatchObject([{ objectsDeleted: 1 }]);
	});
});

test.each([
	[['a', 'b'], '2 buckets deleted, with 2 objects in them.'],
	[[], '2 buckets deleted. They were empty already.'],
])('several buckets, of which one holds %j, give one hint', async (keys, message) => {
	const buckets = [await bucketOf([]), await bucketOf(objectsOf(keys))];
	const items = buckets.map((bucket) => ({ json: { bucket } }));
	const result = await deleteBucket('={{ $json.bucket }}', {}, { items });
	expect(hintsOf(result).map((hint) => hint.message)).toEqual([message]);
});

test('a lost answer to the deletion of the bucket is no failure', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	sandbox().faults.add({ method: 's3.bucket.Delete', kind: 'dropAfter' });
	const { json } = await deleteBucket(bucket);
	expect(json).toMatchObject([{ deleted: true, objectsDeleted: 1 }]);
});

test('a bucket that does not exist counts as deleted, and that is said', async () => {
	const result = await deleteBucket('nowhere');
	expect(result.json).toMatchObject([{ deleted: true, objectsDeleted: 0 }]);
	expect(hintsOf(result)[0].message).toMatch('was not there');
});

describe('a bucket that holds more than the platform lists', () => {
	beforeEach(() => {
		sandbox().faults.add({
			...{ method: 's3.bucket.Delete', kind: 'nestedFailure', times: Infinity },
			text: 'BucketNotEmpty: The bucket you tried to delete is not empty',
		});
	});

	test('stays, and the advice is not to empty it', async () => {
		const bucket = await bucketOf(objectsOf(['a']));
		const result = await deleteBucket(bucket);
		const message = `The bucket "${bucket}" is not empty although all its objects were deleted`;
		expectFailure(result, message, /older versions of objects, or incomplete uploads/);
		expect(result.error?.description).toMatch('Objects deleted: 1.');
		expect(result.error?.description).not.toMatch('Empty First');
		expect(await bucketNames()).toContain(bucket);
	});

	test('and lists nothing: no deletion is told', async () => {
		const bucket = await bucketOf([]);
		const result = await deleteBucket(bucket);
		const message = `The bucket "${bucket}" is not empty although the platform lists no objects in it`;
		expectFailure(result, message);
		expect(result.error?.description).not.toMatch('Objects deleted');
	});
});

(onCeph ? test : test.skip)(
	'object versions that stay are named (only on Ceph: the embedded store keeps none)',
	async () => {
		const bucket = await bucketOf([]);
		const client = await clientOf(sandbox());
		const VersioningConfiguration = { Status: 'Enabled' as const };
		await client.putBucketVersioning({ Bucket: bucket, VersioningConfiguration });
		client.destroy();
		await sandbox().fill(hostGroup(), bucket, objectsOf(['kept']));
		expectFailure(await deleteBucket(bucket), /^The bucket "bulk-\d+" is not empty/, '"kept"');
	},
);
