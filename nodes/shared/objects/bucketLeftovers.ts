import { forEachInPool } from '../concurrency/pool';
import type { HostGroupValues, Task } from '../operation';
import { openEndpointIfPossible, type S3Endpoint } from '../s3/endpoint';
import { isNotOffered } from '../s3/refused';
import { abortUpload, incompleteUploads, type IncompleteUpload } from '../s3/uploads';
import { versionedKeys } from '../s3/versions';

/** What a bucket holds that the platform does not list. */
export interface Leftovers {
	/** How many incomplete uploads were deleted, whatever their age. */
	uploadsDeleted: number;
	/** Keys of some objects with older versions or delete markers, which stay. */
	versions: string[];
}

/**
 * Deletes the incomplete uploads of a bucket that is to be deleted, and finds object versions. Does neither where
 * the keys cannot be had or the storage does not have the operation.
 * @throws CallFailed where an upload cannot be deleted
 */
export async function removeLeftovers(
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<Leftovers> {
	const storage = await openEndpointIfPossible(task, bucketName);
	if (!storage) return { uploadsDeleted: 0, versions: [] };
	const uploadsDeleted = await ifOffered(clearUploads(storage, bucketName), 0);
	return { uploadsDeleted, versions: await ifOffered(versionedKeys(storage, bucketName), []) };
}

async function clearUploads(storage: S3Endpoint, bucketName: string): Promise<number> {
	const { concurrency, signal } = storage.task;
	let deleted = 0;
	const work = async (upload: IncompleteUpload) => {
		await abortUpload(storage, bucketName, upload);
		deleted++;
	};
	await forEachInPool(incompleteUploads(storage, bucketName), concurrency, work, signal);
	return deleted;
}

async function ifOffered<T>(work: Promise<T>, otherwise: T): Promise<T> {
	try {
		return await work;
	} catch (error) {
		if (isNotOffered(error)) return otherwise;
		return await Promise.reject(error);
	}
}
