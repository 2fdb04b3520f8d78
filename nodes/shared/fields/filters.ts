import type { INodeProperties } from 'n8n-workflow';
import { forPeople, setting, type Field, type Read } from './field';
import { BadInput } from '../errors';
import { EARLIEST } from '../answers/times';
import { optionalText, requiredNumber, wholeNumber } from '../parse/text';
import { parseGlob, type Glob } from '../parse/glob';
import { NotAPattern } from '../parse/globTokens';
import { pointInTime } from '../parse/time';
import { sizeInBytes } from '../parse/size';
import { trimmed } from '../parse/trimmed';

/** What a filter can see of an object; what the listing does not say is undefined. */
export interface FilteredObject {
	key: string;
	size?: number;
	/** Epoch milliseconds. */
	lastModified?: number;
}

/** Undefined where what it asks for is unknown. */
type Test = (object: FilteredObject) => boolean | undefined;

/** A test of something that a listing may not say. */
const testOf =
	<Name extends 'size' | 'lastModified'>(name: Name, passes: (value: number) => boolean): Test =>
	({ [name]: value }) =>
		value === undefined ? undefined : passes(value);

/** What one filter asks for. */
interface Choice {
	test?: Test;
	/** Whether there is an object that it leaves out: none is older than tomorrow's limit, or has a name without `*`. */
	isNarrow?: boolean;
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
	/** Whether any filter leaves out an object. */
	isNarrow: boolean;
	keepNewest: number;
	max: number;
}

/** The selection of everything. */
export const EVERYTHING: Selection = { tests: [], isNarrow: false, keepNewest: 0, max: Infinity };

/** A selection, narrowed by one filter more. */
export const narrowed = (selection: Selection, choice: Partial<Selection> | Choice): Selection => {
	const { test, isNarrow = false, ...limits } = choice as Choice;
	return {
		...selection,
		...limits,
		tests: test ? [...selection.tests, test] : selection.tests,
		isNarrow: selection.isNarrow || isNarrow,
	};
};

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

/** A filter of one text, by what its value tests and whether it leaves anything out. */
const textFilter = <const Name extends string, Value>(
	displayName: string,
	name: Name,
	placeholder: string,
	description: string,
	read: Read<Value | undefined>,
	test: (value: Value) => Test,
	isNarrow: (value: Value) => boolean = () => true,
): Filter<Name> =>
	filter(
		{ displayName, name, type: 'string', default: '', placeholder, description },
		read,
		(value) => ({ test: test(value), isNarrow: isNarrow(value) }),
	);

/** Reads a pattern. */
function globPattern(value: unknown, label: string): Glob | undefined {
	const pattern = optionalText(value, label) ?? '';
	if (trimmed(pattern) === '') return undefined;
	const glob = globOrProblem(pattern);
	if (typeof glob !== 'string') return glob;
	throw new BadInput(
		`${label} is not a pattern`,
		`Enter "${label}" like *.log, logs/**/*.gz or {a,b}-*.txt. ${glob}`,
	);
}

function globOrProblem(pattern: string): Glob | string {
	try {
		return parseGlob(pattern);
	} catch (error) {
		return error instanceof NotAPattern ? error.message : String(error);
	}
}

const PATTERNS =
	'e.g. *.log or logs/**/*.gz. Without a slash, only the part after the last slash is compared.';

const TIME = 'e.g. 30 days (ago) or 2026-01-31 (UTC)';

/** Listings tell times in seconds, so what is a second old is as old as now. */
const LISTED_TO_MS = 1000;

/** No object is larger: it has 10,000 parts of 5 GiB (Amazon S3 User Guide, "Multipart upload limits"). */
const LARGEST_OBJECT = 10_000 * 5 * 2 ** 30;

/** Only objects that were last modified before a time: a field of its own where it is what most people want. */
export const olderThan = textFilter(
	'Older Than',
	'olderThan',
	'e.g. 30 days',
	`Only include objects last modified before this, ${TIME}`,
	pointInTime,
	(time) => testOf('lastModified', (lastModified) => lastModified < time),
	(time) => time <= Date.now() - LISTED_TO_MS,
);

/** An option, since it bounds a run and means no objects by itself. */
export const maxObjects = forPeople(
	filter(
		{
			displayName: 'Max Objects',
			name: 'maxObjects',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description: 'Maximum number of objects to process',
		},
		requiredNumber(1),
		(max) => ({ max }),
	),
);

/** Which objects are meant, beside the prefix. */
export const filters: readonly Filter[] = [
	filter(
		{
			displayName: 'Keep the Newest',
			name: 'keepNewest',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
			description: 'Number of newest matching objects to leave out',
		},
		// By expression it may be none.
		wholeNumber(0),
		(keepNewest) => ({ keepNewest, isNarrow: keepNewest > 0 }),
	),
	textFilter(
		'Larger Than',
		'largerThan',
		'e.g. 10 MB',
		'Only include objects larger than this, in bytes or with a unit such as KB, MiB or GB',
		sizeInBytes,
		(bytes) => testOf('size', (size) => size > bytes),
	),
	textFilter(
		'Name Does Not Match',
		'nameDoesNotMatch',
		'e.g. *.keep',
		`Only include objects whose name does not match, ${PATTERNS}`,
		globPattern,
		(glob) =>
			({ key }) =>
				!glob.matches(key),
	),
	textFilter(
		'Name Matches',
		'nameMatches',
		'e.g. *.log',
		`Only include objects whose name matches, ${PATTERNS}`,
		globPattern,
		(glob) =>
			({ key }) =>
				glob.matches(key),
		(glob) => !glob.isEverything,
	),
	olderThan,
	textFilter(
		'Smaller Than',
		'smallerThan',
		'e.g. 1 KB',
		'Only include objects smaller than this, in bytes or with a unit such as KB, MiB or GB',
		sizeInBytes,
		(bytes) => testOf('size', (size) => size < bytes),
		(bytes) => bytes <= LARGEST_OBJECT,
	),
	textFilter(
		'Younger Than',
		'youngerThan',
		'e.g. 7 days',
		`Only include objects last modified after this, ${TIME}`,
		pointInTime,
		(time) => testOf('lastModified', (lastModified) => lastModified > time),
		(time) => time >= EARLIEST,
	),
];

/** The same, where Older Than is a field of its own. */
export const filtersBesideOlderThan = filters.filter((one) => one !== olderThan);
