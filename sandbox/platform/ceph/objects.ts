import type { S3, StorageClass } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { S3Failure } from '../failures';
import { generatedBytes, seedOf } from '../generated';
import { checkKey } from '../names';
import { readPageToken, writePageToken } from '../pageToken';
import { escapeUri } from '../signer';
import type { BucketRef, Filling, ListPage, ListQuery, ObjectInfo, ObjectStore } from '../store';
import { asking } from './admin';
import type { Buckets } from './buckets';

const CONCURRENT_FILLS = 24;
const DEFAULT_STORAGE_CLASS = 'STANDARD';
const METADATA = 'x-amz-meta-';

/** The cluster's objects. */
export function cephObjects(buckets: Buckets): ObjectStore {
	const openObject: ObjectStore['openObject'] = async (ref, key) => {
		const { client } = await buckets.open(ref);
		const info = await infoOf(client, ref.bucket, key);
		async function* bytes(start: number, end: number): AsyncGenerator<Buffer> {
			if (end < start) return;
			const range = { Bucket: ref.bucket, Key: key, Range: `bytes=${start}-${end}` };
			const { Body } = await asking(key, client.getObject(range));
			if (!Body) throw new S3Failure('NoSuchKey', key);
			yield* Body as Readable as AsyncIterable<Buffer>;
		}
		const read = (start: number, end: number) =>
			Readable.from(bytes(start, end), { objectMode: false });
		return { info, read };
	};
	return {
		openObject,
		deleteObject: async (ref, key) => {
			checkKey(key);
			const { client } = await buckets.open(ref);
			await asking(key, client.deleteObject({ Bucket: ref.bucket, Key: key }));
		},
		copyObject: async (from, to) => {
			checkKey(to.key);
			const { client } = await buckets.open(to);
			// The gateway names neither the bucket nor the object that is missing.
			await openObject(from, from.key);
			const CopySource = `${from.bucket}/${escapeUri(from.key)}`;
			const copied = client.copyObject({ Bucket: to.bucket, Key: to.key, CopySource });
			await asking(from.key, copied);
			return await infoOf(client, to.bucket, to.key);
		},
		listObjects: async (ref, query) => {
			const { client, id } = await buckets.open(ref);
			return await asking(ref.bucket, listPage(client, { ...ref, id }, query));
		},
		/** All are made now: times cannot be set on a cluster. */
		fill: async (ref, objects) => {
			const { client } = await buckets.open(ref);
			const rest = objects[Symbol.iterator]();
			let count = 0;
			const work = async () => {
				for (let next = rest.next(); !next.done; next = rest.next()) {
					checkKey(next.value.key);
					await put(client, ref.bucket, next.value);
					count += 1;
				}
			};
			await Promise.all(Array.from({ length: CONCURRENT_FILLS }, work));
			return count;
		},
	};
}

async function infoOf(client: S3, bucket: string, key: string): Promise<ObjectInfo> {
	const head = await asking(key, client.headObject({ Bucket: bucket, Key: key }));
	return {
		key,
		size: head.ContentLength ?? 0,
		lastModified: head.LastModified ?? new Date(0),
		eTag: head.ETag ?? '',
		storageClass: head.StorageClass ?? DEFAULT_STORAGE_CLASS,
		contentType: head.ContentType,
	};
}

async function put(client: S3, Bucket: string, filling: Filling): Promise<void> {
	const { key, body, size = 0, contentType, storageClass, headers = {} } = filling;
	const metadata = Object.entries(headers).filter(([name]) => name.startsWith(METADATA));
	const isGiven = body !== undefined || size === 0;
	const object = {
		Bucket,
		Key: key,
		Body: isGiven ? (body ?? '') : Readable.from(generatedBytes(seedOf(key), 0, size - 1)),
		ContentLength: isGiven ? Buffer.byteLength(body ?? '') : size,
		ContentType: contentType,
		StorageClass: storageClass as StorageClass | undefined,
		Metadata: Object.fromEntries(
			metadata.map(([name, value]) => [name.slice(METADATA.length), value]),
		),
	};
	await asking(key, client.putObject(object));
}

/**
 * One full page: the gateway's pages may be shorter than requested. Its continuation token is the last name on the
 * page. The sandbox's has the same name, but is sealed, since the platform refuses any other.
 */
async function listPage(
	client: S3,
	{ id, bucket }: BucketRef & { id: string },
	{ maxKeys, prefix, delimiter, continuationToken, startAfter }: ListQuery,
): Promise<ListPage> {
	const page: ListPage = { objects: [], commonPrefixes: [] };
	let after =
		continuationToken === undefined ? startAfter : readPageToken(id, continuationToken).after;
	for (;;) {
		const found = await client.listObjectsV2({
			...{ Bucket: bucket, Prefix: prefix, Delimiter: delimiter, StartAfter: after },
			MaxKeys: maxKeys - page.objects.length - page.commonPrefixes.length,
			// XML cannot contain all characters of keys.
			EncodingType: 'url',
		});
		for (const row of found.Contents ?? []) {
			page.objects.push({
				key: decodeURIComponent(row.Key ?? ''),
				size: row.Size ?? 0,
				lastModified: row.LastModified ?? new Date(0),
				eTag: row.ETag ?? '',
				storageClass: row.StorageClass ?? DEFAULT_STORAGE_CLASS,
			});
		}
		for (const { Prefix = '' } of found.CommonPrefixes ?? []) {
			page.commonPrefixes.push(decodeURIComponent(Prefix));
		}
		if (!found.IsTruncated) return page;
		const names = [page.objects.at(-1)?.key ?? '', page.commonPrefixes.at(-1) ?? ''];
		const last = names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[1];
		after = last || after || '';
		if (page.objects.length + page.commonPrefixes.length < maxKeys) continue;
		return { ...page, nextContinuationToken: writePageToken(id, { after, folded: false }) };
	}
}
