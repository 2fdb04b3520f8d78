import { backoffMs, sleepUnlessAborted } from '../api/backoff';
import { CallFailed } from '../api/failures';
import { forEachInPool } from '../concurrency/pool';
import type { HostGroupValues, Task } from '../operation';
import { listAllObjects, presentState } from './bucketListing';
import type { ListedObject } from './listedObject';
import type { Route } from './route';

/** An object as it was listed, with the key of its copy. */
type Copy = ListedObject & { dstKey: string };

/** A platform may copy in the background: so often a copy is looked for. */
const LOOKS = 4;

/** So many objects are listed at most to see one batch; what is not among them is looked for by its key. */
const MOST_LISTED = 3000;

/**
 * Looks for copies before their sources are deleted: the platform's word alone may be wrong, or early. One listing
 * serves many copies.
 * @returns those that are not there, or have another size, with the reason
 */
export async function unseenCopies<T extends Copy>(
	task: Task<HostGroupValues>,
	{ dstBucketName }: Route,
	copies: T[],
): Promise<Map<T, CallFailed>> {
	const listed = copies.length > 1 ? await listedAmong(task, dstBucketName, copies) : undefined;
	let unseen = copies.filter((copy) => !isCopy(copy, listed?.get(copy.dstKey)));
	const failures = new Map<T, CallFailed>();
	for (let look = 1; unseen.length > 0 && look <= LOOKS && !task.signal?.aborted; look++) {
		if (look > 1) await sleepUnlessAborted(backoffMs(look - 1), task.signal);
		const left: T[] = [];
		const each = async (copy: T) => {
			const found = await presentState(task, dstBucketName, copy.dstKey);
			if (isCopy(copy, found)) return;
			left.push(copy);
			failures.set(copy, notSeen(copy, found));
		};
		await forEachInPool(unseen, task.concurrency, each, task.signal);
		unseen = left;
	}
	for (const copy of [...failures.keys()]) if (!unseen.includes(copy)) failures.delete(copy);
	return failures;
}

/** Entity tags of a copy differ where it is encrypted, or its source came in parts; sizes don't. */
const isCopy = ({ size }: Copy, found: ListedObject | undefined): boolean =>
	found !== undefined && (size === undefined || found.size === undefined || size === found.size);

async function listedAmong(task: Task<HostGroupValues>, bucketName: string, copies: Copy[]) {
	const wanted = new Set(copies.map(({ dstKey }) => dstKey));
	const found = new Map<string, ListedObject>();
	let listed = 0;
	const prefix = commonPrefix([...wanted]);
	for await (const object of listAllObjects(task, { bucketName, prefix }, false)) {
		if (wanted.has(object.key)) found.set(object.key, object);
		if (found.size === wanted.size || ++listed >= MOST_LISTED) break;
	}
	return found;
}

/** What all texts begin with; not half a character. */
export function commonPrefix([first, ...others]: string[]): string {
	let length = first.length;
	for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
	return first.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

const notSeen = ({ dstKey, size }: Copy, found: ListedObject | undefined) =>
	new CallFailed({
		message: found
			? `The copy "${dstKey}" has ${found.size} bytes, and the original ${size}`
			: `The platform confirmed the copy "${dstKey}", but does not list it`,
		advice: 'The original was kept. Run this again later to finish the move.',
	});
