import type { IncomingMessage } from 'node:http';
import { S3Failure } from '../failures';
import { escapePath } from '../presign';
import type { ChunkSignatures } from './chunkSignatures';

/** A request to an S3 endpoint, read from the raw URL: a key may hold `..`, `//`, or anything else. */
export interface S3Request {
	hostGroup: string;
	/** As it came. */
	url: string;
	method: string;
	headers: Record<string, string | undefined>;
	/** The path as Signature V4 wants it. */
	canonicalPath: string;
	query: Record<string, string>;
	bucket?: string;
	key?: string;
	body: IncomingMessage;
	/** When each chunk of the body is signed. */
	chunks?: ChunkSignatures;
}

/**
 * Reads a request's URL. Path style only: the bucket is the first part of the path.
 * @param basePath what stands before the bucket; it is signed, too
 */
export function readRequest(
	hostGroup: string,
	url: string,
	headers: S3Request['headers'],
	body: IncomingMessage,
	basePath = '',
): S3Request {
	const mark = url.indexOf('?');
	const whole = decode(mark < 0 ? url : url.slice(0, mark));
	if (!whole.startsWith(`${basePath}/`)) throw new S3Failure('InvalidURI');
	const path = whole.slice(basePath.length);
	const query = readQuery(mark < 0 ? '' : url.slice(mark + 1));
	const slash = path.indexOf('/', 1);
	const bucket = path.slice(1, slash < 0 ? undefined : slash) || undefined;
	const key = slash < 0 ? undefined : path.slice(slash + 1) || undefined;
	const method = body.method ?? '';
	const canonicalPath = escapePath(whole);
	return { hostGroup, url, method, headers, canonicalPath, query, bucket, key, body };
}

/** Query parameters; in S3's a `+` is a space, as in a form. */
export function readQuery(text: string): Record<string, string> {
	const query: Record<string, string> = Object.create(null);
	for (const pair of text.split('&').filter(Boolean)) {
		const at = pair.indexOf('=');
		const name = decode(at < 0 ? pair : pair.slice(0, at));
		query[name] = at < 0 ? '' : decode(pair.slice(at + 1).replaceAll('+', ' '));
	}
	return query;
}

/** Decodes per cent encoding; what is no UTF-8 is no URL. */
export function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new S3Failure('InvalidURI');
	}
}
