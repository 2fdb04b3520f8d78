/**
 * Other spellings of answers: no public source shows the real ones, so every reader must accept what the reference
 * page names as "also read".
 */
interface Spelling {
	/** Fields' other names, by method. `X[]` wraps a value in a list, `X[].y` each value in an object with the field `y`. */
	names?: Record<string, Record<string, string>>;
	/** The payload goes into this field; with `onlyField`, only the value of its first field. */
	wrap?: { field: string; onlyField: boolean };
	/** Rows become the values of this field of theirs. */
	rowsAs?: Record<string, string>;
	/** Dates in these fields become milliseconds. */
	epoch?: string[];
	/** Each cluster has a list of its accounts. */
	byCluster?: boolean;
	/** Empty lists are left out. */
	sparse?: boolean;
}

const PAIRS = {
	aws: { accKey: 'AWSAccessKeyId', secretKey: 'AWSSecretAccessKey' },
	guides: { accKey: 'S3AccessKeyId', secretKey: 'S3SecretAccessKey' },
	tools: { accKey: 'acc_key', secretKey: 'acc_secrete' },
	long: { accKey: 'accessKeyId', secretKey: 'secretAccessKey' },
};

type Names = Record<string, string>;

/** The names of the account methods: of a pair's fields, of a new pair, and of the other fields of GetKeys. */
const accountNames = (pair: Names, object: string, others: Names) => ({
	's3.account.GetKeys': { ...others, ...pair },
	's3.account.GenerateKey': { object, ...pair },
	's3.account.RegenerateKeys': { object, ...pair },
});

export const SPELLINGS: Record<string, Spelling> = {
	/** As the vendor's object storage answers. */
	vendor: {
		names: {
			...accountNames(PAIRS.aws, 'AWSAccessKeys[]', {
				...{ array: 'Accounts', name: 'Name', keys: 'AWSAccessKeys' },
			}),
			's3.bucket.List': { array: 'buckets', name: 'bucket' },
			's3.bucket.GetPresignedURL': { url: 'link' },
			's3.bucket.GetPolicy': { policy: 'policies[]' },
		},
	},
	/** As S3 itself and its clients name things. */
	aws: {
		names: {
			...accountNames(PAIRS.long, 'key', { array: 'accounts', keys: 'accessKeys' }),
			's3.bucket.List': { array: 'buckets', name: 'bucketName' },
			's3.bucket.ListObjects': {
				...{ objects: 'Contents', key: 'Key', size: 'Size', lastModified: 'LastModified' },
				...{ eTag: 'ETag', storageClass: 'StorageClass', isTruncated: 'truncated' },
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
			...accountNames(PAIRS.guides, 'KeyPairs[]', {
				...{ array: 'Accounts', name: 'AccountName', keys: 'KeyPairs' },
				endpoint: 'endpoints[].url',
			}),
			's3.bucket.ListObjects': { nextContinuationToken: 'nextMarker' },
		},
	},
	/** As the vendor's tools read and write them. */
	tools: {
		names: {
			...accountNames(PAIRS.tools, 'keyPair', {
				...{ array: 'accounts', keys: 'keyPairs', endpoint: 'endpoints[]' },
			}),
			's3.bucket.List': { array: 'buckets', creationDate: 'creation_date', owner: 'owner_id' },
			's3.bucket.ListObjects': {
				...{ objects: 'contents', lastModified: 'last_modified', eTag: 'e_tag' },
				...{ storageClass: 'storage_class', isTruncated: 'is_truncated' },
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
