import { setting, textSetting } from './field';
import { BadInput } from '../errors';
import { optionalText, wholeNumber } from '../parse/text';
import { globMatcher } from '../parse/glob';
import { pointInTime } from '../parse/time';
import { sizeInBytes } from '../parse/size';

function globPattern(value: unknown, label: string): string | undefined {
	const pattern = optionalText(value, label);
	if (pattern === undefined || compiles(pattern)) return pattern;
	throw new BadInput(
		`${label} is not a pattern`,
		`Enter "${label}" like *.log, logs/**/*.gz or {a,b}-*.txt.`,
	);
}

function compiles(pattern: string): boolean {
	try {
		globMatcher(pattern);
		return true;
	} catch {
		return false;
	}
}

const PATTERNS =
	'where * stands for any characters but slashes, ** for any characters, ? for one, [abc] for one of these and {a,b} for either. A pattern without a slash is held against the part behind the last slash.';

const SIZE = 'in bytes or with a unit such as KB, MiB or GB';

const DURATION = 'such as 12 hours, 30 days or 6 months';
const DATE = 'a date such as 2026-01-31 (in UTC, where it has no zone)';

/** Which objects are meant, beside the prefix. */
export const filters = [
	setting(
		{
			displayName: 'Keep the Newest',
			name: 'keepNewest',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Of the objects that match all other filters, leave out this many newest ones',
		},
		wholeNumber(0),
	),
	textSetting(
		'Larger Than',
		'largerThan',
		'e.g. 10 MB',
		`Only objects larger than this, ${SIZE}`,
		sizeInBytes,
	),
	setting(
		{
			displayName: 'Max Objects',
			name: 'maxObjects',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description: 'At most this many objects, counted after all other filters',
		},
		wholeNumber(1),
	),
	textSetting(
		'Name Does Not Match',
		'nameDoesNotMatch',
		'e.g. *.keep',
		`Only objects whose keys do not match this pattern, ${PATTERNS}`,
		globPattern,
	),
	textSetting(
		'Name Matches',
		'nameMatches',
		'e.g. *.log',
		`Only objects whose keys match this pattern, ${PATTERNS}`,
		globPattern,
	),
	textSetting(
		'Older Than',
		'olderThan',
		'e.g. 30 days',
		`Only objects last changed longer ago than this, ${DURATION}, or before ${DATE}`,
		pointInTime,
	),
	textSetting(
		'Smaller Than',
		'smallerThan',
		'e.g. 1 KB',
		`Only objects smaller than this, ${SIZE}`,
		sizeInBytes,
	),
	textSetting(
		'Younger Than',
		'youngerThan',
		'e.g. 7 days',
		`Only objects last changed within this time, ${DURATION}, or after ${DATE}`,
		pointInTime,
	),
];
