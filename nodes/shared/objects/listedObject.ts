import { read } from '../answers';
import { unquoteETag, isoTime, sizeNumber } from '../answers/values';
import type { FilteredObject } from '../fields/filters';
import type { Entry } from './listing';

/** An object as the listing shows it; what is missing there is undefined. */
export interface ListedObject extends FilteredObject {
	eTag?: string;
}

export function listedObject(entry: Entry): ListedObject {
	if ('commonPrefix' in entry) throw new Error('A listing without a delimiter has no groups');
	const { row, key } = entry;
	const time = Date.parse(isoTime(read(row, 'lastModified')) ?? '');
	return {
		key,
		size: sizeNumber(read(row, 'size')),
		lastModified: Number.isNaN(time) ? undefined : time,
		eTag: unquoteETag(read(row, 'eTag')),
	};
}
