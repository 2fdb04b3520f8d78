import type { IDataObject } from 'n8n-workflow';
import {
	arrayIn,
	containersOf,
	isRecord,
	read,
	rowsOf,
	Unreadable,
	type Answer,
	type ValueRole,
} from './read';
import { isYes } from './values';

/** A page of a listing of objects. */
export interface Page {
	rows: IDataObject[];
	/** Keys that the platform folded into one, by the delimiter that was asked for or that is its default. */
	commonPrefixes: string[];
	/** Where the next page begins; undefined on the last one. */
	nextToken?: string;
}

/** Reads a page; throws Unreadable for one that is cut off without a token to go on with. */
export function pageOf(answer: Answer): Page {
	const rows = rowsOf(answer, 'objects', 'objectKey');
	const containers = containersOf(answer);
	const find = (role: ValueRole) =>
		containers.map((container) => read(container, role)).find((value) => value !== undefined);
	const cutOff = find('isCutOff');
	const token = find('nextToken') ?? (isYes(cutOff) ? find('tokenWhenCutOff') : undefined);
	const isLast = cutOff === undefined ? !token : !isYes(cutOff);
	if (!isLast && !token) throw new Unreadable('nextToken', answer);
	const prefixes = containers
		.map((container) => arrayIn(container, 'commonPrefixes'))
		.find(Boolean);
	return {
		rows,
		commonPrefixes: (prefixes ?? []).map((prefix) =>
			typeof prefix === 'string' ? prefix : readPrefix(prefix, answer),
		),
		nextToken: isLast ? undefined : String(token),
	};
}

function readPrefix(row: unknown, answer: Answer): string {
	const prefix = isRecord(row) ? read(row, 'prefix') : undefined;
	if (prefix === undefined) throw new Unreadable('commonPrefixes', isRecord(row) ? row : answer);
	return String(prefix);
}
