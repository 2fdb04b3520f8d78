import { CallFailed } from '../failures';
import type { ResultItem } from '../operation';
import type { Task } from '../task';
import { deleteMany } from './deleteMany';

/** Bucket: Delete. With "Empty First" every object goes before the bucket does. */
export async function deleteBucket(task: Task): Promise<ResultItem[]> {
	const emptied = task.settings.emptyFirst === true ? await emptyBucket(task) : undefined;
	await task.call('s3.bucket.Delete');
	return [{ json: { ...task.named, deleted: true, ...emptied } }];
}

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
