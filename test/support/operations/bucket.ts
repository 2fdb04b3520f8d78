import type { IDataObject } from 'n8n-workflow';
import type { Request, Row } from './example';
import { readOnlyPolicy } from '../things';
import { CHOSEN, STAYS, type Change, type ExampleThings } from './things';

const ofBucket = ({ hostGroup, bucket: bucketName }: ExampleThings) => ({ hostGroup, bucketName });
const ofObject = (things: ExampleThings) => ({ ...ofBucket(things), key: things.key });
const chosen = ({ hostGroup, source: bucketName }: ExampleThings) => ({
	...{ hostGroup, bucketName, prefix: 'in/' },
});
const route = ({ hostGroup, source, target }: ExampleThings) => ({
	...{ hostGroup, srcBucketName: source, srcPrefix: 'in/' },
	...{ dstBucketName: target, dstPrefix: 'out/' },
});
const newObject = ({ hostGroup, target: bucketName }: ExampleThings) => ({
	...{ hostGroup, bucketName, key: 'uploaded' },
});
const upload = (things: ExampleThings) => ({ ...newObject(things), binaryPropertyName: 'data' });

const signingPair: Request = { method: 's3.account.GetKeys', kind: 'signs' };

/** Enough that the storage deletes them, if it can. */
const MANY = Array.from({ length: 52 }, (_, at) => `in/${String(at).padStart(3, '0')}`);

/** The sandbox's pages have two objects. */
const pages = (times: number): Request => ({
	...{ method: 's3.bucket.ListObjects', kind: 'reads', times },
});

/** An object that fails is an item like the others, and the node does not fail. */
const REPORTING = { onObjectFailure: 'report' };

const forEachChosen: Omit<Request, 'method'> = {
	...{ kind: 'changes', times: CHOSEN.length, isEachSent: true, isReported: true },
};

const copies: Change = ({ buckets }, { source, target }, keys) => {
	for (const key of keys) buckets[target][key.replace('in/', 'out/')] = buckets[source][key];
};
const deletesFrom =
	(bucket: 'source' | 'full'): Change =>
	({ buckets }, things, keys) => {
		for (const key of keys) delete buckets[things[bucket]][key];
	};
const uploads =
	(contents: (things: ExampleThings) => string): Change =>
	({ buckets }, things) =>
		(buckets[things.target].uploaded = contents(things));

const copyChosen: Request = { method: 's3.bucket.CopyObject', ...forEachChosen, does: copies };
const deleteChosen: Request = {
	...{ method: 's3.bucket.DeleteObject', ...forEachChosen, does: deletesFrom('source') },
};

const removesUploads: Change = (outside, _, keys) =>
	(outside.uploads = outside.uploads.filter((key) => !keys.includes(key)));

const each = (keyField: string, done: string) => (_: ExampleThings, keys: string[]) =>
	keys.map((key) => ({ [keyField]: key, [done]: true }));
const uploaded = ({ target }: ExampleThings) => [
	{ bucketName: target, key: 'uploaded', uploaded: true },
];

const smallFile = ({ target }: ExampleThings) => `a small file for ${target}`;
const TEXT = 'a text';
const LARGE = 9 * 2 ** 20;

