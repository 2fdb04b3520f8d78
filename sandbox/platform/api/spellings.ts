/**
 * Other spellings of answers, for tests of whoever reads them: no public source shows the real ones, so
 * every reader must take what the reference page names as "also read".
 */
export interface Spelling {
	/** Fields' other names, by method. `X[]` makes a list of what is none, and `X[].y` objects with `y` of its values. */
	names?: Record<string, Record<string, string>>;
	/** All of the payload goes into this field; a payload of one field gives only what it holds. */
	wrap?: { field: string; onlyField: boolean };
	/** Rows become the texts in this field of theirs. */
	rowsAs?: Record<string, string>;
	/** Dates in these fields become milliseconds. */
	epoch?: string[];
	/** Accounts stand in a list of their own in each cluster. */
	byCluster?: boolean;
	/** Empty lists are left out. */
	sparse?: boolean;
}

const AWS_PAIR = { accKey: 'AWSAccessKeyId', secretKey: 'AWSSecretAccessKey' };
const GUIDES_PAIR = { accKey: 'S3AccessKeyId', secretKey: 'S3SecretAccessKey' };
const TOOLS_PAIR = { accKey: 'acc_key', secretKey: 'acc_secrete' };
const LONG_PAIR = { accKey: 'accessKeyId', secretKey: 'secretAccessKey' };

export const SPELLINGS: Record<string, Spelling> = {
	/** As the vendor's object storage answers. */
	vendor: {
		names: {
			's3.account.GetKeys': {
				array: 'Accounts',
				name: 'Name',
				keys: 'AWSAccessKeys',
				...AWS_PAIR,
			},
			's3.account.GenerateKey': { object: 'AWSAccessKeys[]', ...AWS_PAIR },
			's3.account.RegenerateKeys': { object: 'AWSAccessKeys[]', ...AWS_PAIR },
			's3.bucket.List': { array: 'buckets', name: 'bucket' },
			's3.bucket.GetPresignedURL': { url: 'link' },
			's3.bucket.GetPolicy': { policy: 'policies[]' },
		},
	},
	/** As S3 itself and its clients name things. */
	aws: {
		names: {
			's3.account.GetKeys': { array: 'accounts', keys: 'accessKeys', ...LONG_PAIR },
			's3.account.GenerateKey': { object: 'key', ...LONG_PAIR },
			's3.account.RegenerateKeys': { object: 'key', ...LONG_PAIR },
			's3.bucket.List': { array: 'buckets', name: 'bucketName' },
			's3.bucket.ListObjects': {
				objects: 'Contents',
				key: 'Key',
				size: 'Size',
				lastModified: 'LastModified',
				eTag: 'ETag',
				storageClass: 'StorageClass',
				isTruncated: 'truncated',
				nextContinuationToken: 'continuationToken',
				commonPrefixes: 'commonPrefixes[].prefix',
			},
			's3.bucket.GetPresignedURL': { url: 'presignedUrl' },
			's3.bucket.GetPolicy': { policy: 'policies[]' },
		},
	},
	/** As the vendor's guides name things. */
	guides: {
		names: {
			's3.account.GetKeys': {
				array: 'Accounts',
				name: 'AccountName',
				keys: 'KeyPairs',
				endpoint: 'endpoints[].url',
				...GUIDES_PAIR,
			},
			's3.account.GenerateKey': { object: 'KeyPairs[]', ...GUIDES_PAIR },
			's3.account.RegenerateKeys': { object: 'KeyPairs[]', ...GUIDES_PAIR },
			's3.bucket.ListObjects': { nextContinuationToken: 'nextMarker' },
		},
	},
	/** As the vendor's tools read and write them. */
	tools: {
		names: {
			's3.account.GetKeys': {
				array: 'accounts',
				keys: 'keyPairs',
				endpoint: 'endpoints[]',
				...TOOLS_PAIR,
			},
			's3.account.GenerateKey': { object: 'keyPair', ...TOOLS_PAIR },
			's3.account.RegenerateKeys': { object: 'keyPair', ...TOOLS_PAIR },
			's3.bucket.List': { array: 'buckets', creationDate: 'creation_date', owner: 'owner_id' },
			's3.bucket.ListObjects': {
				objects: 'contents',
				lastModified: 'last_modified',
				eTag: 'e_tag',
				storageClass: 'storage_class',
				isTruncated: 'is_truncated',
				nextContinuationToken: 'next_marker',
				commonPrefixes: 'common_prefixes',
			},
			's3.bucket.GetPresignedURL': { url: 'presigned_url' },
		},
	},
	/** The payload under `response`, as nested failures are. */
	wrapped: { wrap: { field: 'response', onlyField: false } },
	/** The payload under `object`: a list, a text, a key pair. */
	object: { wrap: { field: 'object', onlyField: true } },
	/** Rows as plain texts. */
	plain: { rowsAs: { 's3.bucket.List': 'name', 's3.bucket.ListObjects': 'key' } },
	/** Dates as milliseconds since 1970. */
	epoch: { epoch: ['createdAt', 'creationDate', 'lastModified'] },
	/** Accounts one level deeper, in their clusters. */
	clusters: { byCluster: true },
	/** No empty lists: fields without a value are left out. */
	sparse: { sparse: true },
};
