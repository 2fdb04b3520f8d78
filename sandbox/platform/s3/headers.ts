import { S3Failure } from '../failures';
import type { ObjectInfo, ObjectOptions } from '../store';
import type { Answer } from '../traffic/record';
import type { S3Call } from './call';
import type { Headers } from './request';

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';
const KEPT = /^(x-amz-meta-.*|cache-control|content-(disposition|encoding|language)|expires)$/;
const OVERRIDES = ['cache-control', 'content-disposition', 'content-encoding', 'content-language'];

/** What a request says of the object that it makes. */
export function optionsOf({ headers }: S3Call): ObjectOptions {
	const kept = Object.entries(headers)
		.filter(([name]) => KEPT.test(name))
		// `aws-chunked` is the encoding of the request only.
		.map(([name, value = '']) => [name, value.replace(/^aws-chunked(,\s*|$)/, '')])
		.filter(([, value]) => value !== '');
	return {
		contentType: headers['content-type'],
		storageClass: headers['x-amz-storage-class'],
		headers: kept.length > 0 ? Object.fromEntries(kept) : undefined,
	};
}

/** The headers of an object's answer; a signed request may override some of them. */
export function objectHeaders(info: ObjectInfo, { query, uid }: S3Call): Answer['headers'] {
	const overridden = [...OVERRIDES, 'content-type', 'expires']
		.map((name) => [name, query[`response-${name}`]])
		.filter(([, value]) => value !== undefined);
	if (overridden.length > 0 && uid === undefined) {
		throw new S3Failure('InvalidRequest', 'response headers need a signed request');
	}
	return {
		etag: info.eTag,
		'last-modified': info.lastModified.toUTCString(),
		'content-type': info.contentType ?? DEFAULT_CONTENT_TYPE,
		'accept-ranges': 'bytes',
		'x-amz-storage-class': info.storageClass,
		...info.headers,
		...Object.fromEntries(overridden),
	};
}

/**
 * Checks a request's conditions in the order of RFC 9110, 13.2.2; answers whether the object is unmodified for who
 * asks, and refuses unmet preconditions.
 * @param prefix of the headers: `x-amz-copy-source-` for the source of a copy
 */
export function isUnmodified(headers: Headers, info: ObjectInfo, prefix = ''): boolean {
	const valueOf = (name: string) => headers[prefix + name];
	const matches = (tags: string) =>
		tags === '*' || tags.split(/\s*,\s*/).some((tag) => tag.replaceAll('"', '') === plainTag);
	const plainTag = info.eTag.replaceAll('"', '');
	// HTTP dates have no milliseconds.
	const modified = Math.floor(info.lastModified.getTime() / 1000) * 1000;
	const match = valueOf('if-match');
	const unmodifiedSince = Date.parse(valueOf('if-unmodified-since') ?? '');
	const isMet = match === undefined ? !(modified > unmodifiedSince) : matches(match);
	if (!isMet) throw new S3Failure('PreconditionFailed', info.key);
	const noneMatch = valueOf('if-none-match');
	if (noneMatch !== undefined) return matches(noneMatch);
	return modified <= Date.parse(valueOf('if-modified-since') ?? '');
}

/** The part of a body that a Range header wants; undefined: all of it, also for what is no range. */
export function readRange(
	header: string | undefined,
	size: number,
): { start: number; end: number } | undefined {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (!first && !last) return undefined;
	if (first && last && Number(last) < Number(first)) return undefined;
	// `-500` means the last 500 bytes.
	const start = first ? Number(first) : Math.max(size - Number(last), 0);
	const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
	if (start > end) throw new S3Failure('InvalidRange');
	return { start, end };
}
