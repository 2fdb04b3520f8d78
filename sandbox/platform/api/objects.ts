import { presignGet } from '../presign';
import type { ObjectInfo } from '../store';
import { openBucket } from './buckets';
import { ApiFailure, CODES, invalidParameter } from './envelope';
import type { Call } from './call';

/** The reference client's default. */
const DEFAULT_MAX_KEYS = 100;

/** One page of a bucket's objects. */
export async function list(call: Call): Promise<object> {
	const { platform, params } = call;
	const { prefix, continuationToken, delimiter = platform.defaultDelimiter } = params;
	const maxKeys = Math.min(readMaxKeys(params.maxKeys), platform.mostOnPage);
	const bucket = await openBucket(call, 's3:ListBucket');
	const query = { prefix, continuationToken, delimiter, maxKeys };
	const page = await platform.store.listObjects(bucket, query);
	return {
		objects: page.objects.map(objectRow),
		commonPrefixes: page.commonPrefixes,
		isTruncated: page.nextContinuationToken !== undefined,
		nextContinuationToken: page.nextContinuationToken,
	};
}

/** Deleting what is not there is done too, as in S3. */
export async function remove(call: Call): Promise<object> {
	const { key } = call.params;
	const bucket = await openBucket(call, 's3:DeleteObject', { key });
	await call.platform.store.deleteObject(bucket, key);
	return {};
}

/** Within one host group. */
export async function copy(call: Call): Promise<object> {
	const { srcBucketName, srcKey, dstBucketName, dstKey } = call.params;
	const from = await openBucket(call, 's3:GetObject', { bucket: srcBucketName, key: srcKey });
	const to = await openBucket(call, 's3:PutObject', { bucket: dstBucketName, key: dstKey });
	await call.platform.store.copyObject({ ...from, key: srcKey }, { ...to, key: dstKey });
	return {};
}

/** A link signed with one of the owner's keys. Whether the object is there shows when it is opened. */
export async function getPresignedUrl(call: Call): Promise<object> {
	const { platform, ownerUid, params } = call;
	const { key, hostGroup } = params;
	const { bucket } = await openBucket(call, 's3:GetObject', { key });
	const accounts = await platform.store.listAccounts(ownerUid);
	const pair = accounts
		.filter((account) => account.hostGroup === hostGroup)
		.flatMap((account) => account.keys)[0];
	if (!pair) throw new ApiFailure(CODES.notFound, `no S3 access key in host group [${hostGroup}]`);
	const url = await presignGet({
		...pair,
		endpoint: platform.endpoints[hostGroup],
		bucket,
		key,
		expiresIn: platform.presignedExpirySeconds,
	});
	return { url };
}

function readMaxKeys(text: string | undefined): number {
	if (text === undefined) return DEFAULT_MAX_KEYS;
	if (!/^[1-9]\d{0,8}$/.test(text)) throw invalidParameter('maxKeys');
	return Number(text);
}

/** S3's own date and quoted tag: the platform hands these rows on. */
function objectRow({ key, size, lastModified, eTag, storageClass }: ObjectInfo): object {
	return { key, size, lastModified: lastModified.toISOString(), eTag, storageClass };
}
