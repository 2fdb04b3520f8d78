import { checkAccess, checkPolicy } from '../access';
import { S3Failure } from '../failures';
import type { Bucket } from '../store';
import { platformDate } from './envelope';
import type { Call } from './call';

/** The bucket that a call names, when the owner may do with it what it asks for. */
export async function openBucket(
	{ platform, ownerUid, params }: Call,
	action: string,
	{ bucket = params.bucketName, key }: { bucket?: string; key?: string } = {},
): Promise<Bucket> {
	const found = await platform.store.getBucket({ hostGroup: params.hostGroup, bucket });
	checkAccess(found, { action, uid: ownerUid, key });
	return found;
}

export async function create({ platform, ownerUid, params }: Call): Promise<object> {
	const { hostGroup, bucketName: bucket } = params;
	await platform.store.createBucket({ hostGroup, bucket }, ownerUid);
	return {};
}

/** Only an empty bucket goes. */
export async function remove(call: Call): Promise<object> {
	await call.platform.store.deleteBucket(await openBucket(call, 's3:DeleteBucket'));
	return {};
}

/** The owner's buckets in all host groups. */
export async function list({ platform, ownerUid }: Call): Promise<object> {
	const buckets = await platform.store.listBuckets(ownerUid);
	const array = buckets
		.filter(({ hostGroup }) => platform.hostGroups.includes(hostGroup))
		.map(({ hostGroup, bucket, createdAt }) => ({
			name: bucket,
			hostGroup,
			owner: ownerUid,
			creationDate: platformDate(createdAt),
		}));
	return { array };
}

export async function getPolicy(call: Call): Promise<object> {
	const { policy, bucket } = await openBucket(call, 's3:GetBucketPolicy');
	if (policy === undefined) throw new S3Failure('NoSuchBucketPolicy', bucket);
	return { policy };
}

/** Replaces the policy that there was. */
export async function setPolicy(call: Call): Promise<object> {
	const bucket = await openBucket(call, 's3:PutBucketPolicy');
	checkPolicy(bucket.bucket, call.params.policy);
	await call.platform.store.setPolicy(bucket, call.params.policy);
	return {};
}

export async function deletePolicy(call: Call): Promise<object> {
	const bucket = await openBucket(call, 's3:DeleteBucketPolicy');
	await call.platform.store.setPolicy(bucket, undefined);
	return {};
}
