import type { IDisplayOptions } from 'n8n-workflow';
import {
	forPeople,
	identifier,
	keyIdentifier,
	locator,
	locatorFilter,
	parameter,
	requiredLocator,
	sentAs,
	setting,
	type Read,
} from './field';
import { bucketName, oneOf, requiredText, trimmedName } from '../parse/text';
import { policyDocument } from '../parse/policy';
import { pointInTime } from '../parse/time';
import { nameOrFile } from '../parse/file';

const aHostGroup = {
	displayName: 'Host Group',
	name: 'hostGroup' as const,
	thing: 'host group',
	byValue: 'By Name',
	placeholder: 'e.g. s3-eu1',
	searchListMethod: 'searchHostGroups',
	dependsOn: ['options.ownerUid'],
};

export const hostGroup = locator({
	...aHostGroup,
	description: 'The host group (S3 cluster) that holds the storage',
});

/** Of a listing. */
export const hostGroupFilter = locatorFilter({
	...aHostGroup,
	description: 'Only include this host group (S3 cluster). Leave empty for all.',
});

/** What changes the lists of a host group. */
export const ofHostGroup = ['hostGroup.value', 'options.ownerUid'];

const anAccount = {
	displayName: 'Account',
	name: 'accountName' as const,
	thing: 'account',
	byValue: 'By Name',
	placeholder: 'e.g. backup-service',
	searchListMethod: 'searchAccounts',
	dependsOn: ofHostGroup,
};

export const account = sentAs('name', locator({ ...anAccount, description: 'The S3 account' }));

/** Of a listing of access keys. */
export const accountFilter = locatorFilter({
	...anAccount,
	description: 'Only include access keys of this account. Leave empty for all.',
});

/** Of a listing of access keys. */
export const createdBefore = setting(
	{
		displayName: 'Older Than',
		name: 'olderThan',
		type: 'string',
		default: '',
		placeholder: 'e.g. 90 days',
		description:
			'Only include access keys created before this, e.g. 90 days (ago) or 2026-01-31 (UTC)',
	},
	pointInTime,
);

export const newAccount = sentAs(
	'name',
	identifier(
		{
			displayName: 'Account Name',
			name: 'accountName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. backup-service',
			description: 'Name of the new S3 account',
		},
		trimmedName,
	),
);

/** A field for one of the owner's access keys. */
export const accessKeyNamed = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
) =>
	locator({
		displayName,
		name,
		description,
		thing: 'access key',
		byValue: 'By Key',
		placeholder: 'e.g. b09693b73b3c7686V8NZ',
		searchListMethod: 'searchAccessKeys',
		dependsOn: ofHostGroup,
	});

export const accessKey = sentAs(
	'accKey',
	accessKeyNamed('Access Key', 'accessKey', 'The access key ID, not the secret key'),
);

const bucketNamed = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
) =>
	identifier(
		requiredLocator({
			displayName,
			name,
			description,
			thing: 'bucket',
			byValue: 'By Name',
			placeholder: 'e.g. app-logs',
			searchListMethod: 'searchBuckets',
			dependsOn: ofHostGroup,
		}),
		bucketName,
	);

export const bucket = bucketNamed('Bucket', 'bucketName', 'The bucket to work with');

export const sourceBucket = bucketNamed(
	'Source Bucket',
	'srcBucketName',
	'The bucket to copy or move objects from',
);

export const destinationBucket = bucketNamed(
	'Destination Bucket',
	'dstBucketName',
	'The bucket to copy or move objects to. Can be the source bucket.',
);

export const newBucket = identifier(
	{
		displayName: 'Bucket Name',
		name: 'bucketName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. app-logs',
		description:
			'Name of the new bucket: 3 to 63 lowercase letters, digits, dots, hyphens or underscores',
	},
	bucketName,
);

const keyNamed = <const Name extends string>(
	displayName: string,
	name: Name,
	description: string,
	searchListMethod: string,
	bucketField: string,
) =>
	keyIdentifier(
		requiredLocator({
			displayName,
			name,
			description,
			thing: 'object',
			byValue: 'By Key',
			placeholder: 'e.g. logs/2026-01-31.log',
			searchListMethod,
			dependsOn: [`${bucketField}.value`, ...ofHostGroup],
		}),
	);

export const key = keyNamed(
	'Object Key',
	'key',
	'Full key of the object, including slashes',
	'searchObjects',
	'bucketName',
);

export const sourceKey = keyNamed(
	'Source Object Key',
	'srcKey',
	'Full key of the object to copy or move, including slashes',
	'searchSourceObjects',
	'srcBucketName',
);

export const destinationKey = keyIdentifier({
	displayName: 'Destination Object Key',
	name: 'dstKey',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. archive/2026-01-31.log',
	description: 'New key of the object. An existing object with this key is overwritten.',
});

export const access = forPeople(
	setting(
		{
			displayName: 'Access',
			name: 'access',
			type: 'options',
			options: [
				{
					name: 'Custom',
					value: 'custom',
					description: 'Set a policy document of your own',
				},
				{
					name: 'Private',
					value: 'private',
					description: "Remove the bucket's policy. Only the owner keeps access.",
				},
				{
					name: 'Public Read',
					value: 'publicRead',
					description: 'Let anyone download every object in the bucket',
				},
			],
			// With the empty policy below it, the one that changes nothing when it is run as it is.
			default: 'custom',
			description: 'Who can access the bucket',
		},
		(value, label) => oneOf('custom', 'private', 'publicRead')(requiredText(value, label), label),
	),
);

/** Without a value where Access says it all. */
export const policy = forPeople(
	parameter<'policy', string | undefined>(
		{
			displayName: 'Policy',
			name: 'policy',
			type: 'json',
			typeOptions: { rows: 12 },
			required: true,
			default: '',
			placeholder:
				'{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/public/*" }] }',
			displayOptions: { show: { access: ['custom'] } },
			description:
				"Policy document in JSON, with a Statement. Replaces the bucket's existing policy.",
		},
		policyDocument,
	),
);

export const newKey = keyIdentifier({
	displayName: 'Object Key',
	name: 'key',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. reports/2026-01.pdf',
	description: 'Full key of the object. By default, an existing object with this key is replaced.',
});

const binaryField = <Value>(
	displayName: string,
	description: string,
	read: Read<Value>,
	displayOptions?: IDisplayOptions,
) =>
	setting(
		{
			displayName,
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			placeholder: 'e.g. data',
			...(displayOptions && { displayOptions }),
			description,
		},
		read,
	);

export const inputBinaryField = binaryField(
	'Input Binary Field',
	"Name of the input item's binary field with the file, or an expression that gives the file itself",
	nameOrFile,
	{ show: { content: ['file'] } },
);

export const outputBinaryField = binaryField(
	'Output Binary Field',
	'Name of the binary field to put the file in',
	requiredText,
);
