import { checkAccess, checkPolicy } from '../access';
import { S3Failure } from '../failures';
import type { Bucket } from '../store';
import type { Answer } from '../traffic/record';
import { documentOf } from './body';
import type { S3Call } from './call';
import { readXml, xml } from './xml';

/** A bucket, when who asks may do this with it. */
export async function openBucket(
	{ store, hostGroup, uid, ...call }: S3Call,
	action: string,
	{ bucket = call.bucket, key }: { bucket?: string; key?: string } = {},
): Promise<Bucket> {
	const found = await store.getBucket({ hostGroup, bucket });
	checkAccess(found, { action, uid, key });
	return found;
}

/** An answer without a body. */
export function empty(status: number, headers: Answer['headers'] = {}): Answer {
	return { status, headers, body: '' };
}

export async function listBuckets({ store, hostGroup, uid }: S3Call): Promise<Answer> {
	const buckets = await store.listBuckets(signedBy(uid), hostGroup);
	const rows = buckets.map(({ bucket, createdAt }) => ({
		Name: bucket,
		CreationDate: createdAt.toISOString(),
	}));
	return xml('ListAllMyBucketsResult', {
		Owner: { ID: String(uid) },
		Buckets: { Bucket: rows },
	});
}

/** A storage has one place, which has no name: a client that asks for another is refused. */
export async function createBucket(call: S3Call): Promise<Answer> {
	const { store, hostGroup, uid, bucket } = call;
	const ownerUid = signedBy(uid);
	const { 'content-length': length, 'transfer-encoding': encoding } = call.headers;
	if (Number(length ?? 0) > 0 || encoding !== undefined) {
		const root = 'CreateBucketConfiguration';
		const wanted = readXml<{ LocationConstraint?: string }>(root, await documentOf(call));
		const { LocationConstraint: place } = wanted;
		if (place) throw new S3Failure('InvalidLocationConstraint', place);
	}
	await store.createBucket({ hostGroup, bucket }, ownerUid);
	return empty(200, { location: `/${bucket}` });
}

export async function headBucket(call: S3Call): Promise<Answer> {
	await openBucket(call, 's3:ListBucket');
	return empty(200);
}

export async function deleteBucket(call: S3Call): Promise<Answer> {
	await call.store.deleteBucket(await openBucket(call, 's3:DeleteBucket'));
	return empty(204);
}

export async function getLocation(call: S3Call): Promise<Answer> {
	await openBucket(call, 's3:GetBucketLocation');
	return xml('LocationConstraint', {});
}

export async function getPolicy(call: S3Call): Promise<Answer> {
	const { policy, bucket } = await openBucket(call, 's3:GetBucketPolicy');
	if (policy === undefined) throw new S3Failure('NoSuchBucketPolicy', bucket);
	return { status: 200, headers: { 'content-type': 'application/json' }, body: policy };
}

export async function putPolicy(call: S3Call): Promise<Answer> {
	const bucket = await openBucket(call, 's3:PutBucketPolicy');
	const policy = await documentOf(call);
	checkPolicy(bucket.bucket, policy);
	await call.store.setPolicy(bucket, policy);
	return empty(204);
}

export async function deletePolicy(call: S3Call): Promise<Answer> {
	await call.store.setPolicy(await openBucket(call, 's3:DeleteBucketPolicy'), undefined);
	return empty(204);
}

function signedBy(uid: number | undefined): number {
	if (uid === undefined) throw new S3Failure('AccessDenied');
	return uid;
}
