import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// What Bucket: Delete with "Empty First" says of what it did.

const { sandbox, hostGroup, run, bucketOf } = useBulk();

async function deleteBucket(
	bucketName: string,
	items: Array<{ json: IDataObject }> = [{ json: {} }],
) {
	const {
		json,
		error,
		run: whole,
	} = await run(
		{
			resource: 'bucket',
			operation: 'delete',
			hostGroup: hostGroup(),
			bucketName,
			emptyFirst: true,
		},
		{ items },
	);
	const { runData, metadata } = whole.data.resultData;
	return { json, error, metadata, hints: runData.Node[0].hints?.map(({ message }) => message) };
}

test.each([
	[0, 'Bucket deleted. It was empty already.'],
	[1, 'Bucket deleted, with 1 object in it.'],
	[138, 'Bucket deleted, with 138 objects in it.'],
])('of a bucket with %i objects', async (count, message) => {
	const bucketName = await bucketOf(objectsOf(numbered(count)));
	const { json, hints, metadata } = await deleteBucket(bucketName);
	expect(hints).toEqual([message]);
	expect(metadata).toEqual({ jelasticS3: `Node: ${message}` });
	expect(JSON.stringify(json)).toBe(
		JSON.stringify([
			{
				...{ bucketName, deleted: true, objectsDeleted: count, bytesFreed: count * 7 },
				hostGroup: hostGroup(),
			},
		]),
	);
});

test.each([
	[['a', 'b'], '2 buckets deleted, with 2 objects in them.'],
	[[], '2 buckets deleted. They were empty already.'],
])('of several buckets together, of which one holds %j', async (keys, message) => {
	const buckets = [await bucketOf([]), await bucketOf(objectsOf(keys))];
	const { hints } = await deleteBucket(
		'={{ $json.bucket }}',
		buckets.map((bucket) => ({ json: { bucket } })),
	);
	expect(hints).toEqual([message]);
});

test('of a bucket that lists nothing and is not empty, no deletion is told', async () => {
	const bucketName = await bucketOf([]);
	sandbox().faults.add({
		...{ method: 's3.bucket.Delete', kind: 'nestedFailure', times: Infinity },
		text: 'BucketNotEmpty: The bucket you tried to delete is not empty',
	});
	const { error } = await deleteBucket(bucketName);
	expect(error?.message).toBe(
		`The bucket "${bucketName}" is not empty although the platform lists no objects in it`,
	);
	expect(error?.description).not.toMatch('Objects deleted');
});
