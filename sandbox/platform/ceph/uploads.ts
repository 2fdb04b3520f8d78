import {
	AbortMultipartUploadCommand,
	CompleteMultipartUploadCommand,
	CreateMultipartUploadCommand,
	ListPartsCommand,
	UploadPartCommand,
} from '@aws-sdk/client-s3';
import { S3Failure } from '../failures';
import { checkKey } from '../names';
import type {
	Body,
	BucketRef,
	ObjectInfo,
	ObjectOptions,
	Part,
	UploadRef,
	UploadStore,
} from '../store';
import type { Buckets } from './buckets';
import { fieldsOf, infoOf } from './objects';
import { asking } from './refusals';
import type { Spool } from './spool';

/** Multipart uploads: the cluster's own. */
export class Uploads implements UploadStore {
	constructor(
		private readonly buckets: Buckets,
		private readonly spool: Spool,
	) {}

	async createUpload(ref: BucketRef, key: string, options: ObjectOptions): Promise<string> {
		checkKey(key);
		const { client } = await this.buckets.open(ref);
		const fields = { Bucket: ref.bucket, Key: key, ...fieldsOf(options) };
		const command = new CreateMultipartUploadCommand(fields);
		return (await asking(key, () => client.send(command))).UploadId ?? '';
	}

	async putPart(upload: UploadRef, partNumber: number, body: Body): Promise<Part> {
		const { client } = await this.buckets.open(upload);
		return await this.spool.hold(body, async (bytes, size) => {
			const fields = { Body: bytes, ContentLength: size, PartNumber: partNumber };
			const command = new UploadPartCommand({ ...namesOf(upload), ...fields });
			const { ETag: eTag = '' } = await asking(upload.uploadId, () => client.send(command));
			return { partNumber, size, eTag, lastModified: new Date() };
		});
	}

	async listParts(upload: UploadRef): Promise<Part[]> {
		const { client } = await this.buckets.open(upload);
		const parts: Part[] = [];
		let PartNumberMarker: string | undefined;
		for (;;) {
			const command = new ListPartsCommand({ ...namesOf(upload), PartNumberMarker });
			const page = await asking(upload.uploadId, () => client.send(command)).catch(unknown);
			for (const { PartNumber = 0, Size = 0, ETag = '', LastModified } of page.Parts ?? []) {
				const lastModified = LastModified ?? new Date(0);
				parts.push({ partNumber: PartNumber, size: Size, eTag: ETag, lastModified });
			}
			if (!page.IsTruncated) return parts;
			PartNumberMarker = page.NextPartNumberMarker;
		}
	}

	async completeUpload(
		upload: UploadRef,
		parts: Array<{ partNumber: number; eTag: string }>,
	): Promise<ObjectInfo> {
		const { client } = await this.buckets.open(upload);
		const Parts = parts.map(({ partNumber, eTag }) => ({ PartNumber: partNumber, ETag: eTag }));
		const fields = { ...namesOf(upload), MultipartUpload: { Parts } };
		const command = new CompleteMultipartUploadCommand(fields);
		await asking(upload.uploadId, () => client.send(command));
		return await infoOf(client, upload.bucket, upload.key);
	}

	async abortUpload(upload: UploadRef): Promise<void> {
		const { client } = await this.buckets.open(upload);
		const command = new AbortMultipartUploadCommand(namesOf(upload));
		await asking(upload.uploadId, () => client.send(command));
	}
}

/** Asked for the parts of an upload that it does not know, the gateway says that the key is missing. */
function unknown(cause: unknown): never {
	const isUnknown = cause instanceof S3Failure && cause.code === 'NoSuchKey';
	throw isUnknown ? new S3Failure('NoSuchUpload', cause.resource) : cause;
}

function namesOf({ bucket, key, uploadId }: UploadRef) {
	return { Bucket: bucket, Key: key, UploadId: uploadId };
}
