import type { ObjectInfo, ObjectOptions } from '../store';

/** A piece of a body: bytes in their own row, in a file, or generated when they are read. */
export type Segment =
	{ in: 'row' | 'file'; id: string; size: number } | { in: 'nothing'; seed: number; size: number };

/** A row with a body: an object or a part. */
export interface BodyRow {
	size: number;
	at: number;
	/** The entity tag without its quotes. */
	tag: string;
	body: Segment[];
}

const DEFAULT_STORAGE_CLASS = 'STANDARD';

/** An object's row, with short names because a listing reads thousands. */
export interface ObjectRow extends BodyRow, OptionsRow {
	/** The multipart upload that made it. */
	upload?: string;
}

export type OptionsRow = { class?: string; type?: string; headers?: Record<string, string> };

/** The part of a row that a request's options make. */
export function optionsRow({ contentType, storageClass, headers }: ObjectOptions): OptionsRow {
	const isDefault = storageClass === DEFAULT_STORAGE_CLASS;
	return { class: isDefault ? undefined : storageClass, type: contentType, headers };
}

export function toObjectInfo(key: string, row: ObjectRow): ObjectInfo {
	return {
		key,
		size: row.size,
		lastModified: new Date(row.at),
		eTag: `"${row.tag}"`,
		storageClass: row.class ?? DEFAULT_STORAGE_CLASS,
		contentType: row.type,
		headers: row.headers,
	};
}
