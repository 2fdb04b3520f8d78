import { CallFailed } from '../api/failures';
import type { bucket, hostGroup } from '../fields/common';
import type { emptyFirst, via } from '../fields/bulk';
import { placeLast } from '../execution/placeLast';
import type { ResultItem, TaskOf } from '../operation';
import { deleteMany } from './deleteMany';
import { publish } from './report';
import { countsOfRun } from './tally';

type DeleteBucketTask = TaskOf<[typeof hostGroup, typeof bucket, typeof emptyFirst], [typeof via]>;

/** Bucket: Delete. With "Empty First" every object goes before the bucket does. */
export async function deleteBucket(task: DeleteBucketTask): Promise<ResultItem[]> {
	const { emptyFirst, hostGroup, bucketName } = task.values;
	const emptied = emptyFirst ? await emptyBucket(task) : undefined;
	await task.call('s3.bucket.Delete', { hostGroup, bucketName }).catch(async (cause: unknown) => {
		const isLeft = emptied && cause instanceof CallFailed && /\bnot empty\b/.test(cause.message);
		return await Promise.reject(isLeft ? stillFull(bucketName, emptied.objectsDeleted) : cause);
	});
	if (emptied) publish(task, sentenceOf(task.context));
	return [{ json: placeLast(task.named, { deleted: true, ...emptied }) }];
}

/** How many buckets of a run were emptied and deleted. */
const bucketsOfRun = new WeakMap<object, number>();

/** What became of the run's buckets and their objects, in place of what the emptying says of the objects alone. */
function sentenceOf(context: object): string {
	const buckets = (bucketsOfRun.get(context) ?? 0) + 1;
	bucketsOfRun.set(context, buckets);
	const { done: objects } = countsOfRun(context);
	const [what, were, them] =
		buckets === 1 ? ['Bucket', 'It was', 'it'] : [`${buckets} buckets`, 'They were', 'them'];
	if (objects === 0) return `${what} deleted. ${were} empty already.`;
	return `${what} deleted, with ${objects} ${objects === 1 ? 'object' : 'objects'} in ${them}.`;
}

/** The listing of the platform shows neither older versions nor unfinished uploads, which count as contents. */
const stillFull = (bucketName: string, deleted: number) =>
	new CallFailed({
		message: `The bucket "${bucketName}" is not empty although ${deleted > 0 ? 'all its objects were deleted' : 'the platform lists no objects in it'}`,
		advice: `It holds what the platform does not list (older versions of objects, or unfinished uploads in parts), or objects came meanwhile. Remove versions and unfinished uploads with an S3 client, then run this again.${deleted > 0 ? ` Objects deleted: ${deleted}.` : ''}`,
	});

async function emptyBucket(task: DeleteBucketTask) {
	const [{ json }] = await deleteMany({
		...task,
		values: {
			...task.values,
			...{ prefix: undefined, allowDeletingEverything: true, dryRun: false },
			...{ output: 'summary', onObjectFailure: 'report', refuseAbove: undefined },
		},
	});
	const deleted = Number(json.deleted);
	if (Number(json.failed) > 0) {
		throw new CallFailed({
			message: `The bucket was not deleted: ${json.failed} of its objects could not be`,
			advice: `The first: ${String(json.firstFailure)}${deleted > 0 ? ` ${deleted} objects were deleted.` : ''}`,
		});
	}
	return { objectsDeleted: deleted, bytesFreed: json.bytesFreed };
}
