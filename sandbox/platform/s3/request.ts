import type { IncomingMessage } from 'node:http';
import { S3Failure } from '../failures';
import { escapePath } from '../signer';
import { splitOnce } from '../traffic/traffic';

export type Headers = Record<string, string | undefined>;

/** A request to an S3 endpoint, read from the raw URL: a key may contain `..`, `//`, or anything else. */
export interface S3Request {
	hostGroup: string;
	/** As it was sent. */
	url: string;
	method: string;
	headers: Headers;
	/** The path as Signature V4 wants it. */
	canonicalPath: string;
	query: Record<string, string>;
	bucket?: string;
	key?: string;
	body: IncomingMessage;
}

/**
 * Reads a request's URL. Path style only: the bucket is the first part of the path.
 * @param basePath the path before the bucket; it is signed, too
 */
export function readRequest(
	hostGroup: string,
	url: string,
	headers: Headers,
	body: IncomingMessage,
	basePath: string,
): S3Request {
	const [rawPath, rawQuery] = splitOnce(url, '?');
	const whole = decode(rawPath);
	if (!whole.startsWith(`${basePath}/`)) throw new S3Failure('InvalidURI');
	const [bucket, key] = splitOnce(whole.slice(basePath.length + 1), '/');
	const query: Record<string, string> = Object.create(null);
	for (const pair of rawQuery.split('&').filter(Boolean)) {
		const [name, value] = splitOnce(pair, '=');
		query[decode(name)] = decode(value.replaceAll('+', ' '));
	}
	return {
		...{ hostGroup, url, method: body.method ?? '', headers, query, body },
		canonicalPath: escapePath(whole),
		bucket: bucket || undefined,
		key: key || undefined,
	};
}

/** Decodes percent-encoding; only UTF-8 is valid. */
export function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw new S3Failure('InvalidURI');
	}
}
