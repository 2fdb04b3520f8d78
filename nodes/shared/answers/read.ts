import type { IDataObject } from 'n8n-workflow';
import { ErrorWithAdvice } from '../errors';
import { fieldsNamed, nameTest } from './foldedNames';
import {
	ANY_LIST,
	ENVELOPE,
	LISTS,
	NO_LONE_ROW,
	PAGE_FIELDS,
	ROLE_NAMES,
	VALUES,
	WRAPPERS,
} from './fieldNames';

/** The platform's answer to one call: a JSON object with `result` 0. */
export type Answer = IDataObject;

export type ListRole = keyof typeof LISTS;
export type ValueRole = keyof typeof VALUES;

/** The first of the names, each at most as long as a name is. */
const shortened = (names: string[]) => names.slice(0, 30).map((name) => name.slice(0, 60));

/** An answer with fields, but what was asked for is under none of the known names. */
export class UnexpectedAnswer extends ErrorWithAdvice {
	/** What was not understood, without any name that came. */
	readonly what: string;

	constructor(role: ListRole | ValueRole, container: unknown, problem = 'is missing') {
		const names = isRecord(container) ? Object.keys(container) : [];
		super(
			`The answer of the platform was not understood: ${ROLE_NAMES[role]} ${problem}. ` +
				`Fields that came: ${names.length ? shortened(names).join(', ') : 'none'}`,
			"The request succeeded, but this package does not know this form of the answer. Report the text above to the package's authors.",
		);
		this.what = `${ROLE_NAMES[role]} ${problem}`;
	}
}

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** No answer that is understood has so many levels; deeper ones would overflow the stack of what reads them. */
const MAX_DEPTH = 100;

/** Whether a value holds lists or objects within one another beyond all measure. */
export const isNestedTooDeeply = (value: unknown, levels = MAX_DEPTH): boolean =>
	typeof value === 'object' &&
	value !== null &&
	(levels === 0 || Object.values(value).some((inner) => isNestedTooDeeply(inner, levels - 1)));

const SCALARS = new Set(['string', 'number', 'boolean']);

const isScalar = (value: unknown): value is string | number | boolean => SCALARS.has(typeof value);

/** The platform leaves out fields that are null; what is null was meant to be left out. */
const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** Told which field each role is read from. */
type ReadObserver = (role: ListRole | ValueRole, field: string) => void;

let observer: ReadObserver | undefined;

/** Does something with answers, and tells an observer which field each role is read from meanwhile. */
export function observingReads<T>(observe: ReadObserver, work: () => T): T {
	observer = observe;
	try {
		return work();
	} finally {
		observer = undefined;
	}
}

/**
 * The first acceptable value under the names of a role.
 * @throws UnexpectedAnswer where two fields bear the same name (`key`, `Key`) and hold different values
 */
function valueUnder<T>(
	row: IDataObject,
	role: ListRole | ValueRole,
	names: readonly string[],
	accepts: (value: unknown, name: string) => boolean,
): T | undefined {
	for (const fields of fieldsNamed(row, names)) {
		let first: string | undefined;
		for (const name of fields) {
			if (!accepts(row[name], name)) continue;
			first ??= name;
			if (row[name] !== row[first]) throw new UnexpectedAnswer(role, row, 'comes twice');
		}
		if (first === undefined) continue;
		observer?.(role, first);
		return row[first] as T;
	}
	return undefined;
}

/** The answer itself, then the objects in it that may wrap the payload. */
export const containersOf = (answer: Answer): IDataObject[] => [
	answer,
	...fieldsNamed(answer, WRAPPERS)
		.flat()
		.map((name) => answer[name])
		.filter(isRecord),
];

/** The one value of a role in a row, by its first known spelling; undefined where there is none. */
export const read = (row: IDataObject, role: ValueRole): string | number | boolean | undefined =>
	valueUnder(row, role, VALUES[role], isScalar);

