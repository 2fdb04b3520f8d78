import { rowsOf, read, readRequired } from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { accessOf, type S3Endpoint } from './endpoint';
import { endpointFromPresignedUrl, parseEndpoint } from './endpointAddress';
import { s3FailureOf } from './refused';
import { send } from './request';
import type { KeyPair } from './signature';

/**
 * The S3 endpoint with one key pair only, so that no other opens it in its place.
 * @param endpoint as the account names it; without, a presigned URL for one of the owner's buckets tells it
 */
export async function endpointWith(
	task: Task<HostGroupValues>,
	pair: KeyPair,
	endpoint?: string,
): Promise<S3Endpoint> {
	const place =
		parseEndpoint(endpoint) ?? (await endpointFromPresignedUrl(task, await anyBucket(task)));
	return { task, access: accessOf([pair], place) };
}

async function anyBucket(task: Task<HostGroupValues>): Promise<string> {
	const { hostGroup } = task.values;
	const buckets = rowsOf(await task.call('s3.bucket.List', {}), 'buckets', 'bucketName');
	const found = buckets.find((row) => (read(row, 'hostGroup') ?? hostGroup) === hostGroup);
	if (found) return readRequired(found, 'bucketName');
	throw new CallFailed({
		message: `The S3 endpoint of the host group "${hostGroup}" is not known`,
		advice:
			'The platform does not name it in its list of accounts, and without a bucket there is no presigned URL that shows it. Create a bucket and try again.',
	});
}

/** Whether the endpoint accepts its key pair, and what it said. */
export interface Trial {
	works: boolean;
	reason: string;
	/** What to do about it. */
	advice?: string;
}

/**
 * Asks the endpoint for the buckets of the pair's owner (ListBuckets), which changes nothing. A storage denies access
 * to whom it knows: a pair that may not list buckets works.
 * @param signal ends it, with the request on its way
 */
export async function tryPair(storage: S3Endpoint, signal?: AbortSignal): Promise<Trial> {
	const reason = `The S3 endpoint ${storage.access.origin} accepts the access key`;
	return await send(storage, { method: 'GET', expects: 'ListAllMyBucketsResult', signal }).then(
		() => ({ works: true, reason }),
		(error: unknown) => {
			if (!(error instanceof CallFailed)) throw error;
			if (s3FailureOf(error)?.code === 'AccessDenied') {
				return { works: true, reason: `${reason}, which may not list buckets` };
			}
			return { works: false, reason: error.message, advice: error.advice };
		},
	);
}
