import { setting } from '../field';
import { BadInput } from '../operation';
import { flag, optionalText, wholeNumber } from '../readers';
import { globMatcher } from './glob';
import { pointInTime, sizeInBytes } from './measures';

const textField = { type: 'string', default: '' } as const;

const prefixField = (displayName: string, name: string, description: string) =>
	setting(
		{ displayName, name, ...textField, placeholder: 'e.g. logs/', description },
		optionalText,
	);

export const prefix = prefixField(
	'Prefix',
	'prefix',
	'Only objects whose keys begin with this text; empty for the whole bucket',
);

export const sourcePrefix = prefixField(
	'Source Prefix',
	'srcPrefix',
	'Only objects whose keys begin with this text; empty for the whole bucket',
);

export const destinationPrefix = prefixField(
	'Destination Prefix',
	'dstPrefix',
	'What the keys of the copies begin with, in place of the source prefix',
);

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
	setting(
		{
			displayName: 'Larger Than',
			name: 'largerThan',
			...textField,
			placeholder: 'e.g. 10 MB',
			description: 'Only objects larger than this, in bytes or with a unit such as KB, MiB or GB',
		},
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
	setting(
		{
			displayName: 'Name Does Not Match',
			name: 'nameDoesNotMatch',
			...textField,
			placeholder: 'e.g. *.keep',
			description: `Only objects whose keys do not match this pattern, ${PATTERNS}`,
		},
		globPattern,
	),
	setting(
		{
			displayName: 'Name Matches',
			name: 'nameMatches',
			...textField,
			placeholder: 'e.g. *.log',
			description: `Only objects whose keys match this pattern, ${PATTERNS}`,
		},
		globPattern,
	),
	setting(
		{
			displayName: 'Older Than',
			name: 'olderThan',
			...textField,
			placeholder: 'e.g. 30 days',
			description:
				'Only objects last changed before this: a duration such as 12 hours, 30 days or 6 months, or a date such as 2026-01-31 (in UTC, where it has no zone)',
		},
		pointInTime,
	),
	setting(
		{
			displayName: 'Smaller Than',
			name: 'smallerThan',
			...textField,
			placeholder: 'e.g. 1 KB',
			description: 'Only objects smaller than this, in bytes or with a unit such as KB, MiB or GB',
		},
		sizeInBytes,
	),
	setting(
		{
			displayName: 'Younger Than',
			name: 'youngerThan',
			...textField,
			placeholder: 'e.g. 7 days',
			description:
				'Only objects last changed after this: a duration such as 12 hours, 30 days or 6 months, or a date such as 2026-01-31 (in UTC, where it has no zone)',
		},
		pointInTime,
	),
];

export const dryRun = setting(
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to only show which objects are meant, and change nothing',
	},
	flag,
);

export const allowDeletingEverything = setting(
	{
		displayName: 'Allow Deleting Everything',
		name: 'allowDeletingEverything',
		type: 'boolean',
		default: false,
		description:
			'Whether to delete every object of the bucket where neither a prefix nor a filter is set; otherwise the node refuses',
	},
	flag,
);

export const overwrite = setting(
	{
		displayName: 'Overwrite',
		name: 'overwrite',
		type: 'boolean',
		default: false,
		description:
			'Whether to copy every object; otherwise those are skipped that are there already with the same size and entity tag. An object at the destination that differs is replaced either way.',
	},
	flag,
);

export const emptyFirst = setting(
	{
		displayName: 'Empty First',
		name: 'emptyFirst',
		type: 'boolean',
		default: false,
		description: 'Whether to delete every object in the bucket, permanently, before the bucket',
	},
	flag,
);

/** A reader of one of a few values. */
const oneOf =
	(...values: string[]) =>
	(value: unknown, label: string): string => {
		const text = optionalText(value, label) ?? values[0];
		if (values.includes(text)) return text;
		throw new BadInput(`${label} has an unknown value`, `Choose "${label}" again.`);
	};

export const output = setting(
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'One Item per Object',
				value: 'each',
				description: 'Each object with what became of it',
			},
			{
				name: 'One Summary Item',
				value: 'summary',
				description: 'Only the counts, for runs over very many objects',
			},
		],
		default: 'each',
		description: 'What the node returns',
	},
	oneOf('each', 'summary'),
);

export const stopOnFailure = setting(
	{
		displayName: 'Stop on First Failure',
		name: 'stopOnFailure',
		type: 'boolean',
		default: false,
		description:
			'Whether to end the run with the first object that fails; otherwise the rest goes on and the failure is reported',
	},
	flag,
);

export const through = setting(
	{
		displayName: 'Through',
		name: 'through',
		type: 'options',
		options: [
			{
				name: 'Platform API',
				value: 'api',
				description: 'One request per object, with the access token alone',
			},
			{
				name: 'S3 Endpoint',
				value: 's3',
				description:
					"One request for up to 1,000 objects, with an S3 account's own keys, which the token must be permitted to read (s3.account.GetKeys)",
			},
		],
		default: 'api',
		description: 'Which way the objects are deleted; the results are the same',
	},
	oneOf('api', 's3'),
);
