import { S3Failure } from '../failures';
import { checkPolicy } from '../policies';
import { platformDate } from './envelope';
import { bucketOf, type Call } from './call';

export async function create({ store, ownerUid, params }: Call): Promise<void> {
	const { hostGroup, bucketName: bucket } = params;
	await store.createBucket({ hostGroup, bucket }, ownerUid);
}

export const remove = async (call: Call) =>
	await call.store.deleteBucket(await bucketOf(call, 's3:DeleteBucket'));

export async function list({ platform, store, ownerUid }: Call): Promise<object> {
	const buckets = await store.listBuckets(ownerUid);
	const array = buckets
		.filter(({ hostGroup }) => platform.hostGroups.includes(hostGroup))
		.map(({ hostGroup, bucket: name, createdAt }) => ({
			...{ name, hostGroup, owner: ownerUid, creationDate: platformDate(createdAt) },
		}));
	return { array };
}

export async function getPolicy(call: Call): Promise<object> {
	const { policy, bucket } = await bucketOf(call, 's3:GetBucketPolicy');
	if (policy === undefined) throw new S3Failure('NoSuchBucketPolicy', bucket);
	return { policy };
}

export async function setPolicy(call: Call): Promise<void> {
	const bucket = await bucketOf(call, 's3:PutBucketPolicy');
	checkPolicy(bucket.bucket, call.params.policy);
	await call.store.setPolicy(bucket, call.params.policy);
}

export const deletePolicy = async (call: Call) =>
	await call.store.setPolicy(await bucketOf(call, 's3:DeleteBucketPolicy'), undefined);
