import { BadInput } from '../errors';
import type { Selection } from '../fields/filters';
import type { ListedObject } from './listedObject';
import { Newest } from './newestHeap';

/** Whether anything but a limit says which objects are meant. */
export const isNarrow = ({ tests, keepNewest }: Selection) => tests.length > 0 || keepNewest > 0;

/** What is refused where nothing says which objects are meant. */
const WHOLE_BUCKET = {
	delete: new BadInput(
		'This would delete every object in the bucket',
		'Set "Prefix", "Older Than" or another filter, or turn on "Allow Deleting Everything".',
	),
	move: new BadInput(
		'This would move every object in the bucket',
		'Set "Source Prefix" or a filter, or turn on "Allow Moving Everything".',
	),
};

/**
 * Refuses to take away all there is, unless that is said: the mistake of an expression that came out empty. A dry
 * run is refused as well, or it would promise what the real run does not do.
 */
export function assertNotWholeBucket(
	work: keyof typeof WHOLE_BUCKET,
	prefix: string | undefined,
	selection: Selection,
	isAllowed: boolean,
): void {
	if (prefix === undefined && !isNarrow(selection) && !isAllowed) throw WHOLE_BUCKET[work];
}

/**
 * The objects of a source that are meant, as they come. Holds the newest so many, nothing else.
 * @param counts whether an object uses up one of "Max Objects": not where nothing is to be done for it, or
 *   a run that is repeated would never get beyond what the earlier ones did
 */
export async function* selected<T extends ListedObject>(
	source: AsyncIterable<T>,
	{ tests, keepNewest, max }: Selection,
	counts: (object: T) => boolean = () => true,
): AsyncGenerator<T> {
	const kept = new Newest<T>(keepNewest);
	let taken = 0;
	if (taken >= max) return;
	for await (const object of source) {
		if (!tests.every((test) => test(object))) continue;
		const next = keepNewest > 0 ? kept.add(object) : object;
		if (!next) continue;
		yield next;
		if (counts(next) && ++taken >= max) return;
	}
}
