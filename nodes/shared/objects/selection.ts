import { BadInput } from '../errors';
import type { Selection } from '../fields/filters';
import type { Task } from '../operation';
import type { ListedObject } from './listedObject';
import { Newest } from './newestHeap';

/** Whether filters are to be asked about each object. */
export const isFiltered = ({ tests, keepNewest }: Selection) => tests.length > 0 || keepNewest > 0;

/** What is refused where nothing says which objects are meant. */
const WHOLE_BUCKET = {
	delete: new BadInput(
		'This would delete every object in the bucket',
		'Set "Prefix", "Older Than" or another filter so that it leaves something out, or clear all of them and turn on "Allow Deleting Everything".',
	),
	move: new BadInput(
		'This would move every object in the bucket',
		'Set "Source Prefix", or a filter that leaves something out, or turn on "Allow Moving Everything".',
	),
};

/**
 * Refuses to take away all there is, unless that is said: the mistake of an expression that came out empty, or of a
 * filter that leaves nothing out. A dry run is refused as well, or it would promise what the real run does not do.
 */
export function assertNotWholeBucket(
	work: keyof typeof WHOLE_BUCKET,
	prefix: string | undefined,
	selection: Selection,
	isAllowed: boolean,
): void {
	if (prefix === undefined && !selection.isNarrow && !isAllowed) throw WHOLE_BUCKET[work];
}

/**
 * The objects of a source that are meant, as they come. Holds the newest so many, nothing else. An object whose time
 * or size is unknown where a filter asks for it is left alone; at the end it is said how many were.
 */
export async function* selected<T extends ListedObject>(
	source: AsyncIterable<T>,
	task: SelectingTask,
): AsyncGenerator<T> {
	const { tests, keepNewest } = task.selection;
	const kept = new Newest<T>(keepNewest);
	let unknown = 0;
	try {
		for await (const object of source) {
			const results = tests.map((test) => test(object));
			if (keepNewest > 0) results.push(object.lastModified === undefined ? undefined : true);
			if (results.includes(false)) continue;
			if (results.includes(undefined)) {
				unknown++;
				continue;
			}
			const next = keepNewest > 0 ? kept.add(object) : object;
			if (next) yield next;
		}
	} finally {
		if (unknown > 0) sayLeftOut(task, unknown, 'objects', 'time or size');
	}
}

type SelectingTask = Pick<Task, 'selection' | 'context' | 'itemIndex' | 'hint'>;

const leftOutOfRun = new WeakMap<object, Map<number, number>>();

/** Says how many things were left out because what a filter asks for is unknown: of all input items together. */
export function sayLeftOut(
	{ context, itemIndex, hint }: Omit<SelectingTask, 'selection'>,
	count: number,
	things: string,
	what: string,
): void {
	const counts = leftOutOfRun.get(context) ?? new Map<number, number>();
	leftOutOfRun.set(context, counts.set(itemIndex, count));
	const sum = [...counts.values()].reduce((all, one) => all + one, 0);
	hint(`Left out because their ${what} is unknown: ${sum} ${things}.`, 'warning', 'unknown');
}
