import { read, readRequired, rowsOf } from '../answers';
import { readBefore } from '../api/failures/describeError';
import { placeLast } from '../execution/placeLast';
import type { hostGroup, newBucket } from '../fields/common';
import type { ifExists } from '../fields/ifExists';
import type { ResultItem, TaskOf } from '../operation';

type CreateTask = TaskOf<[typeof hostGroup, typeof newBucket, typeof ifExists]>;

/** Bucket: Create. Uses a bucket that the owner already has, if that is wanted. */
export async function createBucket(task: CreateTask): Promise<ResultItem[]> {
	const { hostGroup, bucketName, ifExists } = task.values;
	const exists = ifExists === 'use' && (await isOwn(task));
	if (!exists) await task.call('s3.bucket.Create', { hostGroup, bucketName });
	return [{ json: placeLast(task.named, { created: !exists }) }];
}

/** Whether the owner has the bucket. Somebody else's is not listed, and refused when it is to be created. */
async function isOwn(task: CreateTask): Promise<boolean> {
	const { hostGroup, bucketName } = task.values;
	const answer = await task.call('s3.bucket.List', {});
	return readBefore(() =>
		rowsOf(answer, 'buckets', 'bucketName')
			.filter((row) => (read(row, 'hostGroup') ?? hostGroup) === hostGroup)
			.some((row) => readRequired(row, 'bucketName') === bucketName),
	);
}
