import { BadInput } from '../errors';
import type { Task } from '../operation';
import { globMatcher } from '../parse/glob';
import type { ListedObject } from './listedObject';
import { Newest } from './newestHeap';

/** Which objects are meant. */
export interface Selection {
	matches: (object: ListedObject) => boolean;
	/** Of those that match, the newest so many stay out. */
	keepNewest: number;
	/** At most so many are taken, in the listing's order. */
	max: number;
}

type Test = (object: ListedObject) => boolean;
type Settings = Task['settings'];

/** Each filter by its setting's name. */
const TESTS: Record<string, (value: never) => Test> = {
	olderThan:
		(time: number) =>
		({ lastModified }) =>
			lastModified !== undefined && lastModified < time,
	youngerThan:
		(time: number) =>
		({ lastModified }) =>
			lastModified !== undefined && lastModified > time,
	largerThan:
		(bytes: number) =>
		({ size }) =>
			size !== undefined && size > bytes,
	smallerThan:
		(bytes: number) =>
		({ size }) =>
			size !== undefined && size < bytes,
	nameMatches: (pattern: string) => {
		const matches = globMatcher(pattern);
		return ({ key }) => matches(key);
	},
	nameDoesNotMatch: (pattern: string) => {
		const matches = globMatcher(pattern);
		return ({ key }) => !matches(key);
	},
};

const chosenTests = (settings: Settings): Test[] =>
	Object.entries(TESTS)
		.filter(([name]) => settings[name] !== undefined)
		.map(([name, test]) => test(settings[name] as never));

/** Reads an item's filters. */
export function selectionOf(settings: Settings): Selection {
	const tests = chosenTests(settings);
	return {
		matches: (object) => tests.every((test) => test(object)),
		keepNewest: Number(settings.keepNewest ?? 0),
		max: Number(settings.maxObjects ?? Infinity),
	};
}

const EVERYTHING = new BadInput(
	'Without a prefix or a filter, every object in the bucket would be deleted',
	'Set "Prefix" or a filter; or, if that is what you want, switch on "Allow Deleting Everything".',
);

/**
 * Refuses to delete all there is, unless that is said: the mistake of an expression that came out empty. A dry
 * run is refused as well, or it would promise what the real run does not do.
 */
export function assertNotWholeBucket({ settings }: Pick<Task, 'settings'>): void {
	const isNarrowed =
		Boolean(settings.prefix) ||
		chosenTests(settings).length > 0 ||
		Number(settings.keepNewest ?? 0) > 0;
	if (!isNarrowed && settings.allowDeletingEverything !== true) throw EVERYTHING;
}

/**
 * The objects of a source that are meant, as they come. Holds the newest so many, nothing else.
 * @param counts whether an object uses up one of "Max Objects": not where nothing is to be done for it, or
 *   a run that is repeated would never get beyond what the earlier ones did
 */
export async function* selected<T extends ListedObject>(
	source: AsyncIterable<T>,
	{ matches, keepNewest, max }: Selection,
	counts: (object: T) => boolean = () => true,
): AsyncGenerator<T> {
	const kept = new Newest<T>(keepNewest);
	let taken = 0;
	if (taken >= max) return;
	for await (const object of source) {
		if (!matches(object)) continue;
		const next = keepNewest > 0 ? kept.add(object) : object;
		if (!next) continue;
		yield next;
		if (counts(next) && ++taken >= max) return;
	}
}
