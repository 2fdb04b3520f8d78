import { forPeople, setting } from './field';
import { headerValue } from '../parse/headers';
import { oneOf, optionalText } from '../parse/text';
import { durationWithin } from '../parse/time';

// Options of presigned URLs.

const SECOND = 1000;
const WEEK = 7 * 24 * 60 * 60 * SECOND;

export const linkFor = forPeople(
	setting(
		{
			displayName: 'For',
			name: 'for',
			type: 'options',
			options: [
				{ name: 'Download', value: 'download', description: 'The link is requested with GET' },
				{ name: 'Upload', value: 'upload', description: 'The link is requested with PUT' },
			],
			default: 'download',
			description: 'What whoever has the link can do with the object',
		},
		oneOf('download', 'upload'),
	),
);

export const validFor = forPeople(
	setting(
		{
			displayName: 'Valid For',
			name: 'validFor',
			type: 'string',
			default: '1 hour',
			placeholder: 'e.g. 15 minutes',
			description: 'How long the link works: 1 second to 7 days',
		},
		// The most that Signature Version 4 allows.
		durationWithin(SECOND, WEEK, '1 second to 7 days'),
	),
);

export const uploadedType = setting(
	{
		displayName: 'Content Type',
		name: 'contentType',
		type: 'string',
		default: '',
		placeholder: 'e.g. text/csv',
		description:
			'For uploads: media type that must be sent with the file, as header Content-Type. Otherwise any is accepted.',
	},
	headerValue,
);

export const downloadedName = setting(
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. report.pdf',
		description: 'For downloads: name under which browsers save the file (Content-Disposition)',
	},
	optionalText,
);
