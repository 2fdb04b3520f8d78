import type { IDataObject } from 'n8n-workflow';

/** What is the same in row after row: the places, from the nearest to the widest. */
const PLACES = ['bucketName', 'srcBucketName', 'dstBucketName', 'hostGroup'];

const pick = (from: IDataObject, names: string[]): IDataObject =>
	Object.fromEntries(names.map((name) => [name, from[name]]));

/**
 * An item as a table shows it well: what it is about, what is told of it, and last where it is.
 * @param named the values of the fields that name something; of a bucket itself, it is no place
 */
export function placeLast(named: IDataObject, facts: IDataObject): IDataObject {
	const places = PLACES.filter((name) => name in named);
	const own = Object.keys(named).filter((name) => !PLACES.includes(name));
	const subject = own.length > 0 ? own : places.splice(0, places.length - 1);
	return { ...pick(named, subject), ...facts, ...pick(named, places) };
}

/** Only the places among what is named, in their order. */
export const placesOf = (named: IDataObject): IDataObject =>
	pick(
		named,
		PLACES.filter((name) => name in named),
	);
