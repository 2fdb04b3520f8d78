/** A field, or an option that is added. */
export interface Entry {
	label: string;
	parameter: string;
	isOption?: true;
	/** All that its menu offers. */
	choices?: string[];
	/** What is entered, or chosen. */
	value: string;
	/** A name and a value that are added. */
	pairs?: [name: string, value: string];
}

interface Row {
	action: string;
	/** The fields that name the bucket. */
	buckets?: string[];
	key?: string;
	/** Other fields that are filled in first. */
	texts?: Record<string, string>;
	/** A switch that is turned on. */
	on?: string;
	entries: Entry[];
	/** What the output shows then. */
	shows: string[];
}

export const BUCKET = 'panel-files';

const option = (label: string, parameter: string, value: string, choices?: string[]): Entry => ({
	...{ label, parameter, value, choices, isOption: true },
});

const deleteVia = (value: string) =>
	option('Delete Via', 'via', value, ['Automatic', 'Platform API', 'S3 Endpoint']);
const whenAnObjectFails = (value: string) =>
	option('When an Object Fails', 'onObjectFailure', value, [
		...['Fail at the End', 'Report Only', 'Stop'],
	]);
const ifTheCopyExists = (value: string): Entry => ({
	...{ label: 'If the Copy Exists', parameter: 'ifExists', value },
	choices: ['Replace', 'Replace If Different', 'Skip'],
});
const linkFor = (value: string) => option('For', 'for', value, ['Download', 'Upload']);
const refuseAbove = option('Refuse Above', 'refuseAbove', '10');
const route = {
	buckets: ['srcBucketName', 'dstBucketName'],
	texts: { srcPrefix: 'old/', dstPrefix: 'new/' },
};

export const ROWS: Row[] = [
	{
		...{ action: 'Delete many objects', texts: { prefix: 'old/' } },
		entries: [deleteVia('S3 Endpoint'), whenAnObjectFails('Report Only'), refuseAbove],
		shows: ['old/a.txt', 'old/b.txt', 'true'],
	},
	{
		...{ action: 'Copy many objects', ...route },
		entries: [ifTheCopyExists('Skip'), whenAnObjectFails('Stop')],
		shows: ['new/a.txt', 'new/b.txt'],
	},
	{
		...{ action: 'Move many objects', ...route },
		entries: [
			...[ifTheCopyExists('Replace'), deleteVia('Platform API'), refuseAbove],
			whenAnObjectFails('Fail at the End'),
		],
		shows: ['new/a.txt', 'new/b.txt'],
	},
	{
		...{ action: 'Get presigned URL of object', key: 'keep.txt' },
		entries: [
			linkFor('Download'),
			option('Valid For', 'validFor', '15 minutes'),
			option('File Name', 'fileName', 'report.txt'),
		],
		shows: ['GET', 'X-Amz-Expires=900', 'report.txt'],
	},
	{
		...{ action: 'Get presigned URL of object', key: 'keep.txt' },
		entries: [linkFor('Upload'), option('Content Type', 'contentType', 'text/csv')],
		shows: ['PUT', 'X-Amz-SignedHeaders=content-type'],
	},
	{
		...{ action: 'Get object', key: 'none.txt' },
		entries: [option('If Missing', 'ifMissing', 'Return', ['Fail', 'Return'])],
		shows: ['none.txt', 'exists', 'false'],
	},
	{
		...{ action: 'Upload object', texts: { key: 'text.txt' } },
		entries: [
			{ label: 'Content', parameter: 'content', value: 'Text', choices: ['File', 'Text'] },
			{ label: 'Text', parameter: 'text', value: 'Written by hand' },
			option('If the Object Exists', 'ifExists', 'Replace', ['Fail', 'Replace', 'Skip']),
			option('Cache Control', 'cacheControl', 'no-cache'),
			option('Content Disposition', 'contentDisposition', 'inline'),
			{ ...option('Metadata', 'metadata', ''), pairs: ['origin', 'n8n'] },
		],
		shows: ['text.txt', 'uploaded', '15'],
	},
	{
		action: 'Delete incomplete uploads',
		entries: [
			{ label: 'Older Than', parameter: 'olderThan', value: '0 seconds' },
			whenAnObjectFails('Stop'),
		],
		shows: ['broken.zip', 'initiated', 'deleted'],
	},
	{
		action: 'Get usage of bucket',
		entries: [option('Group By', 'groupBy', 'Prefix', ['None', 'Prefix'])],
		shows: ['old/', 'objects', 'bytes'],
	},
	{
		...{ action: 'Delete bucket', on: 'emptyFirst' },
		entries: [deleteVia('Automatic')],
		shows: ['objectsDeleted'],
	},
];
