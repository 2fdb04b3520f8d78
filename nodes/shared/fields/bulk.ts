import { belowFilters, forPeople, setting, textSetting } from './field';
import { flag, oneOf, optionalText, requiredNumber } from '../parse/text';

const prefixField = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
) => textSetting(displayName, name, 'e.g. logs/', description, optionalText);

const BELOW_PREFIX =
	'Only include objects whose key starts with this. Leave empty for the whole bucket.';

export const listedPrefix = {
	...prefixField('Prefix', 'prefix', BELOW_PREFIX),
	mayBeEmpty: 'A listing changes nothing, and without a prefix shows the whole bucket',
};

export const prefix = prefixField('Prefix', 'prefix', BELOW_PREFIX);

export const sourcePrefix = prefixField('Source Prefix', 'srcPrefix', BELOW_PREFIX);

export const destinationPrefix = prefixField(
	'Destination Prefix',
	'dstPrefix',
	'Replaces the source prefix in the keys of the copies',
);

const onOff = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
	as = belowFilters<Name, boolean>,
) => forPeople(as({ displayName, name, type: 'boolean', default: false, description }, flag));

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
	const displayOptions = { show };
	return forPeople(
		belowFilters(
			{ displayName, name, type: 'boolean', default: false, displayOptions, description },
			flag,
		),
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

export const ifCopyExists = forPeople(
	belowFilters(
		{
			displayName: 'If the Copy Exists',
			name: 'ifExists',
			type: 'options',
			options: [
				{
					name: 'Replace',
					value: 'replace',
					description: 'Copy every object, whatever exists at the destination',
				},
				{
					name: 'Replace If Different',
					value: 'replaceIfDifferent',
					description: 'Copy unless an object with the same size and ETag exists',
				},
				{
					name: 'Skip',
					value: 'skip',
					description: 'Leave both the existing object and the original as they are',
				},
			],
			default: 'replaceIfDifferent',
			description: 'What to do if the destination already has an object with the same key',
		},
		oneOf('replaceIfDifferent', 'replace', 'skip'),
	),
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

export const onObjectFailure = forPeople(
	setting(
		{
			displayName: 'When an Object Fails',
			name: 'onObjectFailure',
			type: 'options',
			options: [
				{
					name: 'Fail at the End',
					value: 'failAtEnd',
					description: 'Process all other objects, then fail with the counts and the first cause',
				},
				{
					name: 'Report Only',
					value: 'report',
					description: 'Process all other objects and return the failure with the object',
				},
				{
					name: 'Stop',
					value: 'stop',
					description: 'Stop at the first object that fails',
				},
			],
			default: 'failAtEnd',
			description:
				'What to do if single objects fail. A refused token, a missing permission or a blocked account always stops the run.',
		},
		oneOf('failAtEnd', 'report', 'stop'),
	),
);

/** Never without a number, which would allow any. */
export const refuseAbove = forPeople(
	setting(
		{
			displayName: 'Refuse Above',
			name: 'refuseAbove',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description:
				'Number of objects above which nothing is changed and the node fails. The objects are counted first.',
		},
		requiredNumber(1),
	),
);

export const via = setting(
	{
		displayName: 'Delete Via',
		name: 'via',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'auto',
				description:
					'The S3 endpoint for more than 50 objects if it can be used, else the platform',
			},
			{
				name: 'Platform API',
				value: 'platform',
				description: 'One request per object, with the access token alone',
			},
			{
				name: 'S3 Endpoint',
				value: 's3',
				description:
					"One request for up to 1,000 objects, with an S3 account's own keys, which the token must be permitted to read (s3.account.GetKeys)",
			},
		],
		default: 'auto',
		description: 'How to delete the objects. The results are the same.',
	},
	oneOf('auto', 'platform', 's3'),
);
