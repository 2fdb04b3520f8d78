import { CallFailed } from '../api/failures';
import type { ResultItem, Task } from '../operation';
import { deleteMany } from './deleteMany';

/** Bucket: Delete. With "Empty First" every object goes before the bucket does. */
export async function deleteBucket(task: Task): Promise<ResultItem[]> {
	const emptied = task.settings.emptyFirst === true ? await emptyBucket(task) : undefined;
	await task.call('s3.bucket.Delete').catch(async (cause: unknown) => {
		const isLeft = emptied && cause instanceof CallFailed && /\bnot empty\b/.test(cause.message);
		return await Promise.reject(isLeft ? stillFull(task, emptied.objectsDeleted) : cause);
	});
	return [{ json: { ...task.named, deleted: true, ...emptied } }];
}

/** The listing of the platform shows neither older versions nor unfinished uploads, which count as contents. */
const stillFull = ({ parameters }: Task, deleted: unknown) =>
	new CallFailed({
		message: `The bucket "${String(parameters.bucketName)}" is not empty although all its objects were deleted`,
		advice: `It holds what the platform does not list (older versions of objects, or unfinished uploads in parts), or objects came meanwhile. Remove versions and unfinished uploads with an S3 client, then run this again. Objects deleted: ${String(deleted)}.`,
	});

async function emptyBucket(task: Task) {
	const [{ json }] = await deleteMany({
		...task,
		settings: { ...task.settings, allowDeletingEverything: true, output: 'summary' },
	});
	if (Number(json.failed) > 0) {
		throw new CallFailed({
			message: `The bucket was not deleted: ${json.failed} of its objects could not be`,
			advice: `The first: ${String(json.firstFailure)} ${String(json.deleted)} objects were deleted.`,
		});
	}
	return { objectsDeleted: json.deleted, bytesFreed: json.bytesFreed };
}
