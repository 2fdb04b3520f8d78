import { BadInput } from '../errors';
import type { FilteredObject } from '../fields/filters';
import type { ObjectEvent } from '../fields/trigger';
import type { ListedObject } from '../objects/listedObject';
import { hashOf, isChosen, isSameState, keyNamed, markOf, nameOf } from './fingerprint';
import { MOST_SAVED, savedSize, type Known } from './memory';

/** What a trigger waits for. */
export interface Watch {
	events: ObjectEvent[];
	/** Whether the filters choose an object. */
	chooses: (object: FilteredObject) => boolean;
	/** At most so many events are found at once. */
	limit: number;
	/** Whether what is there the first time counts as created. */
	isExistingWanted: boolean;
	/** When it fires, there is no time left. */
	signal?: AbortSignal;
}

/** An event that nobody was told of yet. */
export interface Found {
	event: ObjectEvent;
	id: string;
	/** What is known of the object once the event is told; undefined where it is gone. */
	mark?: string;
	object: ListedObject;
}

interface Comparison {
	/** In the order of the listing, as many as the limit allows. */
	found: Found[];
	/** What is known now. Of objects that something is still to be told of, this is what was known before. */
	known: Known;
	/** Whether `known` differs from what was known before. */
	isChanged: boolean;
	/** Whether there is not one object. */
	isEmpty: boolean;
}

/**
 * Compares a listing, to its end, with what was known before.
 *
 * An object that the filters did not choose is known, too, and counts as created once a change brings it among
 * those they do: so a file that is filled after it was made is not missed. Where only the filters were changed,
 * nothing happened to an object, and nothing is told of it.
 * @param before undefined the first time
 */
export async function compare(
	listing: AsyncIterable<ListedObject>,
	before: Known | undefined,
	watch: Watch,
): Promise<Comparison> {
	const { events, chooses, limit, signal } = watch;
	const isNamed = events.includes('deleted');
	const isBaseline = before === undefined && !watch.isExistingWanted;
	const old: Known = before ?? { isNamed, marks: new Map() };
	const marks = new Map<string, string>();
	const found: Found[] = [];
	let isChanged = before === undefined || old.isNamed !== isNamed;
	let size = 0;
	let idBefore = '';

	const find = (one: Found, mark: string | undefined) => {
		if (mark !== undefined) marks.set(one.id, mark);
		if (found.length < limit) found.push(one);
	};
	const missing = passedOver(old);
	const noteMissing = (upTo?: string) => {
		for (const name of missing(upTo)) {
			const mark = old.marks.get(name);
			if (!isNamed || mark === undefined || !isChosen(mark)) continue;
			find({ event: 'deleted', id: name, object: { key: keyNamed(name) } }, mark);
		}
	};

	for await (const object of listing) {
		if (signal?.aborted) throw TOO_SLOW;
		const id = idOf(object.key, isNamed);
		size += savedSize(id, idBefore, isNamed);
		if (size > MOST_SAVED) throw tooMany(isNamed);
		idBefore = id;
		const oldId = old.isNamed === isNamed ? id : idOf(object.key, old.isNamed);
		if (old.isNamed) noteMissing(oldId);
		const oldMark = old.marks.get(oldId);
		const mark = markOf(object, chooses(object));
		const event = isBaseline ? undefined : eventOf(oldMark, mark);
		if (event && events.includes(event)) find({ event, id, mark, object }, oldMark);
		else marks.set(id, mark);
		isChanged ||= marks.get(id) !== oldMark;
	}
	noteMissing();
	isChanged ||= marks.size < old.marks.size;
	return { found, known: { isNamed, marks }, isChanged, isEmpty: size === 0 };
}

const idOf = (key: string, isNamed: boolean) => (isNamed ? nameOf(key) : hashOf(key));

/** What happened to an object, by its mark before and now. */
function eventOf(before: string | undefined, now: string): ObjectEvent | undefined {
	if (!isChosen(now) || before === now) return undefined;
	if (before === undefined) return 'created';
	if (isSameState(before, now)) return undefined;
	return isChosen(before) ? 'changed' : 'created';
}

/** Hands out the names that are known and come before the next name of a listing, each once; hashes have no order. */
function passedOver({ isNamed, marks }: Known) {
	const names = isNamed ? [...marks.keys()] : [];
	let at = 0;
	return function* (upTo?: string): Generator<string> {
		while (at < names.length && (upTo === undefined || names[at] < upTo)) yield names[at++];
		if (names[at] === upTo) at++;
	};
}

const tooMany = (isNamed: boolean) =>
	new BadInput(
		'There are more objects than the trigger can keep in mind',
		isNamed
			? 'Set "Prefix" so that fewer objects are watched, with a trigger for each of several prefixes; or remove "Object Deleted" from "Events": more objects can be watched without it, about 100,000. Nothing is lost meanwhile.'
			: 'Set "Prefix" so that fewer than 100,000 objects are watched, with a trigger for each of several prefixes. Nothing is lost meanwhile.',
	);

/** Why a poll ends before n8n gives it up. */
export const TOO_SLOW = new BadInput(
	'There was not enough time to poll the bucket',
	'n8n gives a poll a limited time. Set "Prefix" so that fewer objects are listed; with "Download File", download large files with Object: Download in place of it. Nothing is lost meanwhile.',
);
