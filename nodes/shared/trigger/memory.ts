import type { IDataObject } from 'n8n-workflow';
import { HASH_BYTES, MARK_BYTES, SALT_LENGTH } from './fingerprint';
import { Marks } from './marks';

/** What is known of the objects of a bucket: the mark of each. */
export interface Known {
	/** A secret that all hashes and marks are made with, for as long as something is known. */
	salt: string;
	/** Whether objects are known by the names of their keys, or by hashes. */
	isNamed: boolean;
	marks: Marks;
	/** In how many polls the file of an event could not be had, by the mark of its object. */
	failures: Map<string, number>;
}

/** Of more objects, it is not kept that their files could not be had; of these it is told first. */
const MOST_FAILING = 10_000;

/** Notes that the file of an event could not be had. */
export function noteFailure({ failures }: Known, mark: string, count: number): void {
	if (failures.has(mark) || failures.size < MOST_FAILING) failures.set(mark, count);
}

/**
 * A `Known` as n8n keeps it with the workflow. 100,000 objects known by hashes take 1.87 MB: 14 bytes each, in base64.
 * Names take what they need beyond the name before, which is 2 bytes and mostly the last part of the key. So they
 * are kept only where "deleted" is among the events, since nothing else needs them.
 */
export interface Saved {
	version: 1;
	/** Where the objects are: another place is not compared with this one. */
	place: string;
	salt: string;
	isNamed: boolean;
	ids: string;
	marks: string;
	/** Marks, each with a byte that counts. */
	failures: string;
}

/** n8n writes it whole, with the workflow, at every execution. */
export const MOST_SAVED = 2_000_000;

/** What an object takes when it is saved. @param before the id that is saved before its own */
export const savedSize = (id: string, before: string, isNamed: boolean): number =>
	((isNamed ? frontCoded(id, before).length : HASH_BYTES) + MARK_BYTES) * BASE64;

const BASE64 = 4 / 3;

/** No byte of UTF-8. */
const END = '\xff';

const MOST_SHARED = 0xfe;

/** A name without what it shares with the one before it. */
function frontCoded(name: string, before: string): string {
	const most = Math.min(name.length, before.length, MOST_SHARED);
	let shared = 0;
	while (shared < most && name.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
	return String.fromCharCode(shared) + name.slice(shared) + END;
}

function namesIn(text: string): string[] {
	let before = '';
	return text
		.split(END)
		.slice(0, -1)
		.map((part) => (before = before.slice(0, part.charCodeAt(0)) + part.slice(1)));
}

/** A text of characters that are bytes, cut into equal parts. */
const partsOf = (text: string, length: number): string[] =>
	Array.from({ length: text.length / length }, (_, at) =>
		text.slice(at * length, (at + 1) * length),
	);

const toBase64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString('latin1');

/** What is known, as plain JSON. */
export function toSaved({ salt, isNamed, marks, failures }: Known, place: string): Saved {
	const pairs = [...marks.sorted()];
	const texts = pairs.map(([id], at) => (isNamed ? frontCoded(id, pairs[at - 1]?.[0] ?? '') : id));
	return {
		version: 1,
		place,
		salt,
		isNamed,
		ids: toBase64(texts.join('')),
		marks: toBase64(pairs.map(([, mark]) => mark).join('')),
		failures: toBase64([...failures].map(countedText).sort().join('')),
	};
}

const countedText = ([mark, count]: [string, number]) => mark + String.fromCharCode(count);

const counted = (text: string): Array<[string, number]> =>
	partsOf(text, MARK_BYTES + 1).map((part) => [
		part.slice(0, MARK_BYTES),
		part.charCodeAt(MARK_BYTES),
	]);

/**
 * What was saved of a place; undefined where nothing was. What is damaged, or was written by something else, counts as
 * nothing.
 */
export function fromSaved(data: IDataObject, place: string): Known | undefined {
	const { version, salt, isNamed, ids, marks: saved, failures: failing } = data;
	if (version !== 1 || data.place !== place) return undefined;
	if (typeof salt !== 'string' || salt.length !== SALT_LENGTH) return undefined;
	if (typeof ids !== 'string' || typeof saved !== 'string') return undefined;
	if (typeof isNamed !== 'boolean' || typeof failing !== 'string') return undefined;
	const all = partsOf(fromBase64(saved), MARK_BYTES);
	const text = fromBase64(ids);
	const known = isNamed ? namesIn(text) : partsOf(text, HASH_BYTES);
	if (known.length !== all.length) return undefined;
	const marks = new Marks();
	known.forEach((id, at) => marks.add(id, all[at]));
	const failures = new Map(counted(fromBase64(failing)));
	return { salt, isNamed, marks, failures };
}
