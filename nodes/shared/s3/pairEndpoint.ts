import { rowsOf, read, readRequired } from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { ANY_REGION, type S3Endpoint } from './endpoint';
import { endpointFromPresignedUrl, parseEndpoint } from './endpointAddress';
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
	return { task, access: { pairs: [pair], region: ANY_REGION, ...place } };
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

/** Asks the endpoint for the buckets of the pair's owner (ListBuckets), which changes nothing. */
export async function tryPair(storage: S3Endpoint): Promise<Trial> {
	return await send(storage, { method: 'GET', expects: 'ListAllMyBucketsResult' }).then(
		() => ({
			works: true,
			reason: `The S3 endpoint ${storage.access.origin} accepts the access key`,
		}),
		(error: unknown) => {
			if (!(error instanceof CallFailed)) throw error;
			return { works: false, reason: error.message, advice: error.advice };
		},
	);
}
