import { belowFilters, forPeople, setting } from './field';
import { headerValue, metadataPairs } from '../parse/headers';
import { emptyField, oneOf, optionalText } from '../parse/text';
import { pointInTime } from '../parse/time';

// Fields of what the storage itself does, but for links: the state of an object, and uploads.

export const ifMissing = setting(
	{
		displayName: 'If Missing',
		name: 'ifMissing',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'fail', description: 'The item fails' },
			{ name: 'Return', value: 'return', description: 'Return an item with exists: false' },
		],
		default: 'fail',
		description: 'What happens if there is no such object',
	},
	oneOf('fail', 'return'),
);

export const content = setting(
	{
		displayName: 'Content',
		name: 'content',
		type: 'options',
		options: [
			{ name: 'File', value: 'file', description: 'A binary field of the input item' },
			{ name: 'Text', value: 'text', description: 'A text, stored in UTF-8' },
		],
		default: 'file',
		description: 'What to store in the object',
	},
	oneOf('file', 'text'),
);

export const text = {
	...setting(
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			displayOptions: { show: { content: ['text'] } },
			placeholder: 'e.g. Hello',
			description: 'The text to store; empty for an empty object',
		},
		optionalText,
	),
	isVerbatim: true as const,
};

export const ifExists = forPeople(
	setting(
		{
			displayName: 'If the Object Exists',
			name: 'ifExists',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'fail', description: 'Keep the object; the item fails' },
				{ name: 'Replace', value: 'replace', description: 'Replace the object' },
				{ name: 'Skip', value: 'skip', description: 'Keep the object, and return it as skipped' },
			],
			default: 'replace',
			description: 'What happens if there is an object with this key',
		},
		oneOf('replace', 'skip', 'fail'),
	),
);

export const cacheControl = setting(
	{
		displayName: 'Cache Control',
		name: 'cacheControl',
		type: 'string',
		default: '',
		placeholder: 'e.g. max-age=3600',
		description: 'Header Cache-Control to store with the object, for browsers and proxies',
	},
	headerValue,
);

export const contentDisposition = setting(
	{
		displayName: 'Content Disposition',
		name: 'contentDisposition',
		type: 'string',
		default: '',
		placeholder: 'e.g. attachment; filename="report.pdf"',
		description:
			'Header Content-Disposition to store with the object: whether browsers show or save it',
	},
	headerValue,
);

export const metadata = setting(
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Metadata',
		default: {},
		description: 'Names and values to store with the object (x-amz-meta-), in ASCII',
		options: [
			{
				displayName: 'Pair',
				name: 'pairs',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. invoice-number',
						description: 'Name of the value; stored in lower case',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. 2026-0042',
						description: 'The value to store under the name',
					},
				],
			},
		],
	},
	metadataPairs,
);

export const begunBefore = belowFilters(
	{
		displayName: 'Older Than',
		name: 'olderThan',
		type: 'string',
		required: true,
		default: '1 day',
		placeholder: 'e.g. 1 day',
		description:
			'Only uploads begun longer ago than this, such as 12 hours or 7 days, or before a date such as 2026-01-31. An upload that is still running is younger.',
	},
	// Without it, uploads that are still running would be meant.
	(value, label): number => {
		const time = pointInTime(value, label);
		if (time === undefined) throw emptyField(label);
		return time;
	},
);
