import { read } from '../answers';
import { timeOf } from '../answers/times';
import { unquoteETag, sizeNumber } from '../answers/values';
import type { FilteredObject } from '../fields/filters';
import type { Entry } from './listing';

/** An object as the listing shows it; what is missing there is undefined. */
export interface ListedObject extends FilteredObject {
	eTag?: string;
}

export function listedObject(entry: Entry): ListedObject {
	if ('commonPrefix' in entry) throw new Error('A listing without a delimiter has no groups');
	const { row, key } = entry;
	return {
		key,
		size: sizeNumber(read(row, 'size')),
		lastModified: timeOf(read(row, 'lastModified')),
		eTag: unquoteETag(read(row, 'eTag')),
	};
}