/** As `read`, and undefined only where nothing is there: an object or a list is given as it is. */
export const readAny = (row: IDataObject, role: ValueRole): unknown =>
	valueUnder(row, role, VALUES[role], isPresent);

/** All values under the names of a role, in the names' order. */
export const valuesUnder = (row: IDataObject, names: readonly string[]): unknown[] =>
	fieldsNamed(row, names)
		.flat()
		.map((name) => row[name]);

/** Whether a value names something; a number that lost digits on its way would name something else. */
export const isName = (value: unknown): value is string | number =>
	(typeof value === 'string' && value !== '') || Number.isSafeInteger(value);

/** As `read`, as text, and where it is missing an UnexpectedAnswer that names the role and the row's fields. */
export function readRequired(row: IDataObject, role: ValueRole): string {
	const value = read(row, role);
	if (!isName(value)) throw new UnexpectedAnswer(role, row);
	return String(value);
}

const isWrapper = nameTest(WRAPPERS);
const holdsNoLoneRow = nameTest(NO_LONE_ROW);

/** What a list's name may hold: where it means something else, too, only a list is meant as one. */
function mayBeList(value: unknown, name: string): boolean {
	if (isWrapper(name)) return Array.isArray(value);
	if (holdsNoLoneRow(name)) return typeof value === 'object' && value !== null;
	return isPresent(value);
}

const isEmpty = (value: unknown) => value === '' || (Array.isArray(value) && value.length === 0);

/**
 * The list of a role in an object: by its own names, else by a name that any list may have. A lone
 * object or text is a list of one, as converters from XML write it, and an empty text one of none.
 * @throws UnexpectedAnswer where something else stands in its place
 */
export function listIn(container: IDataObject, role: ListRole): unknown[] | undefined {
	const { own, orAny } = LISTS[role];
	const filled = (value: unknown, name: string) => mayBeList(value, name) && !isEmpty(value);
	const under = (names: readonly string[]) =>
		valueUnder<unknown>(container, role, names, filled) ??
		valueUnder<unknown>(container, role, names, mayBeList);
	const value = under(own) ?? (orAny ? under(ANY_LIST) : undefined);
	if (value === undefined || Array.isArray(value)) return value;
	if (value === '') return [];
	if (typeof value === 'string' || isRecord(value)) return [value];
	throw new UnexpectedAnswer(role, container);
}

const isOfEnvelope = nameTest(ENVELOPE);
const isOfPage = nameTest([...ENVELOPE, ...PAGE_FIELDS]);

/** Whether an object brings more than its envelope (and, for a listing, the fields of a page). */
export const hasPayload = (container: IDataObject, role?: ListRole): boolean =>
	Object.keys(container).some(
		(name) =>
			isPresent(container[name]) &&
			!(role === 'objects' ? isOfPage : isOfEnvelope)(name) &&
			!(isWrapper(name) && isRecord(container[name])),
	);

/**
 * The rows of the list that an answer holds.
 * @param textRole what a row is that comes as a plain text (a bucket's name, a key), if it may
 * @returns each row as received; none where the answer has nothing beside its envelope, because the
 *   platform leaves out fields that are null
 * @throws UnexpectedAnswer where the answer brings other fields and no list
 */
export function rowsOf(answer: Answer, role: ListRole, textRole?: ValueRole): IDataObject[] {
	const containers = containersOf(answer);
	const lists = containers.map((container) => listIn(container, role));
	const rows = lists.find((list) => list !== undefined && list.length > 0) ?? lists.find(Boolean);
	if (rows) {
		return rows.map((row) => {
			if (isRecord(row)) return row;
			if (textRole && isScalar(row)) return { [VALUES[textRole][0]]: row };
			throw new UnexpectedAnswer(role, answer);
		});
	}
	const unknown = containers.find((container) => hasPayload(container, role));
	if (unknown) throw new UnexpectedAnswer(role, unknown);
	return [];
}
