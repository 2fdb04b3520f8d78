import { presignGet } from '../signer';
import { bucketOf, type Call } from './call';
import { ApiFailure, CODES, invalidParameter } from './envelope';

/** The reference client's default. */
const DEFAULT_MAX_KEYS = '100';

export async function list(call: Call): Promise<object> {
	const { platform, store, params } = call;
	const { prefix, continuationToken, delimiter = platform.defaultDelimiter } = params;
	const { maxKeys = DEFAULT_MAX_KEYS } = params;
	if (!/^[1-9]\d{0,8}$/.test(maxKeys)) throw invalidParameter('maxKeys');
	const page = await store.listObjects(await bucketOf(call, 's3:ListBucket'), {
		...{ prefix, continuationToken, delimiter },
		maxKeys: Math.min(Number(maxKeys), platform.mostOnPage),
	});
	const { commonPrefixes, nextContinuationToken } = page;
	// Unlike the platform's own, S3's dates and quoted tags are passed on.
	const objects = page.objects.map(({ key, size, lastModified, eTag, storageClass }) => ({
		...{ key, size, lastModified: lastModified.toISOString(), eTag, storageClass },
	}));
	const isTruncated = nextContinuationToken !== undefined;
	return { objects, commonPrefixes, isTruncated, nextContinuationToken };
}

export async function copy(call: Call): Promise<void> {
	const { srcBucketName, srcKey, dstBucketName, dstKey } = call.params;
	const from = await bucketOf(call, 's3:GetObject', { bucket: srcBucketName, key: srcKey });
	const to = await bucketOf(call, 's3:PutObject', { bucket: dstBucketName, key: dstKey });
	await call.store.copyObject({ ...from, key: srcKey }, { ...to, key: dstKey });
}

/** Signs with one of the owner's keys. Whether the object exists shows when the link is opened. */
export async function presign(call: Call): Promise<object> {
	const { platform, store, ownerUid, params } = call;
	const { key, hostGroup } = params;
	const { bucket } = await bucketOf(call, 's3:GetObject', { key });
	const accounts = await store.listAccounts(ownerUid);
	const [pair] = accounts.flatMap((one) => (one.hostGroup === hostGroup ? one.keys : []));
	if (!pair) throw new ApiFailure(CODES.notFound, `no S3 access key in host group [${hostGroup}]`);
	const { [hostGroup]: endpoint } = platform.endpoints;
	const expiresIn = platform.presignedExpirySeconds;
	return { url: await presignGet({ ...pair, endpoint, bucket, key, expiresIn }) };
}

export async function remove(call: Call): Promise<void> {
	const { key } = call.params;
	await call.store.deleteObject(await bucketOf(call, 's3:DeleteObject', { key }), key);
}
