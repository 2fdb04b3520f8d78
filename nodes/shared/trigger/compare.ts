import { BadInput } from '../errors';
import type { FilteredObject } from '../fields/filters';
import type { ObjectEvent } from '../fields/trigger';
import type { ListedObject } from '../objects/listedObject';
import { hashOf, isChosen, isSameState, keyNamed, markOf, nameOf, newSalt } from './fingerprint';
import { Marks } from './marks';
import { MOST_SAVED, savedSize, type Known } from './memory';

/** What a trigger waits for. */
export interface Watch {
	events: ObjectEvent[];
	/** Whether the filters choose an object. */
	chooses: (object: FilteredObject) => boolean;
	/** At most so many events are found at once, and as many whose file could not be had before. */
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
	/** What is known of the object until the event is told; undefined where it is new. */
	before?: string;
	/** What is known of it from then on; undefined where it is gone. */
	mark?: string;
	object: ListedObject;
	/** In how many polls its file could not be had. */
	failures: number;
}

interface Comparison {
	/** In the order of their keys, as many as the limit allows; behind them as many whose file could not be had before. */
	found: Found[];
	/** What is known now. Of objects that something is still to be told of, this is what was known before. */
	known: Known;
	/** Whether there is not one object. */
	isEmpty: boolean;
}

/** An object with the id by which it was known before, if it was. */
interface Listed extends Pick<Found, 'id' | 'object'> {
	oldId: string;
	mark: string;
}

/**
 * Compares a listing, to its end and in any order, with what was known before.
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
	const { events, limit } = watch;
	const isNamed = events.includes('deleted');
	const isBaseline = before === undefined && !watch.isExistingWanted;
	const old: Known = before ?? {
		salt: newSalt(),
		isNamed,
		marks: new Marks(),
		failures: new Map(),
	};
	const rest = new Marks(old.marks);
	const known: Known = { salt: old.salt, isNamed, marks: new Marks(), failures: new Map() };
	const found = new Candidates(limit);
	const changed: Listed[] = [];
	let isEmpty = true;

	const note = ({ id, mark, object }: Listed, was: string | undefined) => {
		const event = isBaseline ? undefined : eventOf(was, mark);
		const isFound = event !== undefined && events.includes(event);
		const failures = old.failures.get(mark) ?? 0;
		if (isFound) found.add({ event, id, before: was, mark, object, failures });
		if (isFound && failures > 0) known.failures.set(mark, failures);
		const now = isFound ? was : mark;
		if (now !== undefined) known.marks.add(id, now);
	};

	for await (const one of listedOnce(listing, old, isNamed, watch)) {
		isEmpty = false;
		const same = rest.take(one.oldId, (mark) => isSameState(mark, one.mark));
		// Which of the objects of one hash is new shows when all that did not change are known.
		if (same === undefined && rest.has(one.oldId)) changed.push(one);
		else note(one, same);
	}
	for (const one of changed) note(one, rest.take(one.oldId));
	if (isNamed && old.isNamed) {
		for (const [id, mark] of rest.sorted()) {
			if (!isChosen(mark)) continue;
			const object = { key: keyNamed(id) };
			found.add({ event: 'deleted', id, before: mark, object, failures: 0 });
			known.marks.add(id, mark);
		}
	}
	return { found: found.first(), known, isEmpty };
}

/** Notes that an event was told. */
export function settle({ marks, failures }: Known, { id, before, mark }: Found): void {
	if (before !== undefined) marks.take(id, (one) => one === before);
	if (mark === undefined) return;
	marks.add(id, mark);
	failures.delete(mark);
}

/** Events in the order of their keys, as S3 lists. */
export const byKey = (found: Found[]): Found[] =>
	found
		.map((one) => ({ one, name: nameOf(one.object.key) }))
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.map(({ one }) => one);

/** Each object of a listing, also where a page repeats some. @throws BadInput if they are too many, or there is no time */
async function* listedOnce(
	listing: AsyncIterable<ListedObject>,
	old: Known,
	isNamed: boolean,
	{ chooses, signal }: Watch,
): AsyncGenerator<Listed> {
	const idOf = (key: string, named: boolean) => (named ? nameOf(key) : hashOf(old.salt, key));
	const seen = new Set<string>();
	let size = 0;
	let idBefore = '';
	for await (const object of listing) {
		if (signal?.aborted) throw TOO_SLOW;
		const id = idOf(object.key, isNamed);
		size += savedSize(id, idBefore, isNamed);
		if (size > MOST_SAVED) throw tooMany(isNamed);
		idBefore = id;
		const mark = markOf(old.salt, object, chooses(object));
		const trace = isNamed ? id : id + mark;
		if (seen.has(trace)) continue;
		seen.add(trace);
		const oldId = old.isNamed === isNamed ? id : idOf(object.key, old.isNamed);
		yield { id, oldId, mark, object };
	}
}

/** The first events of each kind: of more, none is handed out. They are found one kind after another. */
class Candidates {
	private readonly byKind = new Map<string, Found[]>();

	constructor(private readonly limit: number) {}

	add(one: Found): void {
		const kind = `${one.event} ${one.before === undefined} ${one.failures > 0}`;
		const others = this.byKind.get(kind) ?? [];
		if (others.length < this.limit) others.push(one);
		this.byKind.set(kind, others);
	}

	first(): Found[] {
		const all = byKey([...this.byKind.values()].flat());
		return [false, true].flatMap((isFailing) =>
			all.filter(({ failures }) => failures > 0 === isFailing).slice(0, this.limit),
		);
	}
}

/** What happened to an object, by its mark before and now. */
function eventOf(before: string | undefined, now: string): ObjectEvent | undefined {
	if (!isChosen(now) || before === now) return undefined;
	if (before === undefined) return 'created';
	if (isSameState(before, now)) return undefined;
	return isChosen(before) ? 'changed' : 'created';
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
