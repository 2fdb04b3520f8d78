import type { IDataObject } from 'n8n-workflow';
import { REFERENCE } from '../support/reference';
import { CHOSEN, STAYS, type Change, type FaultThings, type Parameters } from './things';

/** A kind of request that an operation sends: the platform's method or the S3 operation, and what it changes. */
export interface Request {
	method: string;
	/** Left out for what changes nothing that can be seen. */
	does?: Change;
	/** How many are sent without a fault: 1 when left out. */
	times?: number;
	/** All of them are sent, whatever becomes of the others. */
	isEachSent?: boolean;
	/** A failure of one is reported with its object, and does not fail the input item. */
	isReported?: boolean;
}

/** An operation to run, with all that can be known of it beforehand. */
export interface OperationCase {
	resource: string;
	operation: string;
	/** What sets it apart from another case of the same operation. */
	variant?: string;
	/** Its fields, `resource` and `operation` left out. */
	parameters: Parameters;
	/** What its input item holds as the binary field `data`. */
	file?: () => Buffer;
	/** That is large, and takes its time. */
	isLarge?: boolean;
	/** In the order in which the first of each is sent. */
	requests: Request[];
	/** Fields of the items that it gives when it is done. */
	gives: (things: FaultThings) => IDataObject[];
	/** It gives what else there is, too. */
	givesMore?: boolean;
}

/** The name of a case: "bucket delete, empty first". */
export const nameOf = ({ resource, operation, variant }: OperationCase): string =>
	`${resource} ${operation}${variant ? `, ${variant}` : ''}`;

/** Where a request goes: to the platform, or to an S3 endpoint. */
export const whereOf = ({ method }: Request): 'platform' | 'endpoints' =>
	method.startsWith('s3.') ? 'platform' : 'endpoints';

const NO_METHOD = { method: '', own: () => ({}) };

/** A case with one request, as the platform's reference has it. */
function plain(name: string, gives: OperationCase['gives'], does?: Change): OperationCase {
	const [resource, operation] = name.split(' ');
	const found = REFERENCE.find((row) => `${row.resource} ${row.operation}` === name) ?? NO_METHOD;
	return {
		resource,
		operation,
		parameters: found.own,
		requests: [{ method: found.method, does }],
		gives,
	};
}

/** A case of a list of all that there is. */
const plainList = (name: string, gives: OperationCase['gives']): OperationCase => ({
	...plain(name, gives),
	parameters: () => ({ returnAll: true }),
	givesMore: true,
});

/** So many pages, where a page holds two (PLATFORM in run.ts). */
const pages = (times: number): Request => ({ method: 's3.bucket.ListObjects', times });
const keys: Request = { method: 's3.account.GetKeys' };

/** One request for each of the chosen objects. */
const forEach = (method: string, does: Change, isReported = true): Request => ({
	...{ method, does, isReported, times: CHOSEN.length, isEachSent: true },
});

/** The `in/` of one bucket to the `out/` of another. */
const route = ({ hostGroup, source, target }: FaultThings) => ({
	...{ hostGroup, srcBucketName: source, srcPrefix: 'in/' },
	...{ dstBucketName: target, dstPrefix: 'out/' },
});

const copyOf = (key: string) => key.replace('in/', 'out/');

const copies: Change = ({ buckets }, { source, target }, keys) => {
	for (const key of keys) buckets[target][copyOf(key)] = buckets[source][key];
};

const deletes: Change = ({ buckets }, { source }, keys) => {
	for (const key of keys) delete buckets[source][key];
};

const empties: Change = ({ buckets }, { full }, keys) => {
	for (const key of keys) delete buckets[full][key];
};

const each = (keyField: string, done: string) => () =>
	CHOSEN.map((key) => ({ [keyField]: key, [done]: true }));

const chosen = ({ hostGroup, source: bucketName }: FaultThings) => ({
	...{ hostGroup, bucketName, prefix: 'in/' },
});

const uploaded = 'uploaded';
const LARGE = 9 * 2 ** 20;

/** An upload of a file of its own to a new object. */
const upload = (
	variant: string,
	bytes: () => Buffer,
	contents: string,
	requests: Request[],
): OperationCase => ({
	...{ resource: 'object', operation: 'upload', variant },
	parameters: ({ hostGroup, target: bucketName }) => ({
		...{ hostGroup, bucketName, key: uploaded, binaryPropertyName: 'data' },
	}),
	file: bytes,
	isLarge: variant !== '',
	requests: [keys, ...requests].map((request, at, all) => ({
		...request,
		// What is sent in parts is there only when the last request has put them together.
		...(at === all.length - 1 && {
			does: ({ buckets }, { target }) => void (buckets[target][uploaded] = contents),
		}),
	})),
	gives: ({ target }) => [{ bucketName: target, key: uploaded, uploaded: true }],
});

