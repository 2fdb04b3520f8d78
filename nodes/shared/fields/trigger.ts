import { setting } from './field';
import { filters } from './filters';
import { flag, oneOf, someOf, wholeNumber } from '../parse/text';

const EVENTS = ['created', 'changed', 'deleted'] as const;

/** What can become of an object between two polls. */
export type ObjectEvent = (typeof EVENTS)[number];

export const events = setting(
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		required: true,
		options: [
			{
				name: 'Object Changed',
				value: 'changed',
				description: 'An object was replaced by another with the same key',
			},
			{
				name: 'Object Created',
				value: 'created',
				description: 'There is an object whose key was not there before',
			},
			{
				name: 'Object Deleted',
				value: 'deleted',
				description: 'An object is gone',
			},
		],
		default: ['created'],
		description: 'What starts the workflow',
	},
	someOf(...EVENTS),
);

export const firstRun = setting(
	{
		displayName: 'First Run',
		name: 'firstRun',
		type: 'options',
		options: [
			{
				name: 'Existing Objects Too',
				value: 'existing',
				description: 'Objects that are there when the workflow is published count as created',
			},
			{
				name: 'From Now On',
				value: 'fromNow',
				description: 'Only what happens after the workflow is published counts',
			},
		],
		default: 'fromNow',
		description:
			'What to do with the objects that are there already when the workflow is published for the first time, or watches another bucket or prefix',
	},
	oneOf('fromNow', 'existing'),
);

/** How many items one poll hands out when "Limit per Poll" is not set. */
export const DEFAULT_POLL_LIMIT = 1000;

// Apart from its property, because n8n's lint takes every "limit" for that of a Get Many, whose default is 50.
const limitName = { name: 'limit' } as const;

export const pollLimit = setting(
	{
		displayName: 'Limit per Poll',
		...limitName,
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_POLL_LIMIT,
		description: 'Max number of items in one execution; the rest follows with the next polls',
	},
	wholeNumber(1),
);

export const downloadFile = setting(
	{
		displayName: 'Download File',
		name: 'download',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the bytes of each object beside its item, in the binary field "data". If a download fails in three polls, the item comes without it, and its field "downloadError" says why.',
	},
	flag,
);

const BY_OBJECT_ALONE = ['largerThan', 'nameDoesNotMatch', 'nameMatches', 'smallerThan'];

/** Filters that say the same of an object until it changes: others depend on the time, or on other objects. */
export const lastingFilters = filters.filter(({ property }) =>
	BY_OBJECT_ALONE.includes(property.name),
);