/** Examples of the operations of Jelastic S3 Bucket. */
export const BUCKET: Record<string, Row> = {
	'bucket create': {
		...{ method: 's3.bucket.Create', kind: 'creates' },
		parameters: ({ hostGroup, newBucket: bucketName }) => ({ hostGroup, bucketName }),
		does: ({ buckets }, { newBucket }) => (buckets[newBucket] = {}),
		gives: ({ newBucket }) => [{ bucketName: newBucket, created: true }],
	},
	'bucket create, use it': {
		parameters: ofBucket,
		settings: { ifExists: 'use' },
		requests: [{ method: 's3.bucket.List', kind: 'finds' }],
		gives: ({ bucket: bucketName }) => [{ bucketName, created: false }],
	},
	'bucket delete': {
		...{ method: 's3.bucket.Delete', kind: 'changes' },
		parameters: ({ hostGroup, emptyBucket: bucketName }) => ({ hostGroup, bucketName }),
		does: ({ buckets }, { emptyBucket }) => delete buckets[emptyBucket],
		gives: ({ emptyBucket }) => [{ bucketName: emptyBucket, deleted: true }],
	},
	'bucket delete, empty first': {
		parameters: ({ hostGroup, full: bucketName }) => ({ hostGroup, bucketName }),
		settings: { emptyFirst: true },
		requests: [
			pages(3),
			{ ...deleteChosen, does: deletesFrom('full'), isReported: false },
			{
				...{ method: 's3.bucket.Delete', kind: 'changes' },
				does: ({ buckets }, { full }) => delete buckets[full],
			},
		],
		gives: ({ full }, keys) => [{ bucketName: full, deleted: true, objectsDeleted: keys.length }],
	},
	'bucket getAll': {
		...{ method: 's3.bucket.List', kind: 'reads' },
		parameters: () => ({}),
		settings: { returnAll: true },
		gives: ({ bucket: bucketName }) => [{ bucketName }],
		givesMore: true,
	},
	'bucket getUsage': {
		parameters: ({ hostGroup, source: bucketName }) => ({ hostGroup, bucketName }),
		requests: [pages(3)],
		gives: ({ source: bucketName }, keys) => [{ bucketName, objects: keys.length + 1 }],
	},
	'object copy': {
		...{ method: 's3.bucket.CopyObject', kind: 'changes' },
		parameters: ({ hostGroup, bucket: srcBucketName, key: srcKey, emptyBucket }) => ({
			...{ hostGroup, srcBucketName, srcKey },
			...{ dstBucketName: emptyBucket, dstKey: `copies/${srcKey}` },
		}),
		does: ({ buckets }, { bucket, emptyBucket, key }) =>
			(buckets[emptyBucket][`copies/${key}`] = buckets[bucket][key]),
		gives: ({ key }) => [{ srcKey: key, copied: true }],
	},
	'object copyMany': {
		parameters: route,
		settings: { options: REPORTING },
		// Two listings: of the source, and of what is already at the destination.
		requests: [pages(4), copyChosen],
		gives: each('srcKey', 'copied'),
	},
	'object delete': {
		...{ method: 's3.bucket.DeleteObject', kind: 'changes' },
		parameters: ofObject,
		does: ({ buckets }, { bucket, key }) => delete buckets[bucket][key],
		gives: ({ key }) => [{ key, deleted: true }],
	},
	'object deleteMany': {
		parameters: chosen,
		settings: { options: REPORTING },
		requests: [pages(3), deleteChosen],
		gives: each('key', 'deleted'),
	},
	'object deleteMany, of more than a few': {
		parameters: chosen,
		keys: MANY,
		settings: { options: REPORTING },
		requests: [
			{ ...pages(MANY.length / 2), hitIn: 'object deleteMany' },
			{ method: 's3.account.GetKeys', kind: 'eases' },
			{ method: 'ListBuckets', kind: 'eases', attempts: 2 },
			{ method: 'DeleteObjects', kind: 'eases', does: deletesFrom('source') },
		],
		gives: each('key', 'deleted'),
	},
	'object deleteMany, through S3': {
		parameters: chosen,
		settings: { options: { via: 's3', ...REPORTING } },
		requests: [
			signingPair,
			pages(3),
			{ method: 'DeleteObjects', kind: 'confirms', does: deletesFrom('source'), isReported: true },
		],
		gives: each('key', 'deleted'),
	},
	'object download': {
		parameters: (things) => ({ ...ofObject(things), binaryPropertyName: 'data' }),
		requests: [
			{ method: 's3.bucket.GetPresignedURL', kind: 'links' },
			{ method: 'GetObject', kind: 'downloads' },
		],
		gives: ({ key }) => [{ key, size: 'contents'.length }],
	},
	'object deleteIncompleteUploads': {
		parameters: chosen,
		settings: { olderThan: '0 seconds', options: REPORTING },
		requests: [
			signingPair,
			{ method: 'ListMultipartUploads', kind: 'lists' },
			{
				...{ method: 'AbortMultipartUpload', ...forEachChosen, kind: 'removes' },
				does: removesUploads,
			},
		],
		gives: each('key', 'deleted'),
	},
	'object get': {
		parameters: ofObject,
		requests: [
			{ method: 's3.account.GetKeys', kind: 'tries' },
			{ method: 'HeadObject', kind: 'looks' },
		],
		gives: ({ key }) => [{ key, exists: true, size: 'contents'.length }],
	},
	'object get, by listing': {
		parameters: ofObject,
		token: 'buckets',
		requests: [{ method: 's3.account.GetKeys', kind: 'tries', hitIn: 'object get' }, pages(1)],
		gives: ({ key }) => [{ key, exists: true }],
	},
	'object getAll': {
		...{ ...pages(3), method: 's3.bucket.ListObjects' },
		parameters: ({ hostGroup, source: bucketName }) => ({ hostGroup, bucketName }),
		settings: { returnAll: true, options: { maxKeys: 2 } },
		gives: (_, keys) => [STAYS, ...keys].map((key) => ({ key })),
	},
	'object getPresignedUrl': {
		...{ method: 's3.bucket.GetPresignedURL', kind: 'links' },
		parameters: ofObject,
		gives: ({ key }) => [{ key }],
		reveals: 'url',
	},
	'object getPresignedUrl, for upload': {
		parameters: ofObject,
		settings: { options: { for: 'upload', validFor: '15 minutes', contentType: 'text/csv' } },
		requests: [signingPair],
		gives: ({ key }) => [{ key, method: 'PUT' }],
		reveals: 'url',
	},
	'object move': {
		parameters: ({ hostGroup, source, target }) => ({
			...{ hostGroup, srcBucketName: source, srcKey: CHOSEN[0] },
			...{ dstBucketName: target, dstKey: CHOSEN[0].replace('in/', 'out/') },
		}),
		requests: [
			{
				...{ method: 's3.bucket.CopyObject', kind: 'changes' },
				does: (outside, things) => copies(outside, things, [CHOSEN[0]]),
			},
			// The original's size, and whether the copy is there.
			{ ...pages(2), hitIn: 'object get, by listing' },
			{
				...{ method: 's3.bucket.DeleteObject', kind: 'changes' },
				does: (outside, things) => deletesFrom('source')(outside, things, [CHOSEN[0]]),
			},
		],
		gives: () => [{ srcKey: CHOSEN[0], moved: true }],
	},
	'object moveMany': {
		parameters: route,
		settings: { options: REPORTING },
		// The last three see the copies.
		requests: [{ ...pages(7), timesBefore: 4 }, copyChosen, deleteChosen],
		gives: each('srcKey', 'moved'),
	},
	'object moveMany, through S3': {
		parameters: route,
		settings: { options: { via: 's3', ...REPORTING } },
		requests: [
			signingPair,
			{ ...pages(7), timesBefore: 4 },
			copyChosen,
			{ method: 'DeleteObjects', kind: 'confirms', does: deletesFrom('source'), isReported: true },
		],
		gives: each('srcKey', 'moved'),
	},
	'object upload': {
		parameters: upload,
		file: (things) => Buffer.from(smallFile(things)),
		requests: [signingPair, { method: 'PutObject', kind: 'uploads', does: uploads(smallFile) }],
		gives: uploaded,
	},
	'object upload, in parts': {
		parameters: upload,
		file: () => Buffer.alloc(LARGE, 7),
		isLarge: true,
		requests: [
			signingPair,
			{ method: 'CreateMultipartUpload', kind: 'confirms' },
			{ method: 'UploadPart', kind: 'uploads', times: 2, isEachSent: true },
			{
				...{ method: 'CompleteMultipartUpload', kind: 'confirms' },
				does: uploads(() => `${LARGE} bytes`),
			},
		],
		gives: uploaded,
	},
	'object upload, a new text': {
		parameters: newObject,
		settings: {
			...{ content: 'text', text: TEXT },
			options: {
				...{ ifExists: 'fail', cacheControl: 'no-cache', contentDisposition: 'inline' },
				metadata: { pairs: [{ name: 'origin', value: 'n8n' }] },
			},
		},
		requests: [
			{ ...signingPair, hitIn: 'object upload' },
			{ method: 'HeadObject', kind: 'looks' },
			{ method: 'GetObject', kind: 'misses' },
			{ method: 'PutObject', kind: 'uploads', does: uploads(() => TEXT) },
		],
		gives: uploaded,
	},
	'object upload, kept': {
		parameters: ({ hostGroup, source: bucketName }) => ({ hostGroup, bucketName, key: STAYS }),
		settings: { content: 'text', text: TEXT, options: { ifExists: 'skip' } },
		requests: [
			{ ...signingPair, hitIn: 'object upload' },
			{ method: 'HeadObject', kind: 'looks' },
		],
		gives: ({ source: bucketName }) => [{ bucketName, key: STAYS, uploaded: false, skipped: true }],
	},
	'policy delete': {
		...{ method: 's3.bucket.DeletePolicy', kind: 'changes' },
		parameters: ofBucket,
		does: ({ policies }, { bucket }) => delete policies[bucket],
		gives: ({ bucket }) => [{ bucketName: bucket, deleted: true }],
	},
	'policy get': {
		...{ method: 's3.bucket.GetPolicy', kind: 'reads' },
		parameters: ofBucket,
		gives: ({ bucket, policy }) => [
			{ bucketName: bucket, policy: JSON.parse(policy) as IDataObject },
		],
	},
	'policy set': {
		...{ method: 's3.bucket.SetPolicy', kind: 'changes' },
		parameters: (things) => ({ ...ofBucket(things), policy: things.newPolicy }),
		does: ({ policies }, { bucket, newPolicy }) => (policies[bucket] = newPolicy),
		gives: ({ bucket }) => [{ bucketName: bucket, set: true }],
	},
	'policy set, private': {
		parameters: ofBucket,
		settings: { access: 'private' },
		requests: [
			{
				...{ method: 's3.bucket.DeletePolicy', kind: 'changes' },
				does: ({ policies }, { bucket }) => delete policies[bucket],
			},
		],
		gives: ({ bucket }) => [{ bucketName: bucket, set: true, access: 'private' }],
	},
	'policy set, public': {
		parameters: ({ hostGroup, emptyBucket: bucketName }) => ({ hostGroup, bucketName }),
		settings: { access: 'publicRead' },
		requests: [
			{
				...{ method: 's3.bucket.SetPolicy', kind: 'changes' },
				does: ({ policies }, { emptyBucket }) =>
					(policies[emptyBucket] = readOnlyPolicy(emptyBucket)),
			},
		],
		gives: ({ emptyBucket }) => [{ bucketName: emptyBucket, set: true, access: 'publicRead' }],
	},
};
