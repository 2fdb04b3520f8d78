import { BadInput } from '../errors';
import type { allowDeletingEverything, prefix } from '../fields/bulk';
import type { ValuesOf } from '../fields/field';
import type { Selection } from '../fields/filters';
import type { Task } from '../operation';
import type { ListedObject } from './listedObject';
import { Newest } from './newestHeap';

const WHOLE_BUCKET = new BadInput(
	'Without a prefix or a filter, every object in the bucket would be deleted',
	'Set "Prefix" or a filter; or, if that is what you want, switch on "Allow Deleting Everything".',
);

/**
 * Refuses to delete all there is, unless that is said: the mistake of an expression that came out empty. A dry
 * run is refused as well, or it would promise what the real run does not do.
 */
export function assertNotWholeBucket({
	values,
	selection,
}: Pick<
	Task<ValuesOf<[typeof prefix, typeof allowDeletingEverything]>>,
	'values' | 'selection'
>): void {
	const isNarrowed =
		values.prefix !== undefined || selection.tests.length > 0 || selection.keepNewest > 0;
	if (!isNarrowed && !values.allowDeletingEverything) throw WHOLE_BUCKET;
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
