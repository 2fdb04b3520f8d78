import type { Store } from '../store';
import type { Answer } from '../traffic/record';
import type { S3Request } from './request';

/** A request whose signature was right, or that has none. */
export interface S3Call extends S3Request {
	store: Store;
	/** Undefined for anonymous requests. */
	uid?: number;
	bucket: string;
	key: string;
}

export interface Operation {
	name: string;
	method: string;
	/** What the path names. */
	on: 'service' | 'bucket' | 'object';
	/** A query parameter or header that tells this operation from others. */
	query?: string;
	header?: string;
	run: (call: S3Call) => Promise<Answer>;
}
