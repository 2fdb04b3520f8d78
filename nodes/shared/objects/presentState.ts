import { BadInput } from '../errors';
import type { HostGroupValues, Task } from '../operation';
import { presentState } from './bucketListing';
import type { ListedObject } from './listedObject';
import type { Route } from './route';

/** An object as it was listed, with the key of its copy. */
type Copy = ListedObject & { dstKey: string };

/** Whether two objects are known to have the same contents. */
export const isSame = (a: ListedObject, b: ListedObject) =>
	a.size !== undefined && a.size === b.size && a.eTag !== undefined && a.eTag === b.eTag;

/**
 * An object and its copy as they are now: the listing may be older than a change to either. The source comes
 * last, so that least time passes before it is deleted.
 */
async function presentStates(task: Task<HostGroupValues>, route: Route, { key, dstKey }: Copy) {
	const copy = await presentState(task, route.dstBucketName, dstKey);
	const source = await presentState(task, route.srcBucketName, key);
	return { source, copy };
}

/**
 * What has become of a source since it was listed with a copy of it at the destination: both are read again,
 * since either may have been rewritten.
 * @returns `copied` where the copy still is one, `gone` where it is and the source is no longer there (an
 *   earlier run may have deleted it late), else `changed`
 */
export async function compareWithCopy(
	task: Task<HostGroupValues>,
	route: Route,
	object: Copy,
): Promise<'copied' | 'gone' | 'changed'> {
	const { source, copy } = await presentStates(task, route, object);
	if (!copy || !isSame(source ?? object, copy)) return 'changed';
	return source ? 'copied' : 'gone';
}

/** Deleting the source would delete the copy, where the storage takes both keys for one. */
export async function assertTwoObjects(
	task: Task<HostGroupValues>,
	route: Route,
	object: Copy,
): Promise<void> {
	const { source, copy } = await presentStates(task, route, object);
	if (source && copy) return;
	throw new BadInput(
		`The storage takes "${object.key}" and "${object.dstKey}" for the same object`,
		'It was kept. Choose a destination that differs in more than case or white space.',
	);
}
