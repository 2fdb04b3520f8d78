import { S3Failure } from '../failures';
import type { UploadRef } from '../store';
import type { Answer } from '../traffic/record';
import { bodyOf, documentOf } from './body';
import { bucketOf, empty, type S3Call } from './call';
import { optionsOf } from './headers';
import { readXml, xml } from './xml';

const MAX_PART_NUMBER = 10_000;

async function uploadOf(call: S3Call, action: string): Promise<UploadRef> {
	const { key, query } = call;
	const { hostGroup, bucket } = await bucketOf(call, action, { key });
	return { hostGroup, bucket, key, uploadId: query.uploadId ?? '' };
}

/** All of them on one page. */
export async function list(call: S3Call): Promise<Answer> {
	const { prefix = '' } = call.query;
	const all = await call.store.listUploads(await bucketOf(call, 's3:ListBucketMultipartUploads'));
	return xml('ListMultipartUploadsResult', {
		Bucket: call.bucket,
		Prefix: prefix,
		IsTruncated: 'false',
		Upload: all
			.filter(({ key }) => key.startsWith(prefix))
			.map(({ key, uploadId, startedAt }) => ({
				Key: key,
				UploadId: uploadId,
				Initiated: startedAt.toISOString(),
			})),
	});
}

export async function create(call: S3Call): Promise<Answer> {
	const { store, bucket, key } = call;
	const ref = await bucketOf(call, 's3:PutObject', { key });
	const uploadId = await store.createUpload({ ...ref, key }, optionsOf(call));
	return xml('InitiateMultipartUploadResult', { Bucket: bucket, Key: key, UploadId: uploadId });
}

export async function putPart(call: S3Call): Promise<Answer> {
	if (call.headers['x-amz-copy-source']) throw new S3Failure('NotImplemented', 'UploadPartCopy');
	const upload = await uploadOf(call, 's3:PutObject');
	const partNumber = Number(call.query.partNumber);
	const isNumber = Number.isInteger(partNumber) && partNumber >= 1 && partNumber <= MAX_PART_NUMBER;
	if (!isNumber) throw new S3Failure('InvalidArgument', 'partNumber');
	const { eTag } = await call.store.putPart(upload, partNumber, bodyOf(call));
	return empty(200, { etag: eTag });
}

export async function listParts(call: S3Call): Promise<Answer> {
	const upload = await uploadOf(call, 's3:ListMultipartUploadParts');
	const { bucket: Bucket, key: Key, uploadId: UploadId } = upload;
	const parts = await call.store.listParts(upload);
	return xml('ListPartsResult', {
		...{ Bucket, Key, UploadId },
		IsTruncated: 'false',
		Part: parts.map(({ partNumber, lastModified, eTag, size }) => ({
			PartNumber: partNumber,
			LastModified: lastModified.toISOString(),
			ETag: eTag,
			Size: size,
		})),
	});
}

export async function complete(call: S3Call): Promise<Answer> {
	const upload = await uploadOf(call, 's3:PutObject');
	const { Part = [] } = readXml<{ Part?: Array<{ PartNumber?: string; ETag?: string }> }>(
		'CompleteMultipartUpload',
		await documentOf(call),
	);
	const parts = Part.map(({ PartNumber, ETag = '' }) => ({
		partNumber: Number(PartNumber),
		eTag: ETag.trim(),
	}));
	const { eTag } = await call.store.completeUpload(upload, parts);
	const { bucket, key } = upload;
	return xml('CompleteMultipartUploadResult', { Bucket: bucket, Key: key, ETag: eTag });
}

export async function abort(call: S3Call): Promise<Answer> {
	await call.store.abortUpload(await uploadOf(call, 's3:AbortMultipartUpload'));
	return empty(204);
}
