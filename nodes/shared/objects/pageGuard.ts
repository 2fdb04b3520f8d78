import type { IDataObject } from 'n8n-workflow';
import { readRequired, type Page } from '../answers';
import { compareKeys } from './keyOrder';
import { CallFailed } from '../api/failures';
import { KEY_BYTES } from '../parse/text';

/** An object's row as received, and its key. */
export interface ObjectEntry {
	row: IDataObject;
	key: string;
}

/** What a listing finds: an object or, where a delimiter was asked for, a group of keys. */
export type Entry = ObjectEntry | { commonPrefix: string };

export const isGroup = (entry: Entry): entry is { commonPrefix: string } => 'commonPrefix' in entry;

const textOf = (entry: Entry) => (isGroup(entry) ? entry.commonPrefix : entry.key);

/**
 * So many pages in a row may bring nothing new. S3 answers empty pages where it passes over deleted
 * versions; a platform that answers the same page with ever new tokens would be listed without end.
 */
const MOST_IDLE_PAGES = 200;

/**
 * Holds the pages of one listing against what was asked for, before anything on them is used: each key
 * and group lies below the prefix, and each comes after the one before it, in the order of S3.
 *
 * Where a platform sorts otherwise (by UTF-16, without regard to case, not at all), the first key that
 * goes back ends the listing. From outside, that cannot be told from pages that come twice; and Copy Many
 * holds two listings against each other, which takes one known order.
 */
export class PageGuard {
	private readonly lastOfKind: { object?: Entry; group?: Entry } = {};
	private idlePages = 0;

	/** @param last what was listed before the first page: where a group is opened, what stands before it */
	constructor(
		private readonly prefix: string,
		public last?: Entry,
	) {
		this.lastOfKind.object = last;
	}

	/**
	 * The objects and groups of a page, in one order, without what came already.
	 * @throws CallFailed for what does not belong there
	 */
	admit({ rows, commonPrefixes }: Page): Entry[] {
		const objects = rows.map((row): Entry => ({ row, key: readRequired(row, 'objectKey') }));
		const groups = commonPrefixes.map((commonPrefix): Entry => ({ commonPrefix }));
		const entries = [...this.fresh(objects, 'object'), ...this.fresh(groups, 'group')];
		// Pages come sorted; only where both kinds occur they are merged, an object before a group of its name.
		if (objects.length > 0 && groups.length > 0) {
			entries.sort((a, b) => compareKeys(textOf(a), textOf(b)));
		}
		// Objects after an object have been held against each other already.
		if (groups.length > 0 || (this.last && isGroup(this.last))) {
			for (let at = 0; at < entries.length; at++) {
				mustComeAfter(entries[at], entries[at - 1] ?? this.last);
			}
		}
		this.last = entries.at(-1) ?? this.last;
		this.idlePages = entries.length > 0 ? 0 : this.idlePages + 1;
		if (this.idlePages > MOST_IDLE_PAGES) throw new CallFailed(IDLE);
		return entries;
	}

	/** The entries of one kind, each once. */
	private fresh(entries: Entry[], kind: 'object' | 'group'): Entry[] {
		return entries.filter((entry) => {
			const before = this.lastOfKind[kind];
			mustLieBelow(entry, this.prefix);
			if (before && isSame(before, entry)) return false;
			mustComeAfter(entry, before);
			this.lastOfKind[kind] = entry;
			return true;
		});
	}
}

const isSame = (a: Entry, b: Entry) => isGroup(a) === isGroup(b) && textOf(a) === textOf(b);

/**
 * Refuses what does not begin with the prefix. A group must be longer, too, or opening it would go round in
 * circles; and groups within groups end where a key does: no group is longer than its keys.
 */
export function mustLieBelow(entry: Entry, prefix: string): void {
	const text = textOf(entry);
	if (!text.startsWith(prefix)) {
		throw new CallFailed({
			message: `The platform listed ${shown(text)}, which does not begin with the prefix ${shown(prefix)}`,
			advice: NOTHING_USED,
		});
	}
	if (!isGroup(entry) || (text !== prefix && Buffer.byteLength(text) <= KEY_BYTES)) return;
	throw new CallFailed({
		message: `The listing does not come to an end: below ${shown(prefix)} the platform answered the group ${shown(text)}`,
		advice: NOTHING_USED,
	});
}

/** A group stands for all keys that begin with it, so none of those comes after it. */
function mustComeAfter(entry: Entry, last: Entry | undefined): void {
	if (!last) return;
	const [before, text] = [textOf(last), textOf(entry)];
	const isWithin = isGroup(last) && text.startsWith(before);
	if (!isWithin && compareKeys(before, text) <= 0) return;
	throw new CallFailed({
		message: `The platform listed ${shown(text)} after ${shown(before)}, against the order of S3`,
		advice: `In another order it cannot be told whether each object is listed once. ${NOTHING_USED}`,
	});
}

const shown = (text: string) => `"${text.slice(0, KEY_BYTES)}"`;

const NOTHING_USED =
	'The listing ended there, and nothing on that page was used. Report it to the provider of the platform.';

const IDLE = {
	message: `The listing does not come to an end: ${MOST_IDLE_PAGES} pages in a row brought nothing new`,
	advice: 'Try again; if it happens again, report it to the provider of the platform.',
};
