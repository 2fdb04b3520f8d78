import type { IDataObject } from 'n8n-workflow';
import { ENVELOPE, LISTS, PAGE_FIELDS, ROLE_NAMES, VALUES, WRAPPERS } from './spellings';

/** The platform's answer to one call: a JSON object with `result` 0. */
export type Answer = IDataObject;

/** The first of the names, each at most as long as a name is. */
const shortened = (names: string[]) => names.slice(0, 30).map((name) => name.slice(0, 60));

/** An answer that brings something, but not what was asked for under any name that is known. */
export class Unreadable extends Error {
	constructor(role: keyof typeof ROLE_NAMES, container: unknown) {
		const names = isRecord(container) ? Object.keys(container) : [];
		super(
			`The answer of the platform was not understood: ${ROLE_NAMES[role]} is missing. ` +
				`Fields that came: ${names.length ? shortened(names).join(', ') : 'none'}`,
		);
	}
}

export type ListRole = keyof typeof LISTS;
export type ValueRole = keyof typeof VALUES;

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** No answer that is understood has so many levels; what reads them level by level would end in the middle. */
const MOST_LEVELS = 100;

/** Whether a value holds lists or objects within one another beyond all measure. */
export const isDeep = (value: unknown, levels = MOST_LEVELS): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1)));

const isScalar = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

/** The answer itself, then the objects in it that may wrap the payload. */
export const containersOf = (answer: Answer): IDataObject[] => [
	answer,
	...WRAPPERS.map((name) => answer[name]).filter(isRecord),
];

/** The one value of a role in a row, by its first known spelling; undefined where there is none. */
export function read(row: IDataObject, role: ValueRole): string | number | boolean | undefined {
	return VALUES[role].map((name) => row[name]).find(isScalar);
}

/**
 * As `read`, as text, and where it is missing an Unreadable that names the role and the row's fields. A
 * number that lost digits on its way would name something else.
 */
export function readNeeded(row: IDataObject, role: ValueRole & keyof typeof ROLE_NAMES): string {
	const value = read(row, role);
	const isName = (typeof value === 'string' && value !== '') || Number.isSafeInteger(value);
	if (!isName) throw new Unreadable(role, row);
	return String(value);
}

/** The list of a role in an object, by its first known spelling. */
export const arrayIn = (container: IDataObject, role: ListRole): unknown[] | undefined =>
	LISTS[role].map((name) => container[name]).find((value) => Array.isArray(value)) as
		unknown[] | undefined;

/** Fields that are no list of rows, whatever is in them. */
const NO_LISTS = [...ENVELOPE, ...PAGE_FIELDS];

const onlyArrayIn = (container: IDataObject): unknown[] | undefined => {
	const arrays = Object.entries(container)
		.filter(([name, value]) => Array.isArray(value) && !NO_LISTS.includes(name))
		.map(([, value]) => value as unknown[])
		.filter((value) => value.every(isRecord));
	return arrays.length === 1 ? arrays[0] : undefined;
};

/** The fields of an object that are payload. */
export const payloadNames = (container: IDataObject, ignored: string[]): string[] =>
	Object.keys(container).filter(
		(name) => !ignored.includes(name) && !(WRAPPERS.includes(name) && isRecord(container[name])),
	);

/**
 * The rows of the list that an answer holds.
 * @param textRole what a row is that comes as a plain text (a bucket's name, a key)
 * @returns each row as received; none where the answer has nothing beside its envelope, because the
 *   platform leaves out fields that are null
 * @throws Unreadable where the answer brings other fields and no list
 */
export function rowsOf(
	answer: Answer,
	role: ListRole & keyof typeof ROLE_NAMES,
	textRole: ValueRole,
): IDataObject[] {
	const containers = containersOf(answer);
	const rows =
		containers.map((container) => arrayIn(container, role)).find(Boolean) ??
		containers.map(onlyArrayIn).find(Boolean);
	if (rows) {
		return rows.map((row) => {
			if (isRecord(row)) return row;
			if (isScalar(row)) return { [VALUES[textRole][0]]: row };
			throw new Unreadable(role, answer);
		});
	}
	const ignored = role === 'objects' ? [...ENVELOPE, ...PAGE_FIELDS] : ENVELOPE;
	const unknown = containers.find((container) => payloadNames(container, ignored).length > 0);
	if (unknown) throw new Unreadable(role, unknown);
	return [];
}
