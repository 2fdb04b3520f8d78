import type { ObjectInfo } from '../store';

/**
 * The rows of the database. A NUL separates the parts of a row's name; names of host groups and buckets
 * hold none, and an object's key comes last. LevelDB sorts by bytes, which is S3's listing order.
 */
export const rowName = {
	account: (hostGroup: string, ownerUid: number, name: string) =>
		`a\0${hostGroup}\0${ownerUid}\0${name}`,
	bucket: (hostGroup: string, bucket: string) => `b\0${hostGroup}\0${bucket}`,
	/** By the bucket's id, so that a deleted bucket's leftovers are not those of its namesake. */
	object: (bucketId: string, key: string) => `o\0${bucketId}\0${key}`,
	bytes: (segmentId: string) => `d\0${segmentId}`,
	upload: (uploadId: string) => `u\0${uploadId}`,
	/** Ten thousand parts at most, so five digits sort as numbers. */
	part: (uploadId: string, partNumber: number) =>
		`p\0${uploadId}\0${String(partNumber).padStart(5, '0')}`,
};

/** A piece of a body: bytes in a row of their own, in a file, or made when they are read. */
export type Segment =
	{ in: 'row' | 'file'; id: string; size: number } | { in: 'nothing'; seed: number; size: number };

/** An object's row, its names short because a listing reads thousands. */
export interface ObjectRow {
	size: number;
	at: number;
	tag: string;
	class?: string;
	type?: string;
	/** The multipart upload that it came by. */
	upload?: string;
	body: Segment[];
}

export interface PartRow {
	size: number;
	at: number;
	tag: string;
	body: Segment[];
}

export interface UploadRow {
	bucketId: string;
	key: string;
	class?: string;
	type?: string;
}

export interface AccountRow {
	keys: Array<{ accKey: string; secretKey: string; at: number }>;
}

export interface BucketRow {
	id: string;
	ownerUid: number;
	at: number;
	policy?: string;
}

export const DEFAULT_STORAGE_CLASS = 'STANDARD';

/** An object's row as the rest of the sandbox sees it. */
export function toObjectInfo(key: string, row: ObjectRow): ObjectInfo {
	return {
		key,
		size: row.size,
		lastModified: new Date(row.at),
		eTag: `"${row.tag}"`,
		storageClass: row.class ?? DEFAULT_STORAGE_CLASS,
		contentType: row.type,
	};
}
