import { createHmac } from 'node:crypto';
import { S3Failure } from './failures';

/** A saved workflow must not rely on a token, and no listing lasts longer than a day. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
// Not a secret: it only tells the sandbox's tokens from any other text.
const SEAL_KEY = 'continuation';
const SEAL_BYTES = 12;

/** Where a page ended: after a key, or after all keys of a common prefix. */
export type PageEnd = { after: string; folded: boolean };

/** A continuation token: opaque to clients, bound to its bucket, expiring. */
export function writePageToken(bucketId: string, { after, folded }: PageEnd): string {
	const text = Buffer.from(JSON.stringify([bucketId, Date.now(), folded, after]));
	return Buffer.concat([seal(text), text]).toString('base64url');
}

/** Reads a token; refuses one that is not the sandbox's, is another bucket's, or is too old. */
export function readPageToken(bucketId: string, token: string): PageEnd {
	const bytes = Buffer.from(token, 'base64url');
	const text = bytes.subarray(SEAL_BYTES);
	const isSealed = bytes.subarray(0, SEAL_BYTES).equals(seal(text));
	const [id, at, folded, after] = isSealed ? JSON.parse(text.toString()) : [];
	if (id === bucketId && Date.now() - at <= LIFETIME_MS) return { after, folded };
	throw new S3Failure('InvalidContinuationToken');
}

function seal(text: Buffer): Buffer {
	return createHmac('sha256', SEAL_KEY).update(text).digest().subarray(0, SEAL_BYTES);
}
