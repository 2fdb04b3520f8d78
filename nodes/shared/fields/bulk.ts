import { oneOf } from './choice';
import { belowFilters, setting, textSetting } from './field';
import { flag, optionalText } from '../parse/text';

const prefixField = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
) => textSetting(displayName, name, 'e.g. logs/', description, optionalText);

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

const onOff = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
	as = belowFilters<Name, boolean>,
) => as({ displayName, name, type: 'boolean', default: false, description }, flag);

export const dryRun = onOff(
	'Dry Run',
	'dryRun',
	'Whether to only show which objects would be deleted, copied or moved, and change nothing',
);

export const allowDeletingEverything = onOff(
	'Allow Deleting Everything',
	'allowDeletingEverything',
	'Whether to delete every object of the bucket where neither a prefix nor a filter is set; otherwise the node refuses',
);

export const overwrite = onOff(
	'Overwrite',
	'overwrite',
	'Whether to copy every object; otherwise those are skipped that are there already with the same size and entity tag. An object at the destination that differs is replaced either way.',
);

export const emptyFirst = onOff(
	'Empty First',
	'emptyFirst',
	'Whether to delete every object in the bucket, permanently, before the bucket',
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
		description: 'One item for each object, or one item with the counts',
	},
	oneOf('each', 'summary'),
);

export const stopOnFailure = onOff(
	'Stop on First Failure',
	'stopOnFailure',
	'Whether to end the run with the first object that fails; otherwise the rest goes on and the failure is reported',
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
