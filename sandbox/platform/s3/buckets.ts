import { S3Failure } from '../failures';
import { checkPolicy } from '../policies';
import type { Answer } from '../traffic/record';
import { documentOf } from './body';
import { bucketOf, empty, type S3Call } from './call';
import { readXml, xml } from './xml';

function signedBy({ uid }: S3Call): number {
	if (uid === undefined) throw new S3Failure('AccessDenied');
	return uid;
}

export async function list(call: S3Call): Promise<Answer> {
	const uid = signedBy(call);
	const buckets = await call.store.listBuckets(uid, call.hostGroup);
	const Bucket = buckets.map(({ bucket, createdAt }) => ({
		Name: bucket,
		CreationDate: createdAt.toISOString(),
	}));
	return xml('ListAllMyBucketsResult', { Owner: { ID: String(uid) }, Buckets: { Bucket } });
}

/** There is only one location, without a name: any other is refused. */
export async function create(call: S3Call): Promise<Answer> {
	const { store, hostGroup, bucket } = call;
	const ownerUid = signedBy(call);
	const { 'content-length': length = 0, 'transfer-encoding': encoding } = call.headers;
	if (Number(length) > 0 || encoding !== undefined) {
		const root = 'CreateBucketConfiguration';
		const wanted = readXml<{ LocationConstraint?: string }>(root, await documentOf(call));
		const { LocationConstraint: location } = wanted;
		if (location) throw new S3Failure('InvalidLocationConstraint', location);
	}
	await store.createBucket({ hostGroup, bucket }, ownerUid);
	return empty(200, { location: `/${bucket}` });
}

export async function putPolicy(call: S3Call): Promise<Answer> {
	const bucket = await bucketOf(call, 's3:PutBucketPolicy');
	const policy = await documentOf(call);
	checkPolicy(bucket.bucket, policy);
	await call.store.setPolicy(bucket, policy);
	return empty(204);
}

export async function getPolicy(call: S3Call): Promise<Answer> {
	const { policy, bucket } = await bucketOf(call, 's3:GetBucketPolicy');
	if (policy === undefined) throw new S3Failure('NoSuchBucketPolicy', bucket);
	return { status: 200, headers: { 'content-type': 'application/json' }, body: policy };
}

export async function deletePolicy(call: S3Call): Promise<Answer> {
	await call.store.setPolicy(await bucketOf(call, 's3:DeleteBucketPolicy'), undefined);
	return empty(204);
}

export async function getLocation(call: S3Call): Promise<Answer> {
	await bucketOf(call, 's3:GetBucketLocation');
	return xml('LocationConstraint', {});
}

export async function head(call: S3Call): Promise<Answer> {
	await bucketOf(call, 's3:ListBucket');
	return empty(200);
}

export async function remove(call: S3Call): Promise<Answer> {
	await call.store.deleteBucket(await bucketOf(call, 's3:DeleteBucket'));
	return empty(204);
}
