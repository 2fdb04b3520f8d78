import type { IDataObject } from 'n8n-workflow';

/** The fields that have a value, in their order; the same object where all have one. */
export function omitUndefined(fields: Record<string, unknown>): IDataObject {
	if (!Object.values(fields).includes(undefined)) return fields as IDataObject;
	const kept: IDataObject = {};
	// Not by Object.entries: for 10,000 objects that took as long as their ten pages.
	for (const name of Object.keys(fields)) {
		if (fields[name] !== undefined) kept[name] = fields[name] as IDataObject[string];
	}
	return kept;
}
