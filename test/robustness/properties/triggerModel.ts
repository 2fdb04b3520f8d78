import type { ObjectEvent } from '../../../nodes/shared/fields/trigger';

// What a trigger is to tell, said in the plainest way: by keeping everything.

/** A state of an object; no two states of a history are the same. */
export interface State {
	version: number;
	/** Whether the filters choose it. */
	isChosen: boolean;
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

/**
 * What a poll tells that finds these contents, and what is known afterwards.
 * @param known undefined the first time
 * @param fails whether an event cannot be handed out
 */
export function naivePoll(
	known: Contents | undefined,
	contents: Contents,
	{ events, limit, isExistingWanted }: Rules,
	fails: (at: number) => boolean,
): { told: Told[]; known: Contents } {
	if (!known && !isExistingWanted) return { told: [], known: new Map(contents) };
	const after: Contents = new Map(known);
	const told: Told[] = [];
	let found = 0;
	for (const key of sortedKeys([...after.keys(), ...contents.keys()])) {
		const now = contents.get(key);
		const event = eventOf(after.get(key), now);
		const isWanted = event !== undefined && events.includes(event);
		if (isWanted) {
			const at = found++;
			if (at >= limit || fails(at)) continue;
			told.push({ event, key, version: now?.version });
		}
		if (now) after.set(key, now);
		else after.delete(key);
	}
	return { told, known: after };
}
