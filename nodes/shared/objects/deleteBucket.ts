import { NOTHING_TO_DELETE } from '../api/client';
import { CallFailed, isNotFound } from '../api/failures';
import type { bucket, hostGroup } from '../fields/common';
import type { emptyFirst, via } from '../fields/bulk';
import { PartlyFailed } from '../execution/partlyFailed';
import { placeLast } from '../execution/placeLast';
import type { ResultItem, TaskOf } from '../operation';
import { removeLeftovers } from './bucketLeftovers';
import { deleteMany } from './deleteMany';
import { WAS_NOT_THERE } from './deletionWay';
import { publish } from './report';
import { countsOfRun } from './tally';

type DeleteBucketTask = TaskOf<[typeof hostGroup, typeof bucket, typeof emptyFirst], [typeof via]>;

/** Bucket: Delete. With "Empty First" every object goes before the bucket does. */
export async function deleteBucket(task: DeleteBucketTask): Promise<ResultItem[]> {
	const { emptyFirst, hostGroup, bucketName } = task.values;
	const emptied = emptyFirst ? await emptyBucket(task) : undefined;
	const remove = async () => await task.call('s3.bucket.Delete', { hostGroup, bucketName });
	const answer = await remove().catch(async (cause: unknown) => {
		if (!emptied || !isNotEmpty(cause)) return await Promise.reject(cause);
		const { uploadsDeleted, versions } = await removeLeftovers(task, bucketName);
		const full = stillFull(bucketName, emptied.objectsDeleted, versions);
		if (uploadsDeleted === 0) throw full;
		return await remove().catch(
			async (again: unknown) => await Promise.reject(isNotEmpty(again) ? full : again),
		);
	});
	if (answer === NOTHING_TO_DELETE) task.hint(WAS_NOT_THERE);
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

const isNotEmpty = (cause: unknown) =>
	cause instanceof CallFailed && /\bnot empty\b/.test(cause.message);

/** The listing of the platform shows neither older versions nor incomplete uploads, which count as contents. */
function stillFull(bucketName: string, deleted: number, versions: string[]): CallFailed {
	const names = versions.map((key) => `"${key}"`).join(', ');
	const what = names
		? `It holds versions of objects, which the platform does not list, such as those of ${names}. Remove them with an S3 client`
		: 'It holds what the platform does not list (older versions of objects, or incomplete uploads), or objects came meanwhile. Remove versions and incomplete uploads with an S3 client';
	return new CallFailed({
		message: `The bucket "${bucketName}" is not empty although ${deleted > 0 ? 'all its objects were deleted' : 'the platform lists no objects in it'}`,
		advice: `${what}, then run this again.${deleted > 0 ? ` Objects deleted: ${deleted}.` : ''}`,
	});
}

async function emptyBucket(task: DeleteBucketTask) {
	const [{ json }] = await deleteMany({
		...task,
		values: {
			...task.values,
			...{ prefix: undefined, allowDeletingEverything: true, dryRun: false },
			...{ output: 'summary', onObjectFailure: 'failAtEnd', refuseAbove: undefined },
		},
	}).catch(async (cause: unknown) => {
		if (isNotFound(cause, 'bucket')) return [{ json: { deleted: 0, bytesFreed: 0 } }];
		return await Promise.reject(cause instanceof PartlyFailed ? notEmptied(cause) : cause);
	});
	return { objectsDeleted: Number(json.deleted), bytesFreed: json.bytesFreed };
}

function notEmptied({ result, details }: PartlyFailed): CallFailed {
	const [{ json }] = result.items;
	const deleted = Number(json.deleted);
	return new CallFailed({
		message: `The bucket was not deleted: ${String(json.failed)} of its objects could not be`,
		advice: `The first: ${String(json.firstFailure)}${deleted > 0 ? ` ${deleted} objects were deleted.` : ''}`,
		details,
	});
}
