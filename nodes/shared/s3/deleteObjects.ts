import { CallFailed } from '../api/failures';
import { forEachInPool } from '../concurrency/pool';
import { deleteBatch, type Refused } from './deleteBatch';
import { assertUrlSafeKey } from './validate';
import { isNotOffered, s3FailureOf } from './refused';
import { send } from './request';
import type { S3Endpoint } from './endpoint';

const HINT =
	'The S3 endpoint does not know the request that deletes many objects at once, so they are deleted one by one.';

/**
 * Deletes the objects of a batch: with one request, or each with its own where the endpoint knows no other.
 * @param atOnce how many requests may be in flight
 * @returns why the storage refused each key that it did not delete
 * @throws CallFailed where a request for all of them fails
 */
export async function deleteObjects(
	storage: S3Endpoint,
	bucketName: string,
	keys: string[],
	atOnce: number,
): Promise<Refused> {
	const { access, task } = storage;
	if (!access.isWithoutDeleteObjects) {
		try {
			return await deleteBatch(storage, bucketName, keys);
		} catch (error) {
			if (!isNotOffered(error)) return await Promise.reject(error);
			// The newest list of the vendor's operations lacks DeleteObjects.
			access.isWithoutDeleteObjects = true;
		}
	}
	task.hint(HINT);
	const refused: Refused = new Map();
	const each = async (key: string) => {
		const cause = await deleteOne(storage, bucketName, key);
		if (cause) refused.set(key, cause);
	};
	await forEachInPool(keys, atOnce, each, task.signal);
	return refused;
}

async function deleteOne(
	storage: S3Endpoint,
	bucketName: string,
	key: string,
): Promise<CallFailed | undefined> {
	try {
		assertUrlSafeKey(key);
		await send(storage, { method: 'DELETE', bucketName, key });
		return undefined;
	} catch (error) {
		// S3 calls an object that is not there deleted; not every storage does.
		if (s3FailureOf(error)?.code === 'NoSuchKey') return undefined;
		return error instanceof CallFailed ? error : NOT_SENDABLE;
	}
}

const NOT_SENDABLE = new CallFailed({
	message: 'The S3 endpoint cannot be asked to delete this object',
	advice: 'Its key has a part that is "." or "..". Set "Through" to Platform API.',
});