/** Every operation of both nodes, and the ways in which one can be done. */
export const OPERATIONS: OperationCase[] = [
	plain(
		'account create',
		({ newAccount }) => [{ name: newAccount, created: true }],
		({ accounts }, { newAccount }) => (accounts[newAccount] = ['new']),
	),
	plain(
		'account delete',
		({ account }) => [{ name: account, deleted: true }],
		({ accounts }, { account }) => delete accounts[account],
	),
	plainList('account getAll', ({ account }) => [{ name: account, keyCount: 1 }]),
	plain(
		'key generate',
		({ account: name }) => [{ name }],
		({ accounts }, { account }) => accounts[account].push('new'),
	),
	plainList('key getAll', ({ account: name, accKey }) => [{ name, accKey }]),
	plain(
		'key regenerate',
		({ hostGroup }) => [{ hostGroup }],
		({ accounts }, { account }) => (accounts[account] = ['new']),
	),
	plain(
		'key revoke',
		({ accKey }) => [{ accKey, revoked: true }],
		({ accounts }, { account }) => (accounts[account] = []),
	),
	plain(
		'bucket create',
		({ newBucket }) => [{ bucketName: newBucket, created: true }],
		({ buckets }, { newBucket }) => (buckets[newBucket] = {}),
	),
	plain(
		'bucket delete',
		({ emptyBucket }) => [{ bucketName: emptyBucket, deleted: true }],
		({ buckets }, { emptyBucket }) => delete buckets[emptyBucket],
	),
	{
		...{ resource: 'bucket', operation: 'delete', variant: 'empty first' },
		parameters: ({ hostGroup, full: bucketName }) => ({ hostGroup, bucketName, emptyFirst: true }),
		requests: [
			pages(3),
			forEach('s3.bucket.DeleteObject', empties, false),
			{ method: 's3.bucket.Delete', does: ({ buckets }, { full }) => delete buckets[full] },
		],
		gives: ({ full }) => [{ bucketName: full, deleted: true, objectsDeleted: CHOSEN.length }],
	},
	plainList('bucket getAll', ({ bucket: bucketName }) => [{ bucketName }]),
	plain(
		'object copy',
		({ key }) => [{ srcKey: key, copied: true }],
		({ buckets }, { bucket, emptyBucket, key }) =>
			(buckets[emptyBucket][`copies/${key}`] = buckets[bucket][key]),
	),
	{
		...{ resource: 'object', operation: 'copyMany' },
		parameters: route,
		// Two listings: of the source, and of what is at the destination already.
		requests: [pages(4), forEach('s3.bucket.CopyObject', copies)],
		gives: each('srcKey', 'copied'),
	},
	plain(
		'object delete',
		({ key }) => [{ key, deleted: true }],
		({ buckets }, { bucket, key }) => delete buckets[bucket][key],
	),
	{
		...{ resource: 'object', operation: 'deleteMany' },
		parameters: chosen,
		requests: [pages(3), forEach('s3.bucket.DeleteObject', deletes)],
		gives: each('key', 'deleted'),
	},
	{
		...{ resource: 'object', operation: 'deleteMany', variant: 'through S3' },
		parameters: (things) => ({ ...chosen(things), options: { through: 's3' } }),
		requests: [keys, pages(3), { method: 'DeleteObjects', does: deletes, isReported: true }],
		gives: each('key', 'deleted'),
	},
	{
		...{ resource: 'object', operation: 'download' },
		parameters: ({ hostGroup, bucket: bucketName, key }) => ({
			...{ hostGroup, bucketName, key, binaryPropertyName: 'data' },
		}),
		requests: [{ method: 's3.bucket.GetPresignedURL' }, { method: 'GetObject' }],
		gives: ({ key }) => [{ key, size: 'contents'.length }],
	},
	{
		...{ resource: 'object', operation: 'getAll' },
		parameters: ({ hostGroup, source: bucketName }) => ({
			...{ hostGroup, bucketName, returnAll: true },
			options: { maxKeys: 2 },
		}),
		requests: [pages(3)],
		gives: () => [...CHOSEN, STAYS].map((key) => ({ key })),
	},
	plain('object getPresignedUrl', ({ key }) => [{ key }]),
	{
		...{ resource: 'object', operation: 'moveMany' },
		parameters: route,
		requests: [
			pages(4),
			forEach('s3.bucket.CopyObject', copies),
			forEach('s3.bucket.DeleteObject', deletes),
		],
		gives: each('srcKey', 'moved'),
	},
	upload('', () => Buffer.from('a small file'), 'a small file', [{ method: 'PutObject' }]),
	upload('in parts', () => Buffer.alloc(LARGE, 7), `${LARGE} bytes`, [
		{ method: 'CreateMultipartUpload' },
		{ method: 'UploadPart', times: 2, isEachSent: true },
		{ method: 'CompleteMultipartUpload' },
	]),
	plain(
		'policy delete',
		({ bucket }) => [{ bucketName: bucket, deleted: true }],
		({ policies }, { bucket }) => delete policies[bucket],
	),
	plain('policy get', ({ bucket, policy }) => [
		{ bucketName: bucket, policy: JSON.parse(policy) as IDataObject },
	]),
	{
		...plain(
			'policy set',
			({ bucket }) => [{ bucketName: bucket, set: true }],
			({ policies }, { bucket, newPolicy }) => (policies[bucket] = newPolicy),
		),
		parameters: ({ hostGroup, bucket: bucketName, newPolicy: policy }) => ({
			...{ hostGroup, bucketName, policy },
		}),
	},
];
