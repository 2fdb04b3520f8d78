import type { INodeProperties } from 'n8n-workflow';
import { setting, type Field, type Read } from './field';
import { BadInput } from '../errors';
import { optionalText, wholeNumber } from '../parse/text';
import { globMatcher } from '../parse/glob';
import { pointInTime } from '../parse/time';
import { sizeInBytes } from '../parse/size';

/** What a filter can see of an object; what the listing does not say is undefined, and then no test passes. */
export interface FilteredObject {
	key: string;
	size?: number;
	/** Epoch milliseconds. */
	lastModified?: number;
}

type Test = (object: FilteredObject) => boolean;

/** What one filter asks for. */
interface Choice {
	test?: Test;
	/** Of those that pass all tests, the newest so many stay out. */
	keepNewest?: number;
	/** At most so many are taken, in the listing's order. */
	max?: number;
}

/** A field that chooses objects. */
export type Filter<Name extends string = string> = Field<Name, Choice | undefined, undefined> & {
	isFilter: true;
};

/** Which objects are meant: what all filters of an item ask for together. */
export interface Selection {
	tests: Test[];
	keepNewest: number;
	max: number;
}

/** The selection of everything. */
export const EVERYTHING: Selection = { tests: [], keepNewest: 0, max: Infinity };

/** A selection, narrowed by one filter more. */
export const narrowed = (selection: Selection, { test, ...limits }: Choice): Selection => ({
	...selection,
	...limits,
	tests: test ? [...selection.tests, test] : selection.tests,
});

/** A filter: its field, how its value is read, and what the value asks for. */
const filter = <const Name extends string, Value>(
	property: INodeProperties & { name: Name },
	read: Read<Value | undefined>,
	choose: (value: Value) => Choice,
): Filter<Name> => ({
	...setting(property, (entered, label) => {
		const value = read(entered, label);
		return value === undefined ? undefined : choose(value);
	}),
	isFilter: true,
});

const textFilter = <const Name extends string, Value>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
	read: Read<Value | undefined>,
	test: (value: Value) => Test,
): Filter<Name> =>
	filter(
		{ displayName, name, type: 'string', default: '', placeholder, description },
		read,
		(value) => ({ test: test(value) }),
	);

/** Reads a pattern. */
function globPattern(value: unknown, label: string): Test | undefined {
	const pattern = optionalText(value, label);
	if (pattern === undefined) return undefined;
	const matches = compiled(pattern);
	if (matches) return ({ key }) => matches(key);
	throw new BadInput(
		`${label} is not a pattern`,
		`Enter "${label}" like *.log, logs/**/*.gz or {a,b}-*.txt.`,
	);
}

/** Undefined for what is not a pattern. */
function compiled(pattern: string) {
	try {
		return globMatcher(pattern);
	} catch {
		return undefined;
	}
}

const PATTERNS =
	'where * stands for any characters but slashes, ** for any characters, ? for one, [abc] for one of these and {a,b} for either. A pattern without a slash is held against the part behind the last slash.';

const SIZE = 'in bytes or with a unit such as KB, MiB or GB';

const DURATION = 'such as 12 hours, 30 days or 6 months';
const DATE = 'a date such as 2026-01-31 (in UTC, where it has no zone)';

/** Which objects are meant, beside the prefix. */
export const filters: readonly Filter[] = [
	filter(
		{
			displayName: 'Keep the Newest',
			name: 'keepNewest',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Of the objects that match all other filters, leave out this many newest ones',
		},
		wholeNumber(0),
		(keepNewest) => ({ keepNewest }),
	),
	textFilter(
		'Larger Than',
		'largerThan',
		'e.g. 10 MB',
		`Only objects larger than this, ${SIZE}`,
		sizeInBytes,
		(bytes) =>
			({ size }) =>
				size !== undefined && size > bytes,
	),
	filter(
		{
			displayName: 'Max Objects',
			name: 'maxObjects',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description: 'At most this many objects, counted after all other filters',
		},
		wholeNumber(1),
		(max) => ({ max }),
	),
	textFilter(
		'Name Does Not Match',
		'nameDoesNotMatch',
		'e.g. *.keep',
		`Only objects whose keys do not match this pattern, ${PATTERNS}`,
		globPattern,
		(matches) => (object) => !matches(object),
	),
	textFilter(
		'Name Matches',
		'nameMatches',
		'e.g. *.log',
		`Only objects whose keys match this pattern, ${PATTERNS}`,
		globPattern,
		(matches) => matches,
	),
	textFilter(
		'Older Than',
		'olderThan',
		'e.g. 30 days',
		`Only objects last changed longer ago than this, ${DURATION}, or before ${DATE}`,
		pointInTime,
		(time) =>
			({ lastModified }) =>
				lastModified !== undefined && lastModified < time,
	),
	textFilter(
		'Smaller Than',
		'smallerThan',
		'e.g. 1 KB',
		`Only objects smaller than this, ${SIZE}`,
		sizeInBytes,
		(bytes) =>
			({ size }) =>
				size !== undefined && size < bytes,
	),
	textFilter(
		'Younger Than',
		'youngerThan',
		'e.g. 7 days',
		`Only objects last changed within this time, ${DURATION}, or after ${DATE}`,
		pointInTime,
		(time) =>
			({ lastModified }) =>
				lastModified !== undefined && lastModified > time,
	),
];
