// ASSUMED. No public source shows how the platform's S3 services answer. Everything the pack assumes
// about it is in this table; its neighbors only look things up in it. Each role has its spellings in
// order of preference: the first is what the local sandbox answers with, the others are what the rest
// of the platform, the object storage behind it (its API, its guides, its command line) and S3 itself
// use. Names are compared without case, `_` and `-`: `accKey` stands for `acc_key` and `AccKey`, too.
// A real answer that reads otherwise is corrected here, in one place.

/** The fields of the envelope, which say nothing about the payload. */
export const ENVELOPE = [
	...['result', 'error', 'source', 'reason', 'className', 'totalCount', 'ruk', 'time', 'debug'],
];

/** Where a payload may be wrapped as a whole. */
export const WRAPPERS = ['response', 'object', 'data'];

/** The wrapper that holds an envelope of its own. */
export const ENVELOPE_FIELD = 'response';

/** Names under which any list may come. */
export const ANY_LIST = ['array', 'infos', 'keys', 'objects', 'responses', ...WRAPPERS];

/** Names under which each list comes, and whether it may come under a name of any list instead. */
export const LISTS = {
	accounts: { own: ['accounts'], orAny: true },
	accountKeys: {
		own: ['keys', 'accKeys', 'accessKeys', 'AWSAccessKeys', 'keyPairs', 'keyPair', 'key'],
		orAny: false,
	},
	endpoints: { own: ['endpoint', 'endpoints'], orAny: false },
	buckets: { own: ['buckets'], orAny: true },
	objects: { own: ['objects', 'contents', 'objectSummaries'], orAny: true },
	commonPrefixes: { own: ['commonPrefixes'], orAny: false },
	regions: { own: ['regions'], orAny: true },
	nodeGroups: { own: ['hardNodeGroups', 'hardwareNodeGroups'], orAny: false },
} as const satisfies Record<string, { own: readonly string[]; orAny: boolean }>;

/** Names of lists that are also names of a text; a text there is no list of one. */
export const NO_LONE_ROW = ['key'];

/** The fields a listing's page may have beside its list; an empty page may have only these. */
export const PAGE_FIELDS = [
	...['isTruncated', 'truncated', 'keyCount', 'maxKeys', 'prefix', 'delimiter', 'startAfter'],
	...['continuationToken', 'nextContinuationToken', 'marker', 'nextMarker', 'commonPrefixes'],
	...['encodingType', 'bucketName', 'name', 'hostGroup'],
];

/** Names of single values. */
export const VALUES = {
	hostGroup: ['hostGroup', 'hostGroupName', 'hardNodeGroup', 'cluster', 'region', 'uniqueName'],
	accountName: ['name', 'accountName', 'account'],
	endpoint: ['endpoint', 'endpointUrl', 'url', 's3Url'],
	endpointAddress: ['url', 'endpoint', 'endpointUrl', 'host', 'hostname', 'domain', 'address'],
	accessKey: ['accKey', 'accessKey', 'accessKeyId', 'AWSAccessKeyId', 'S3AccessKeyId', 'key'],
	secretKey: [
		...['secretKey', 'secretAccessKey', 'AWSSecretAccessKey', 'S3SecretAccessKey', 'secKey'],
		// accSecrete: so written in the vendor's guide.
		...['accSecret', 'accSecrete', 'accSecretKey', 'secret'],
	],
	isActive: ['enabled', 'isEnabled', 'active', 'isActive', 'state', 'status'],
	bucketName: ['name', 'bucketName', 'bucket'],
	createdAt: ['createdAt', 'creationDate', 'created', 'createdOn'],
	objectKey: ['key', 'objectKey', 'name'],
	size: ['size', 'contentLength'],
	currentSize: ['current'],
	lastModified: ['lastModified', 'modified', 'lastModifiedDate'],
	eTag: ['eTag'],
	storageClass: ['storageClass'],
	nextToken: ['nextContinuationToken'],
	nextMarker: ['nextMarker'],
	tokenWhenCutOff: ['continuationToken'],
	isCutOff: ['isTruncated', 'truncated'],
	encoding: ['encodingType'],
	prefix: ['prefix'],
	policy: ['policy'],
	presignedUrl: ['url', 'presignedUrl', 'link', 'object', 'response'],
	uniqueName: ['uniqueName'],
	displayName: ['displayName'],
	engine: ['engine', 'engineType'],
	isEnabled: ['isEnabled', 'enabled'],
} as const satisfies Record<string, readonly string[]>;

/** Where new key pairs come, when the answer itself is none: within one another, too. */
export const PAIR_PLACES = [...ANY_LIST, ...LISTS.accountKeys.own, ...LISTS.accounts.own];

/** Names under which several policies come, when there is no `policy`. */
export const POLICIES = ['policies', 'array', 'object', 'response'];

/** A yes and a no, as a text in small letters. */
export const YES = ['true', '1', 'yes', 'y', 'on', 'enabled', 'active'];
export const NO = ['false', '0', 'no', 'n', 'off', 'disabled', 'inactive'];

/** Names of fields that say the opposite of `isActive`, and of lists or texts that may. */
export const DISABLED_FIELDS = ['disabled', 'isDisabled', 'suspended', 'blocked', 'locked'];
export const FLAG_FIELDS = ['flags', 'flag'];

/** What a state or a flag has in it of a pair that is not accepted. */
export const DISABLED = /(?<![a-z])(disabled|inactive|suspended|blocked|locked|revoked|expired)/i;

/** A secret key's place where the platform does not tell it: `***`, `KcPb****`, `xxxx`, `<hidden>`. */
export const HIDDEN =
	/[*•●…]|^(x{3,20}|\.+|-+)$|^\W?(hidden|masked|redacted|secret|none|null)\W?$/i;

/** What a field's name has in it that holds a secret, as names are compared. */
export const SECRET_NAME = /secret|seckey|privatekey|password/;

/** How getregions writes the engine of a host group that is an S3 cluster: by name or by number. */
export const S3_ENGINES = ['S3', '2'];

/** Each role, as a failure names it. */
export const ROLE_NAMES: Record<keyof typeof LISTS | keyof typeof VALUES, string> = {
	accounts: 'the list of accounts',
	accountKeys: 'the keys of an account',
	endpoints: 'the S3 endpoint',
	buckets: 'the list of buckets',
	objects: 'the list of objects',
	commonPrefixes: 'the list of common prefixes',
	regions: 'the list of regions',
	nodeGroups: 'the host groups of a region',
	hostGroup: 'the host group',
	accountName: 'the name of an account',
	endpoint: 'the S3 endpoint',
	endpointAddress: 'the address of the S3 endpoint',
	accessKey: 'the access key',
	secretKey: 'the secret key',
	isActive: 'whether a key pair is enabled',
	bucketName: 'the name of a bucket',
	createdAt: 'the time of creation',
	objectKey: 'the key of an object',
	size: 'the size',
	currentSize: 'the current size',
	lastModified: 'the time of the last change',
	eTag: 'the entity tag',
	storageClass: 'the storage class',
	nextToken: 'the continuation token of the next page',
	nextMarker: 'the continuation token of the next page',
	tokenWhenCutOff: 'the continuation token of the next page',
	isCutOff: 'whether there are more pages',
	encoding: 'the encoding of the keys',
	prefix: 'the text of a common prefix',
	policy: 'the policy',
	presignedUrl: 'the presigned URL',
	uniqueName: 'the unique name of a host group',
	displayName: 'the name of a host group',
	engine: 'the engine of a host group',
	isEnabled: 'whether a host group is enabled',
};
