import { openBucket } from '../policies';
import type { Bucket, Store } from '../store';
import type { Platform } from '../types';
import type { User } from '../users';

/** A call whose token, permission and parameters are valid. */
export interface Call {
	platform: Platform;
	store: Store;
	user: User;
	ownerUid: number;
	params: Record<string, string>;
}

export interface Method {
	/** Also the name of the token's permission. */
	name: string;
	required: string[];
	optional?: string[];
	/** Gives the payload of the answer. */
	run: (call: Call) => Promise<object | void>;
}

/** The bucket that a call names, when the owner may do this with it. */
export async function bucketOf(
	{ store, ownerUid: uid, params: { hostGroup, bucketName } }: Call,
	action: string,
	{ bucket = bucketName, key }: { bucket?: string; key?: string } = {},
): Promise<Bucket> {
	return await openBucket(store, { hostGroup, bucket }, { action, uid, key });
}
