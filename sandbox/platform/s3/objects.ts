import { checkAccess } from '../access';
import { S3Failure } from '../failures';
import { checkKey } from '../names';
import type { ListQuery, ObjectInfo, ObjectOptions } from '../store';
import { KEYS_REFUSED, type Answer } from '../traffic/record';
import { bodyOf, documentOf } from './body';
import { empty, openBucket } from './buckets';
import { hasChecksum } from './checksums';
import type { S3Call } from './call';
import { readRange } from './range';
import { decode } from './request';
import { readXml, xml } from './xml';

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';
const MAX_KEYS = 1000;
/** Ceph's (`rgw_max_put_param_size`), and others'. */
const MAX_DELETE_BYTES = 1024 * 1024;

/** What a request says of the object that it makes. */
export function optionsOf({ headers }: S3Call): ObjectOptions {
	return { contentType: headers['content-type'], storageClass: headers['x-amz-storage-class'] };
}

export async function put(call: S3Call): Promise<Answer> {
	const { store, key } = call;
	const bucket = await openBucket(call, 's3:PutObject', { key });
	const { eTag } = await store.putObject(bucket, key, bodyOf(call), optionsOf(call));
	return empty(200, { etag: eTag });
}

/** GetObject and HeadObject: the same answer, with or without its body. */
export async function get(call: S3Call): Promise<Answer> {
	const { store, key, method, headers } = call;
	const bucket = await openBucket(call, 's3:GetObject', { key });
	const { info, read } = await store.openObject(bucket, key);
	const range = readRange(headers.range, info.size);
	const { start, end } = range ?? { start: 0, end: info.size - 1 };
	return {
		status: range ? 206 : 200,
		headers: {
			...headersOf(info),
			'content-length': end - start + 1,
			...(range ? { 'content-range': `bytes ${start}-${end}/${info.size}` } : {}),
		},
		body: method === 'HEAD' || end < start ? '' : read(start, end),
	};
}

export async function remove(call: S3Call): Promise<Answer> {
	const { store, key } = call;
	await store.deleteObject(await openBucket(call, 's3:DeleteObject', { key }), key);
	return empty(204);
}

export async function copy(call: S3Call): Promise<Answer> {
	const { store, key, headers } = call;
	const source = decode((headers['x-amz-copy-source'] ?? '').split('?')[0]).replace(/^\//, '');
	const slash = source.indexOf('/');
	if (slash < 0) throw new S3Failure('InvalidArgument', 'x-amz-copy-source');
	const from = { bucket: source.slice(0, slash), key: source.slice(slash + 1) };
	const fromBucket = await openBucket(call, 's3:GetObject', from);
	const toBucket = await openBucket(call, 's3:PutObject', { key });
	const { eTag, lastModified } = await store.copyObject(
		{ ...fromBucket, key: from.key },
		{ ...toBucket, key },
	);
	return xml('CopyObjectResult', { LastModified: lastModified.toISOString(), ETag: eTag });
}

/** Up to a thousand at once; each one's failure is its own. */
export async function deleteMany(call: S3Call): Promise<Answer> {
	const { store, uid, hostGroup, headers, query } = call;
	const { [KEYS_REFUSED]: refusal } = query;
	if (!hasChecksum(headers)) {
		throw new S3Failure('InvalidRequest', 'Content-MD5 OR x-amz-checksum- header is missing');
	}
	const bucket = await store.getBucket({ hostGroup, bucket: call.bucket });
	const wanted = readXml<{ Object?: Array<{ Key?: string }>; Quiet?: string }>(
		'Delete',
		await documentOf(call, MAX_DELETE_BYTES),
	);
	const keys = (wanted.Object ?? []).map(({ Key = '' }) => Key);
	if (keys.length === 0 || keys.length > MAX_KEYS) throw new S3Failure('MalformedXML');
	const deleted: object[] = [];
	const failed: object[] = [];
	for (const key of keys) {
		if (refusal) {
			failed.push({ Key: key, Code: refusal, Message: 'Please try again' });
			continue;
		}
		try {
			checkKey(key);
			checkAccess(bucket, { action: 's3:DeleteObject', uid, key });
			await store.deleteObject(bucket, key);
			deleted.push({ Key: key });
		} catch (cause) {
			if (!(cause instanceof S3Failure)) throw cause;
			failed.push({ Key: key, Code: cause.s3Code, Message: cause.message });
		}
	}
	const isQuiet = wanted.Quiet === 'true';
	return xml('DeleteResult', { Deleted: isQuiet ? [] : deleted, Error: failed });
}

export async function list(call: S3Call): Promise<Answer> {
	const { store, query } = call;
	const bucket = await openBucket(call, 's3:ListBucket');
	const { prefix, delimiter, 'start-after': startAfter } = query;
	const { 'continuation-token': continuationToken, 'max-keys': limit = String(MAX_KEYS) } = query;
	if (!/^\d{1,9}$/.test(limit)) throw new S3Failure('InvalidArgument', 'max-keys');
	const maxKeys = Math.min(Number(limit), MAX_KEYS);
	const wanted: ListQuery = { prefix, delimiter, startAfter, continuationToken, maxKeys };
	const nothing = { objects: [], commonPrefixes: [], nextContinuationToken: undefined };
	const page = maxKeys === 0 ? nothing : await store.listObjects(bucket, wanted);
	const name = (text: string) =>
		query['encoding-type'] === 'url' ? encodeURIComponent(text) : text;
	return xml('ListBucketResult', {
		Name: call.bucket,
		Prefix: name(prefix ?? ''),
		Delimiter: delimiter === undefined ? undefined : name(delimiter),
		MaxKeys: maxKeys,
		EncodingType: query['encoding-type'],
		KeyCount: page.objects.length + page.commonPrefixes.length,
		ContinuationToken: continuationToken,
		NextContinuationToken: page.nextContinuationToken,
		IsTruncated: String(page.nextContinuationToken !== undefined),
		Contents: page.objects.map(({ key, lastModified, eTag, size, storageClass }) => ({
			Key: name(key),
			LastModified: lastModified.toISOString(),
			ETag: eTag,
			Size: size,
			StorageClass: storageClass,
		})),
		CommonPrefixes: page.commonPrefixes.map((text) => ({ Prefix: name(text) })),
	});
}

function headersOf({ eTag, lastModified, contentType, storageClass }: ObjectInfo) {
	return {
		etag: eTag,
		'last-modified': lastModified.toUTCString(),
		'content-type': contentType ?? DEFAULT_CONTENT_TYPE,
		'accept-ranges': 'bytes',
		'x-amz-storage-class': storageClass,
	};
}
