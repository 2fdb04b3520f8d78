import { CallFailed } from '../api/failures';
import type { bucket, hostGroup } from '../fields/common';
import type { emptyFirst, through } from '../fields/bulk';
import type { ResultItem, TaskOf } from '../operation';
import { deleteMany } from './deleteMany';

type DeleteBucketTask = TaskOf<
	[typeof hostGroup, typeof bucket, typeof emptyFirst],
	[typeof through]
>;

/** Bucket: Delete. With "Empty First" every object goes before the bucket does. */
export async function deleteBucket(task: DeleteBucketTask): Promise<ResultItem[]> {
	const { emptyFirst, hostGroup, bucketName } = task.values;
	const emptied = emptyFirst ? await emptyBucket(task) : undefined;
	await task.call('s3.bucket.Delete', { hostGroup, bucketName }).catch(async (cause: unknown) => {
		const isLeft = emptied && cause instanceof CallFailed && /\bnot empty\b/.test(cause.message);
		return await Promise.reject(isLeft ? stillFull(bucketName, emptied.objectsDeleted) : cause);
	});
	return [{ json: { ...task.named, deleted: true, ...emptied } }];
}

/** The listing of the platform shows neither older versions nor unfinished uploads, which count as contents. */
const stillFull = (bucketName: string, deleted: unknown) =>
	new CallFailed({
		message: `The bucket "${bucketName}" is not empty although all its objects were deleted`,
		advice: `It holds what the platform does not list (older versions of objects, or unfinished uploads in parts), or objects came meanwhile. Remove versions and unfinished uploads with an S3 client, then run this again. Objects deleted: ${String(deleted)}.`,
	});

async function emptyBucket(task: DeleteBucketTask) {
	const [{ json }] = await deleteMany({
		...task,
		values: {
			...task.values,
			...{ prefix: undefined, allowDeletingEverything: true, dryRun: false },
			...{ output: 'summary', stopOnFailure: false },
		},
	});
	if (Number(json.failed) > 0) {
		throw new CallFailed({
			message: `The bucket was not deleted: ${json.failed} of its objects could not be`,
			advice: `The first: ${String(json.firstFailure)} ${String(json.deleted)} objects were deleted.`,
		});
	}
	return { objectsDeleted: json.deleted, bytesFreed: json.bytesFreed };
}
