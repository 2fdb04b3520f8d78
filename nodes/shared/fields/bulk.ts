import { belowFilters, setting, textSetting } from './field';
import { flag, oneOf, optionalText } from '../parse/text';

const prefixField = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
) => textSetting(displayName, name, 'e.g. logs/', description, optionalText);

const BELOW_PREFIX =
	'Only include objects whose key starts with this. Leave empty for the whole bucket.';

/** Of a listing, which changes nothing. */
export const listedPrefix = prefixField('Prefix', 'prefix', BELOW_PREFIX);

// An expression that came out empty would mean the whole bucket.
export const prefix = { ...listedPrefix, isNarrowing: true as const };

export const sourcePrefix = {
	...prefixField('Source Prefix', 'srcPrefix', BELOW_PREFIX),
	isNarrowing: true as const,
};

export const destinationPrefix = prefixField(
	'Destination Prefix',
	'dstPrefix',
	'Replaces the source prefix in the keys of the copies',
);

/** What deletes or reveals is not for an AI agent to turn: n8n offers it for fields that take expressions. */
const NOT_FOR_AGENTS = { type: 'boolean', noDataExpression: true } as const;

const onOff = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
	as = belowFilters<Name, boolean>,
) => as({ displayName, name, ...NOT_FOR_AGENTS, default: false, description }, flag);

export const dryRun = onOff(
	'Dry Run',
	'dryRun',
	'Whether to list the affected objects without changing anything',
);

/**
 * A switch that shows only where the fields are empty that choose objects. Whether a filter is set it does not
 * ask: n8n decides what shows, and what is saved, before it looks into collections.
 */
const allowEverything = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
	choosing: string[],
) => {
	const show = Object.fromEntries(choosing.map((field) => [field, ['']]));
	return belowFilters(
		{ displayName, name, type: 'boolean', default: false, displayOptions: { show }, description },
		flag,
	);
};

export const allowDeletingEverything = allowEverything(
	'Allow Deleting Everything',
	'allowDeletingEverything',
	'Whether to allow deleting all objects when no prefix or filter is set. If off, the node stops with an error.',
	['prefix', 'olderThan'],
);

export const allowMovingEverything = allowEverything(
	'Allow Moving Everything',
	'allowMovingEverything',
	'Whether to allow moving all objects when no source prefix or filter is set. If off, the node stops with an error.',
	['srcPrefix'],
);

export const overwrite = onOff(
	'Overwrite',
	'overwrite',
	'Whether to also copy objects that already exist at the destination with the same size and ETag. Different ones are always overwritten.',
);

export const emptyFirst = onOff(
	'Empty First',
	'emptyFirst',
	'Whether to permanently delete all objects in the bucket first. If off, only an empty bucket can be deleted.',
	setting,
);

export const output = belowFilters(
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
		description: 'What to return',
	},
	oneOf('each', 'summary'),
);

export const stopOnFailure = onOff(
	'Stop on First Failure',
	'stopOnFailure',
	'Whether to stop at the first object that fails. If off, the others are still processed and the failure is reported.',
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
