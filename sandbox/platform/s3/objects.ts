import { S3Failure } from '../failures';
import { checkKey } from '../names';
import { checkAccess } from '../policies';
import { KEYS_REFUSED, type Answer } from '../traffic/record';
import { splitOnce } from '../traffic/traffic';
import { bodyOf, documentOf, hasChecksum } from './body';
import { bucketOf, empty, type S3Call } from './call';
import { isUnmodified, objectHeaders, optionsOf, readRange } from './headers';
import { decode } from './request';
import { readXml, xml } from './xml';

const MAX_KEYS = 1000;
/** Ceph's (`rgw_max_put_param_size`), and others'. */
const MAX_DELETE_BYTES = 1024 * 1024;

export async function put(call: S3Call): Promise<Answer> {
	const { store, key, headers } = call;
	const bucket = await bucketOf(call, 's3:PutObject', { key });
	if (headers['if-match'] !== undefined || headers['if-none-match'] !== undefined) {
		const existing = await store.openObject(bucket, key).catch(ifMissing);
		if (existing ? isUnmodified(headers, existing.info) : headers['if-match'] !== undefined) {
			throw new S3Failure(existing ? 'PreconditionFailed' : 'NoSuchKey', key);
		}
	}
	const { eTag } = await store.putObject({ ...bucket, key }, bodyOf(call), optionsOf(call));
	return empty(200, { etag: eTag });
}

function ifMissing(cause: unknown): undefined {
	if (!(cause instanceof S3Failure && cause.code === 'NoSuchKey')) throw cause;
}

export async function get(call: S3Call): Promise<Answer> {
	const { store, key, method, headers } = call;
	const bucket = await bucketOf(call, 's3:GetObject', { key });
	const { info, read } = await store.openObject(bucket, key);
	const kept = objectHeaders(info, call);
	if (isUnmodified(headers, info)) return empty(304, { etag: info.eTag });
	const range = readRange(headers.range, info.size);
	const { start, end } = range ?? { start: 0, end: info.size - 1 };
	return {
		status: range ? 206 : 200,
		headers: {
			...kept,
			'content-length': end - start + 1,
			...(range && { 'content-range': `bytes ${start}-${end}/${info.size}` }),
		},
		body: method === 'HEAD' || end < start ? '' : read(start, end),
	};
}

export async function copy(call: S3Call): Promise<Answer> {
	const { store, key, headers } = call;
	const source = decode((headers['x-amz-copy-source'] ?? '').split('?')[0]).replace(/^\//, '');
	const [bucket, fromKey] = splitOnce(source, '/');
	if (!fromKey) throw new S3Failure('InvalidArgument', 'x-amz-copy-source');
	const from = {
		...(await bucketOf(call, 's3:GetObject', { bucket, key: fromKey })),
		key: fromKey,
	};
	const to = { ...(await bucketOf(call, 's3:PutObject', { key })), key };
	const { info } = await store.openObject(from, fromKey);
	if (isUnmodified(headers, info, 'x-amz-copy-source-')) {
		throw new S3Failure('PreconditionFailed', fromKey);
	}
	const isReplacing = headers['x-amz-metadata-directive'] === 'REPLACE';
	const options = isReplacing ? optionsOf(call) : undefined;
	const { eTag, lastModified } = await store.copyObject(from, to, options);
	return xml('CopyObjectResult', { LastModified: lastModified.toISOString(), ETag: eTag });
}

/** Up to a thousand; each may fail on its own. */
export async function deleteMany(call: S3Call): Promise<Answer> {
	const { store, uid, headers, query } = call;
	const { [KEYS_REFUSED]: refusal } = query;
	if (!hasChecksum(headers)) {
		throw new S3Failure('InvalidRequest', 'Content-MD5 OR x-amz-checksum- header is missing');
	}
	const bucket = await store.getBucket(call);
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
	return xml('DeleteResult', { Deleted: wanted.Quiet === 'true' ? [] : deleted, Error: failed });
}

export async function list(call: S3Call): Promise<Answer> {
	const { store, query } = call;
	const bucket = await bucketOf(call, 's3:ListBucket');
	const { prefix, delimiter, 'start-after': startAfter, 'encoding-type': encoding } = query;
	const { 'continuation-token': continuationToken, 'max-keys': limit = String(MAX_KEYS) } = query;
	if (!/^\d{1,9}$/.test(limit)) throw new S3Failure('InvalidArgument', 'max-keys');
	const maxKeys = Math.min(Number(limit), MAX_KEYS);
	const wanted = { prefix, delimiter, startAfter, continuationToken, maxKeys };
	const nothing = { objects: [], commonPrefixes: [], nextContinuationToken: undefined };
	const page = maxKeys === 0 ? nothing : await store.listObjects(bucket, wanted);
	const name = (text: string) => (encoding === 'url' ? encodeURIComponent(text) : text);
	return xml('ListBucketResult', {
		Name: call.bucket,
		Prefix: name(prefix ?? ''),
		Delimiter: delimiter === undefined ? undefined : name(delimiter),
		MaxKeys: maxKeys,
		EncodingType: encoding,
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

export async function remove(call: S3Call): Promise<Answer> {
	const { store, key } = call;
	await store.deleteObject(await bucketOf(call, 's3:DeleteObject', { key }), key);
	return empty(204);
}
