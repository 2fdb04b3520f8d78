import { hash, randomBytes } from 'crypto';
import type { ListedObject } from '../objects/listedObject';

// All of these are "binary" texts, one character a byte: V8 cuts, compares and looks them up quickest.
// They are salted, since whoever may upload could find two keys, or two contents, of the same hash in minutes.

/** Of 100,000 keys, two have the same 64 bits once in four thousand million buckets. */
export const HASH_BYTES = 8;

/** An object that changes looks the same by chance once in 140 million million changes. */
export const MARK_BYTES = 6;

const SALT_BYTES = 16;

export const newSalt = (): string => randomBytes(SALT_BYTES).toString('base64');

export const SALT_LENGTH = newSalt().length;

/** What a key is known by, where nobody needs the key itself again. */
export const hashOf = (salt: string, key: string): string =>
	hash('sha256', salt + key, 'binary').slice(0, HASH_BYTES);

/** What a key is known by where it is to be named when its object is gone: its bytes, which sort as S3 lists. */
export const nameOf = (key: string): string => Buffer.from(key, 'utf8').toString('latin1');

export const keyNamed = (name: string): string => Buffer.from(name, 'latin1').toString('utf8');

const LAST = MARK_BYTES - 1;

/**
 * The state of an object: a hash of what a listing tells of it; its last bit says whether the filters choose it. The
 * key is part of it, so that two keys of the same hash have different marks.
 */
export function markOf(salt: string, object: ListedObject, isChosen: boolean): string {
	const { key, eTag, size, lastModified } = object;
	// Some storages tell the milliseconds in one listing and not in the next.
	const second = lastModified === undefined ? '' : Math.floor(lastModified / 1000);
	const text = `${salt}${eTag}\n${size}\n${second}\n${key}`;
	const digest = hash('sha256', text, 'binary');
	const last = digest.charCodeAt(LAST);
	return digest.slice(0, LAST) + String.fromCharCode(isChosen ? last | 1 : last & ~1);
}

export const isChosen = (mark: string): boolean => (mark.charCodeAt(LAST) & 1) === 1;

/** Whether two marks are of the same state, whatever the filters said. */
export const isSameState = (one: string, other: string): boolean =>
	one.slice(0, LAST) === other.slice(0, LAST) &&
	(one.charCodeAt(LAST) | 1) === (other.charCodeAt(LAST) | 1);
