import type { ListMultipartUploadsCommandOutput as Page } from '@aws-sdk/client-s3';
import { S3Failure } from '../failures';
import type { Part, Upload, UploadRef, UploadsSeen } from '../store';
import { asking } from './admin';
import type { Buckets } from './buckets';

/** The cluster's multipart uploads, which its gateway begins and completes by itself. */
export function cephUploads(buckets: Buckets): UploadsSeen {
	return {
		listUploads: async (ref) => {
			const { client } = await buckets.open(ref);
			const uploads: Upload[] = [];
			let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
			while (after) {
				const answer = client.listMultipartUploads({ Bucket: ref.bucket, ...after });
				const page: Page = await asking(ref.bucket, answer);
				for (const { Key: key = '', UploadId: uploadId = '', Initiated } of page.Uploads ?? []) {
					uploads.push({ key, uploadId, startedAt: Initiated ?? new Date(0) });
				}
				const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = page;
				after = page.IsTruncated ? { KeyMarker, UploadIdMarker } : undefined;
			}
			return uploads;
		},
		createUpload: async (ref, { contentType: ContentType }) => {
			const { client } = await buckets.open(ref);
			const upload = { Bucket: ref.bucket, Key: ref.key, ContentType };
			const { UploadId = '' } = await asking(ref.key, client.createMultipartUpload(upload));
			return UploadId;
		},
		abortUpload: async ({ bucket: Bucket, key: Key, uploadId: UploadId, hostGroup }) => {
			const { client } = await buckets.open({ hostGroup, bucket: Bucket });
			await asking(UploadId, client.abortMultipartUpload({ Bucket, Key, UploadId }));
		},
		listParts: async (upload) => await listParts(buckets, upload),
	};
}

async function listParts(buckets: Buckets, upload: UploadRef): Promise<Part[]> {
	const { client } = await buckets.open(upload);
	const { bucket: Bucket, key: Key, uploadId: UploadId } = upload;
	const parts: Part[] = [];
	let PartNumberMarker: string | undefined;
	do {
		const answer = client.listParts({ Bucket, Key, UploadId, PartNumberMarker });
		const page = await asking(UploadId, answer).catch((cause) => {
			// The gateway's name for an unknown upload.
			const isUnknown = cause instanceof S3Failure && cause.code === 'NoSuchKey';
			throw isUnknown ? new S3Failure('NoSuchUpload', UploadId) : cause;
		});
		for (const { PartNumber = 0, Size = 0, ETag = '', LastModified } of page.Parts ?? []) {
			const lastModified = LastModified ?? new Date(0);
			parts.push({ partNumber: PartNumber, size: Size, eTag: ETag, lastModified });
		}
		PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined;
	} while (PartNumberMarker !== undefined);
	return parts;
}
