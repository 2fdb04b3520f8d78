import { BadInput } from '../errors';
import type { refuseAbove } from '../fields/bulk';
import type { OptionValues, Task } from '../operation';
import type { BulkAction } from './tally';

type Limited = Task<Partial<OptionValues<[typeof refuseAbove]>>>;

/**
 * Counts what would be touched, before anything is.
 * @param list lists what is meant, anew each time
 * @param counts whether an object would be touched
 * @returns what is meant; of what comes meanwhile, no more than is allowed
 * @throws BadInput where it is too much
 */
export async function refusingAbove<T>(
	{ values: { refuseAbove }, selection: { max } }: Limited,
	{ done }: BulkAction,
	list: () => AsyncGenerator<T>,
	counts: (object: T) => boolean = () => true,
): Promise<AsyncGenerator<T>> {
	if (refuseAbove === undefined || max <= refuseAbove) return list();
	let count = 0;
	for await (const object of list()) if (counts(object) && ++count >= max) break;
	if (count <= refuseAbove) return atMost(list(), refuseAbove, counts);
	throw new BadInput(
		`${count} objects would be ${done}, more than "Refuse Above" allows (${refuseAbove})`,
		'Nothing was changed. Check the prefix and the filters. If that many objects are meant, raise "Refuse Above".',
	);
}

async function* atMost<T>(
	source: AsyncGenerator<T>,
	most: number,
	counts: (object: T) => boolean,
): AsyncGenerator<T> {
	let count = 0;
	for await (const object of source) {
		if (counts(object) && ++count > most) return;
		yield object;
	}
}
