import { CallFailed, isNotFound } from '../api/failures';
import { BadInput } from '../errors';
import { placeLast } from '../execution/placeLast';
import type {
	destinationBucket,
	destinationKey,
	hostGroup,
	sourceBucket,
	sourceKey,
} from '../fields/common';
import type { CheckedTask, HostGroupValues, ResultItem, Task, TaskOf } from '../operation';
import { isListed, presentState } from './bucketListing';
import { caught } from './bulkRun';
import type { ListedObject } from './listedObject';
import { assertTwoObjects } from './presentState';
import { unseenCopies } from './seenCopies';
import { isOneBucket, mayBeOneObject, routeOf, type Route, type RouteValues } from './route';

/** An object with the key that its copy has or gets. */
type Copy = ListedObject & { dstKey: string };

/** Copies an object; when it returns, the platform has confirmed the copy. */
export async function copyObject(
	task: Task<HostGroupValues>,
	{ srcBucketName, dstBucketName }: Route,
	{ key, dstKey }: Copy,
): Promise<void> {
	const { hostGroup } = task.values;
	const copy = { hostGroup, srcBucketName, srcKey: key, dstBucketName, dstKey };
	await task.call('s3.bucket.CopyObject', copy);
}

/** Whether a copy failed because its source is not there, by what the platform lists. */
export const isSourceGone = async (
	task: Task<HostGroupValues>,
	{ srcBucketName }: Route,
	key: string,
	cause: unknown,
): Promise<boolean> => isNotFound(cause) && !(await isListed(task, srcBucketName, key));

/** Refuses to delete an object that was copied, where that would delete the copy as well. */
export async function assertDeletable(
	task: Task<HostGroupValues>,
	route: Route,
	object: Copy,
): Promise<void> {
	const { key, dstKey } = object;
	if (mayBeOneObject(route, key, dstKey)) await assertTwoObjects(task, route, object);
}

async function deleteSource(
	task: Task<HostGroupValues>,
	route: Route,
	object: Copy,
): Promise<void> {
	await assertDeletable(task, route, object);
	const { key } = object;
	const source = await presentState(task, route.srcBucketName, key);
	const [unseen] = (await unseenCopies(task, route, [{ ...object, ...source }])).values();
	if (unseen) throw unseen;
	const { hostGroup } = task.values;
	await task.call('s3.bucket.DeleteObject', { hostGroup, bucketName: route.srcBucketName, key });
}

type MoveTask = TaskOf<
	[
		typeof hostGroup,
		typeof sourceBucket,
		typeof sourceKey,
		typeof destinationBucket,
		typeof destinationKey,
	]
>;

const wholeRoute = (buckets: Omit<RouteValues, 'srcPrefix' | 'dstPrefix'>) =>
	routeOf({ ...buckets, srcPrefix: undefined, dstPrefix: undefined });

/** Refuses to move an object onto itself: the deletion after the copy would leave nothing. */
export function checkMove({ values }: CheckedTask<MoveTask['values']>): void {
	const { srcKey, dstKey } = values;
	if (!isOneBucket(wholeRoute(values)) || srcKey !== dstKey) return;
	throw new BadInput(
		'The source and the destination are the same object',
		'Choose another "Destination Object Key" or another "Destination Bucket".',
	);
}

/** Object: Move. The original is deleted only after the platform has confirmed its copy. */
export async function moveObject(task: MoveTask): Promise<ResultItem[]> {
	const { srcKey, dstKey } = task.values;
	const route = wholeRoute(task.values);
	const object = { key: srcKey, dstKey };
	const refused = await caught(copyObject(task, route, object));
	if (refused) {
		const isGone = await isSourceGone(task, route, srcKey, refused.cause);
		if (!isGone || !(await isListed(task, route.dstBucketName, dstKey))) throw refused.cause;
		task.hint(WAS_MOVED, 'warning');
		return [{ json: placeLast(task.named, { moved: true }) }];
	}
	await deleteSource(task, route, object).catch(async (cause: unknown) => {
		const half = cause instanceof CallFailed ? halfDone(cause, dstKey) : cause;
		return await Promise.reject(half);
	});
	return [{ json: placeLast(task.named, { moved: true }) }];
}

const WAS_MOVED =
	'Some originals were not there, but their destinations were. They count as moved. If they were not moved before, check the keys.';

const halfDone = ({ failure }: CallFailed, dstKey: string) =>
	new CallFailed({
		...failure,
		advice:
			`${failure.advice} The copy "${dstKey}" was made. If the original is still there, run this again to finish the move.`.trim(),
	});
