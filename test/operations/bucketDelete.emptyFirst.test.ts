import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// Bucket: Delete with "Empty First".

const { sandbox, hostGroup, run, bucketOf, keysIn, requestsOf, lock } = useBulk();

const deleteBucket = async (bucketName: string, fields: IDataObject = {}) =>
	await run({
		...{ resource: 'bucket', operation: 'delete', hostGroup: hostGroup(), bucketName },
		...{ emptyFirst: true, ...fields },
	});

const bucketNames = async () => {
	const all = await sandbox().store.listBuckets(sandbox().ownerUid, hostGroup());
	return all.map(({ bucket }) => bucket);
};

test('without it, a bucket with objects stays', async () => {
	const bucket = await bucketOf(objectsOf(['a', 'b']));
	const { error } = await deleteBucket(bucket, { emptyFirst: false });
	expect(error?.message).toBe(`The bucket "${bucket}" is not empty`);
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(['s3.bucket.Delete']);
	expect(await keysIn(bucket)).toEqual(['a', 'b']);
});

describe.each([
	['api', 's3.bucket.DeleteObject', 150, 150],
	['s3', 'DeleteObjects', 1050, 2],
])('through %s', (through, method, many, requests) => {
	const options = { options: { through, concurrency: 10 } };

	test.each([
		[many, requests],
		[0, 0],
	])('%d objects are deleted, then the bucket', async (count, sent) => {
		const bucket = await bucketOf(objectsOf(numbered(count)));
		const { json, error } = await deleteBucket(bucket, options);
		expect(error).toBeUndefined();
		const place = { hostGroup: hostGroup(), bucketName: bucket };
		expect(json).toEqual([
			{ ...place, deleted: true, objectsDeleted: count, bytesFreed: count * 7 },
		]);
		expect(await bucketNames()).not.toContain(bucket);
		expect(requestsOf(method)).toHaveLength(sent);
		expect(sandbox().requests.at(-1)?.apiMethod).toBe('s3.bucket.Delete');
		expect(sandbox().peakInFlight).toBeLessThanOrEqual(10);
	});

	test('an object that could not be deleted is named, and the bucket stays', async () => {
		const bucket = await bucketOf(objectsOf(['a', 'locked/b', 'z']));
		await lock(bucket);
		const { error } = await deleteBucket(bucket, options);
		expect(error?.message).toBe('The bucket was not deleted: 1 of its objects could not be');
		expect(error?.description).toMatch('"locked/b"');
		expect(error?.description).toMatch(/denied|AccessDenied/);
		expect(error?.description).toMatch('2 objects were deleted.');
		expect(await keysIn(bucket)).toEqual(['locked/b']);
		expect(requestsOf('s3.bucket.Delete')).toEqual([]);
		await sandbox().store.setPolicy({ hostGroup: hostGroup(), bucket }, undefined);
		expect((await deleteBucket(bucket, options)).json).toMatchObject([{ objectsDeleted: 1 }]);
	});
});

test('a lost answer to the deletion of the bucket is no failure', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	sandbox().faults.add({ method: 's3.bucket.Delete', kind: 'dropAfter' });
	const { json } = await deleteBucket(bucket);
	expect(json).toMatchObject([{ deleted: true, objectsDeleted: 1 }]);
});

test('a bucket that does not exist is not emptied', async () => {
	const { error } = await deleteBucket('nowhere');
	expect(error?.message).toBe('The bucket "nowhere" does not exist');
});

test('a bucket that holds more than the platform lists: the advice is not to empty it', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	sandbox().faults.add({
		...{ method: 's3.bucket.Delete', kind: 'nestedFailure', times: Infinity },
		text: 'BucketNotEmpty: The bucket you tried to delete is not empty',
	});
	const { error } = await deleteBucket(bucket);
	expect(error?.message).toBe(
		`The bucket "${bucket}" is not empty although all its objects were deleted`,
	);
	expect(error?.description).not.toMatch('Empty First');
	expect(error?.description).toMatch(/older versions of objects, or unfinished uploads/);
	expect(error?.description).toMatch('Objects deleted: 1.');
	expect(await bucketNames()).toContain(bucket);
});
