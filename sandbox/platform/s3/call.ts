import { openBucket } from '../policies';
import type { Bucket, EmbeddedStore } from '../store';
import type { Answer } from '../traffic/record';
import type { ChunkSignatures } from './chunked';
import type { S3Request } from './request';

/** A request with a valid signature, or without one. */
export interface S3Call extends S3Request {
	store: EmbeddedStore;
	/** Undefined for anonymous requests. */
	uid?: number;
	bucket: string;
	key: string;
	/** For a body in signed chunks. */
	chunks?: ChunkSignatures;
}

/** The bucket of a call, when whoever signed it may do this with it. */
export async function bucketOf(
	{ store, hostGroup, uid, ...call }: S3Call,
	action: string,
	{ bucket = call.bucket, key }: { bucket?: string; key?: string } = {},
): Promise<Bucket> {
	return await openBucket(store, { hostGroup, bucket }, { action, uid, key });
}

/** An answer without a body. */
export function empty(status: number, headers: Answer['headers'] = {}): Answer {
	return { status, headers, body: '' };
}
