import type { ObjectEvent } from '../../../nodes/shared/fields/trigger';

// What a trigger is to tell, said in the plainest way: by keeping everything.

/** A state of an object; no two states of a history are the same. */
export interface State {
	version: number;
	/** Whether the filters choose it. */
	isChosen: boolean;
	/** Its file cannot be had. */
	isBroken: boolean;
}

export type Contents = Map<string, State>;

export interface Rules {
	events: ObjectEvent[];
	limit: number;
	isExistingWanted: boolean;
}

export interface Told {
	event: ObjectEvent;
	key: string;
	version?: number;
}

const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const sortedKeys = (keys: Iterable<string>): string[] => [...new Set(keys)].sort(inBytes);

function eventOf(before: State | undefined, now: State | undefined): ObjectEvent | undefined {
	if (!now) return before?.isChosen ? 'deleted' : undefined;
	if (!now.isChosen || before?.version === now.version) return undefined;
	return before?.isChosen ? 'changed' : 'created';
}

/** In how many polls a file could not be had, by the version of its object. */
export type Failures = Map<number, number>;

interface Wanted extends Told {
	now?: State;
}

/**
 * What a poll tells that finds these contents, and what is known afterwards.
 * @param known undefined the first time
 * @param isLeft whether an event, of those that are tried, is left to the next poll
 */
export function naivePoll(
	known: Contents | undefined,
	failures: Failures,
	contents: Contents,
	{ events, limit, isExistingWanted }: Rules,
	isLeft: (at: number) => boolean,
): { told: Told[]; known: Contents; failures: Failures } {
	if (!known && !isExistingWanted) {
		return { told: [], known: new Map(contents), failures: new Map() };
	}
	const after: Contents = new Map(known);
	const learn = (key: string, now: State | undefined) => {
		if (now) after.set(key, now);
		else after.delete(key);
	};
	const wanted: Wanted[] = [];
	for (const key of sortedKeys([...after.keys(), ...contents.keys()])) {
		const now = contents.get(key);
		const event = eventOf(after.get(key), now);
		if (event !== undefined && events.includes(event)) {
			wanted.push({ event, key, version: now?.version, now });
		} else learn(key, now);
	}
	const countOf = ({ version = 0 }: Wanted) => failures.get(version) ?? 0;
	const kept: Failures = new Map();
	for (const one of wanted) if (countOf(one) > 0) kept.set(one.version!, countOf(one));
	const tried = [
		...wanted.filter((one) => countOf(one) === 0).slice(0, limit),
		...wanted.filter((one) => countOf(one) > 0).slice(0, limit),
	];
	const told: Told[] = [];
	tried.forEach((one, at) => {
		const { event, key, version, now } = one;
		if (isLeft(at)) return;
		if (now?.isBroken && countOf(one) < 2) {
			kept.set(now.version, countOf(one) + 1);
			return;
		}
		if (told.length >= limit) return;
		told.push({ event, key, version });
		if (version !== undefined) kept.delete(version);
		learn(key, now);
	});
	const keys = sortedKeys(told.map(({ key }) => key));
	told.sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key));
	return { told, known: after, failures: kept };
}
