// ASSUMED. No public source shows how the platform's S3 services answer. Everything the pack assumes
// about it is in this table; answers.ts only looks things up in it. Each role has its spellings in
// order of preference: the first is what the local sandbox answers with, the others are what the rest
// of the platform, the object storage behind it and S3 itself use. A real answer that reads otherwise
// is corrected here, in one place.

/** The fields of the envelope, which say nothing about the payload. */
export const ENVELOPE = [
	'result',
	'error',
	'source',
	'reason',
	'className',
	'totalCount',
	'ruk',
	'time',
	'debug',
];

/** Where a payload may be wrapped as a whole. */
export const WRAPPERS = ['response', 'object', 'data'];

/** Names under which any list may come. */
const ANY_LIST = ['array', 'infos', 'keys', 'objects', 'object', 'responses'];

/** Names under which each list comes. */
export const LISTS = {
	accounts: ['array', 'accounts', 'Accounts', ...ANY_LIST],
	accountKeys: ['keys', 'accKeys', 'accessKeys', 'AWSAccessKeys'],
	buckets: ['array', 'buckets', 'Buckets', ...ANY_LIST],
	objects: ['objects', 'contents', 'objectSummaries', 'array', 'Contents', ...ANY_LIST],
	commonPrefixes: ['commonPrefixes', 'CommonPrefixes'],
	regions: ['array', 'regions', ...ANY_LIST],
	nodeGroups: ['hardNodeGroups', 'hardwareNodeGroups'],
} as const satisfies Record<string, readonly string[]>;

/** The fields a listing's page may have beside its list; an empty page may have only these. */
export const PAGE_FIELDS = [
	'isTruncated',
	'IsTruncated',
	'truncated',
	'keyCount',
	'KeyCount',
	'maxKeys',
	'MaxKeys',
	'prefix',
	'Prefix',
	'delimiter',
	'Delimiter',
	'continuationToken',
	'nextContinuationToken',
	'NextContinuationToken',
	'commonPrefixes',
	'CommonPrefixes',
	'startAfter',
	'encodingType',
	'bucketName',
	'name',
	'Name',
	'hostGroup',
];

/** Names of single values. */
export const VALUES = {
	hostGroup: ['hostGroup', 'hostGroupName', 'hardNodeGroup', 'cluster', 'region', 'uniqueName'],
	accountName: ['name', 'Name', 'accountName', 'account'],
	endpoint: ['endpoint', 'Endpoint', 'endpointUrl', 'url', 's3Url'],
	accessKey: ['accKey', 'accessKey', 'accessKeyId', 'AWSAccessKeyId', 'access_key', 'key'],
	secretKey: [
		'secretKey',
		'secretAccessKey',
		'AWSSecretAccessKey',
		'secKey',
		'secret',
		'secret_key',
	],
	bucketName: ['name', 'bucketName', 'bucket', 'Name', 'Bucket'],
	createdAt: ['createdAt', 'creationDate', 'CreationDate', 'created', 'createdOn'],
	objectKey: ['key', 'Key', 'objectKey', 'name'],
	size: ['size', 'Size', 'contentLength'],
	lastModified: ['lastModified', 'LastModified', 'modified', 'lastModifiedDate'],
	eTag: ['eTag', 'ETag', 'etag'],
	storageClass: ['storageClass', 'StorageClass'],
	nextToken: ['nextContinuationToken', 'NextContinuationToken'],
	tokenWhenCutOff: ['continuationToken', 'ContinuationToken'],
	isCutOff: ['isTruncated', 'truncated', 'IsTruncated'],
	prefix: ['prefix', 'Prefix'],
	policy: ['policy', 'Policy'],
	presignedUrl: ['url', 'presignedUrl', 'link', 'object', 'response'],
	uniqueName: ['uniqueName'],
	displayName: ['displayName'],
	engine: ['engine', 'engineType'],
	isEnabled: ['isEnabled', 'enabled'],
} as const satisfies Record<string, readonly string[]>;

/** Names under which one new key pair comes, when it is not the answer itself. */
export const ONE_KEY = ['object', 'key', 'keys', 'AWSAccessKeys', 'response'];

/** Names under which several policies come, when there is no `policy`. */
export const POLICIES = ['policies', 'array', 'object', 'response'];

/** How getregions writes the engine of a host group that is an S3 cluster: by name or by number. */
export const S3_ENGINES = ['S3', '2'];

/** Each role, as a failure names it. */
export const ROLE_NAMES = {
	accounts: 'the list of accounts',
	accountKeys: 'the keys of an account',
	buckets: 'the list of buckets',
	objects: 'the list of objects',
	commonPrefixes: 'the common prefixes',
	regions: 'the list of regions',
	nodeGroups: 'the host groups of a region',
	accountName: 'the name of an account',
	accessKey: 'the access key',
	secretKey: 'the secret key',
	bucketName: 'the name of a bucket',
	objectKey: 'the key of an object',
	nextToken: 'the continuation token of the next page',
	policy: 'the policy',
	presignedUrl: 'the presigned URL',
	uniqueName: 'the unique name of a host group',
} as const;
