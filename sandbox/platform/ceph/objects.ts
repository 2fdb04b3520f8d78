import {
	CopyObjectCommand,
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	PutObjectCommand,
	type S3Client,
	type StorageClass,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { S3Failure } from '../failures';
import { generatedBytes, seedOf } from '../generated';
import { checkKey } from '../names';
import { escapeUri } from '../presign';
import type {
	Body,
	BucketRef,
	Filling,
	ListPage,
	ListQuery,
	ObjectInfo,
	ObjectOptions,
	ObjectStore,
	OpenedObject,
} from '../store';
import type { Buckets } from './buckets';
import { listPage } from './listing';
import { asking } from './refusals';
import type { Spool } from './spool';

const FILLED_AT_ONCE = 24;
const DEFAULT_STORAGE_CLASS = 'STANDARD';

/** Objects: the cluster's own. */
export class Objects implements ObjectStore {
	constructor(
		private readonly buckets: Buckets,
		private readonly spool: Spool,
	) {}

	async putObject(
		ref: BucketRef,
		key: string,
		body: Body,
		options: ObjectOptions,
	): Promise<ObjectInfo> {
		checkKey(key);
		const { client } = await this.buckets.open(ref);
		await this.spool.hold(body, async (bytes, size) => {
			const command = new PutObjectCommand({
				Bucket: ref.bucket,
				Key: key,
				Body: bytes,
				ContentLength: size,
				...fieldsOf(options),
			});
			await asking(key, () => client.send(command));
		});
		return await infoOf(client, ref.bucket, key);
	}

	async openObject(ref: BucketRef, key: string): Promise<OpenedObject> {
		const { client } = await this.buckets.open(ref);
		const info = await infoOf(client, ref.bucket, key);
		return {
			info,
			read: (start, end) =>
				Readable.from(readBytes(client, ref.bucket, key, start, end), { objectMode: false }),
		};
	}

	async deleteObject(ref: BucketRef, key: string): Promise<void> {
		checkKey(key);
		const { client } = await this.buckets.open(ref);
		const command = new DeleteObjectCommand({ Bucket: ref.bucket, Key: key });
		await asking(key, () => client.send(command));
	}

	async copyObject(
		from: BucketRef & { key: string },
		to: BucketRef & { key: string },
	): Promise<ObjectInfo> {
		checkKey(to.key);
		const { client } = await this.buckets.open(to);
		// The gateway names neither the bucket nor the object that is missing.
		await this.openObject(from, from.key);
		const command = new CopyObjectCommand({
			Bucket: to.bucket,
			Key: to.key,
			CopySource: `${from.bucket}/${escapeUri(from.key)}`,
		});
		await asking(from.key, () => client.send(command));
		return await infoOf(client, to.bucket, to.key);
	}

	async listObjects(ref: BucketRef, query: ListQuery): Promise<ListPage> {
		const { client, id } = await this.buckets.open(ref);
		return await asking(ref.bucket, () => listPage(client, { ...ref, id }, query));
	}

	/** One by one, some at once. Times cannot be set on a cluster: all are made now. */
	async fill(ref: BucketRef, objects: Iterable<Filling>): Promise<number> {
		const { client } = await this.buckets.open(ref);
		const rest = objects[Symbol.iterator]();
		let count = 0;
		const work = async () => {
			for (let next = rest.next(); !next.done; next = rest.next()) {
				const { key } = next.value;
				checkKey(key);
				await asking(key, () => client.send(putOf(ref.bucket, next.value as Filling)));
				count += 1;
			}
		};
		await Promise.all(Array.from({ length: FILLED_AT_ONCE }, work));
		return count;
	}
}

/** What a request says of an object that it makes. */
export function fieldsOf({ contentType, storageClass }: ObjectOptions) {
	return { ContentType: contentType, StorageClass: storageClass as StorageClass | undefined };
}

export async function infoOf(client: S3Client, bucket: string, key: string): Promise<ObjectInfo> {
	const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
	const head = await asking(key, () => client.send(command));
	return {
		key,
		size: head.ContentLength ?? 0,
		lastModified: head.LastModified ?? new Date(0),
		eTag: head.ETag ?? '',
		storageClass: head.StorageClass ?? DEFAULT_STORAGE_CLASS,
		contentType: head.ContentType,
	};
}

async function* readBytes(
	client: S3Client,
	bucket: string,
	key: string,
	start: number,
	end: number,
): AsyncGenerator<Buffer> {
	if (end < start) return;
	const command = new GetObjectCommand({
		Bucket: bucket,
		Key: key,
		Range: `bytes=${start}-${end}`,
	});
	const { Body } = await asking(key, () => client.send(command));
	if (!Body) throw new S3Failure('NoSuchKey', key);
	yield* Body as Readable as AsyncIterable<Buffer>;
}

function putOf(bucket: string, filling: Filling): PutObjectCommand {
	const { key, body, size = 0 } = filling;
	const isGiven = body !== undefined || size === 0;
	return new PutObjectCommand({
		Bucket: bucket,
		Key: key,
		Body: isGiven ? (body ?? '') : Readable.from(generatedBytes(seedOf(key), 0, size - 1)),
		ContentLength: isGiven ? Buffer.byteLength(body ?? '') : size,
		...fieldsOf(filling),
	});
}
