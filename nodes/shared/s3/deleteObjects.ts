import { CallFailed } from '../api/failures';
import { forEachInPool } from '../concurrency/pool';
import { deleteBatch, type Refused } from './deleteBatch';
import { send } from './request';
import { isNotOffered, s3FailureOf } from './refused';
import { isSilent } from './silence';
import type { S3Endpoint } from './endpoint';

/** Of what is said about the endpoint, a run shows the last. */
export const ENDPOINT_TOPIC = 'S3 endpoint';

const HINT =
	'The S3 endpoint does not know the request that deletes many objects at once, so they are deleted one by one.';

/**
 * Deletes the objects of a batch: with one request, or each with its own where the endpoint knows no other.
 * @param atOnce how many requests may be in flight
 * @param endsInSilence whether to ask no more when the endpoint no longer answers
 * @returns why the storage refused each key that it did not delete
 * @throws CallFailed where a request for all of them fails
 */
export async function deleteObjects(
	storage: S3Endpoint,
	bucketName: string,
	keys: string[],
	atOnce: number,
	endsInSilence = false,
): Promise<Refused> {
	const { access, task } = storage;
	if (!access.isWithoutDeleteObjects) {
		try {
			return await deleteBatch(storage, bucketName, keys);
		} catch (error) {
			if (!isNotOffered(error)) return await Promise.reject(error);
			access.isWithoutDeleteObjects = true;
		}
	}
	task.hint(HINT, 'info', ENDPOINT_TOPIC);
	const refused: Refused = new Map(keys.map((key) => [key, NOT_SENT]));
	const each = async (key: string) => {
		if (endsInSilence && access.failure) return;
		const cause = await deleteOne(storage, bucketName, key);
		if (cause) refused.set(key, cause);
		else refused.delete(key);
		if (cause && endsInSilence && isSilent(cause)) access.failure ??= { cause };
	};
	await forEachInPool(keys, atOnce, each, task.signal);
	return refused;
}

async function deleteOne(
	storage: S3Endpoint,
	bucketName: string,
	key: string,
): Promise<CallFailed | undefined> {
	return await send(storage, { method: 'DELETE', bucketName, key }).then(
		() => undefined,
		(error: unknown) => {
			// S3 calls an object that is not there deleted; not every storage does.
			if (s3FailureOf(error)?.code === 'NoSuchKey') return undefined;
			if (error instanceof CallFailed) return error;
			throw error;
		},
	);
}

const NOT_SENT = new CallFailed({
	message: 'The S3 endpoint was not asked to delete this object',
	advice: 'Running it again does.',
});
