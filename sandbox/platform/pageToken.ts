import { createHmac, timingSafeEqual } from 'node:crypto';
import { S3Failure } from './failures';

/** A day: nobody's listing lasts longer, and a saved workflow must not rely on a token. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
// Not a secret: it only tells a token that came from here from any other text.
const SEAL_KEY = 'continuation';
const SEAL_BYTES = 12;

/** Where a page ended: after a key, or after all keys of a common prefix. */
export interface PageEnd {
	after: string;
	folded: boolean;
}

/** A continuation token: opaque to clients, bound to its bucket, expiring. */
export function writePageToken(bucketId: string, { after, folded }: PageEnd): string {
	const text = Buffer.from(JSON.stringify([bucketId, Date.now(), folded ? 1 : 0, after]));
	return Buffer.concat([seal(text), text]).toString('base64url');
}

/** Reads a token; refuses one that is not ours, is another bucket's, or is too old. */
export function readPageToken(bucketId: string, token: string): PageEnd {
	const bytes = Buffer.from(token, 'base64url');
	const text = bytes.subarray(SEAL_BYTES);
	const isOurs =
		bytes.length > SEAL_BYTES && timingSafeEqual(bytes.subarray(0, SEAL_BYTES), seal(text));
	if (!isOurs) throw new S3Failure('InvalidContinuationToken');
	const [id, at, folded, after] = JSON.parse(text.toString()) as [string, number, number, string];
	if (id !== bucketId || Date.now() - at > LIFETIME_MS) {
		throw new S3Failure('InvalidContinuationToken');
	}
	return { after, folded: folded === 1 };
}

function seal(text: Buffer): Buffer {
	return createHmac('sha256', SEAL_KEY).update(text).digest().subarray(0, SEAL_BYTES);
}
