import { CHOSEN, STAYS, type Change, type FaultThings } from '../things';
import { keys, type OperationCase, type Request } from './case';

/** So many pages, where a page holds two (sandboxes.ts). */
const pages = (times: number): Request => ({ method: 's3.bucket.ListObjects', times });

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

/** What works on many objects, or lists them page by page. */
export const MANY: OperationCase[] = [
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
	{
		...{ resource: 'object', operation: 'copyMany' },
		parameters: route,
		// Two listings: of the source, and of what is at the destination already.
		requests: [pages(4), forEach('s3.bucket.CopyObject', copies)],
		gives: each('srcKey', 'copied'),
	},
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
		...{ resource: 'object', operation: 'getAll' },
		parameters: ({ hostGroup, source: bucketName }) => ({
			...{ hostGroup, bucketName, returnAll: true },
			options: { maxKeys: 2 },
		}),
		requests: [pages(3)],
		gives: () => [STAYS, ...CHOSEN].map((key) => ({ key })),
	},
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
];
