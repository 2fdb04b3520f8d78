import type { IDataObject } from 'n8n-workflow';
import { HASH_BYTES, MARK_BYTES } from './fingerprint';

/** What is known of the objects of a bucket: the mark of each. */
export interface Known {
	/** Whether objects are known by the names of their keys, or by hashes. */
	isNamed: boolean;
	marks: Map<string, string>;
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
	isNamed: boolean;
	ids: string;
	marks: string;
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
export function toSaved({ isNamed, marks }: Known, place: string): Saved {
	const ids = [...marks.keys()].sort();
	const texts = isNamed ? ids.map((id, at) => frontCoded(id, ids[at - 1] ?? '')) : ids;
	return {
		version: 1,
		place,
		isNamed,
		ids: toBase64(texts.join('')),
		marks: toBase64(ids.map((id) => marks.get(id)).join('')),
	};
}

/** What was saved of a place; undefined where nothing was. */
export function fromSaved(data: IDataObject, place: string): Known | undefined {
	const saved = data as unknown as Partial<Saved>;
	if (saved.version !== 1 || saved.place !== place) return undefined;
	const { isNamed = false, ids = '', marks = '' } = saved;
	const text = fromBase64(ids);
	const all = partsOf(fromBase64(marks), MARK_BYTES);
	const known = isNamed ? namesIn(text) : partsOf(text, HASH_BYTES);
	return { isNamed, marks: new Map(known.map((id, at) => [id, all[at]])) };
}
