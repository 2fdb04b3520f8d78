import { BadInput } from '../errors';
import type { refuseAbove } from '../fields/bulk';
import type { Selection } from '../fields/filters';
import type { OptionValues, Task } from '../operation';
import type { BulkAction } from './tally';

type Limited = Task<OptionValues<[typeof refuseAbove]>>;

/**
 * Counts what would be touched, before anything is.
 * @param listed what is meant, by a listing of its own
 * @param counts whether an object would be touched
 * @returns the selection of the real work: whatever comes meanwhile, it touches no more than is allowed
 * @throws BadInput where that is too much
 */
export async function assertAtMost<T>(
	{ values: { refuseAbove }, selection }: Limited,
	{ done }: BulkAction,
	listed: () => AsyncIterable<T>,
	counts: (object: T) => boolean = () => true,
): Promise<Selection> {
	if (refuseAbove === undefined) return selection;
	let count = 0;
	for await (const object of listed()) if (counts(object)) count++;
	if (count > refuseAbove) {
		throw new BadInput(
			`${count} objects would be ${done}, more than "Refuse Above" allows (${refuseAbove})`,
			'Nothing was changed. Check the prefix and the filters. If that many objects are meant, raise "Refuse Above".',
		);
	}
	return { ...selection, max: Math.min(selection.max, refuseAbove) };
}
