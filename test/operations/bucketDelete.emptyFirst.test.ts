import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';

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
	const result = await deleteBucket(bucket, { emptyFirst: false });
	expectFailure(result, `The bucket "${bucket}" is not empty`);
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
		const result = await deleteBucket(bucket, options);
		const advice = /"locked\/b".*(denied|AccessDenied).*2 objects were deleted\./s;
		expectFailure(result, 'The bucket was not deleted: 1 of its objects could not be', advice);
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
	expectFailure(await deleteBucket('nowhere'), 'The bucket "nowhere" does not exist');
});

test('a bucket that holds more than the platform lists: the advice is not to empty it', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	sandbox().faults.add({
		...{ method: 's3.bucket.Delete', kind: 'nestedFailure', times: Infinity },
		text: 'BucketNotEmpty: The bucket you tried to delete is not empty',
	});
	const result = await deleteBucket(bucket);
	const message = `The bucket "${bucket}" is not empty although all its objects were deleted`;
	expectFailure(result, message, /older versions of objects, or unfinished uploads/);
	expect(result.error?.description).toMatch('Objects deleted: 1.');
	expect(result.error?.description).not.toMatch('Empty First');
	expect(await bucketNames()).toContain(bucket);
});
