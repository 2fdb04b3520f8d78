import { S3Failure } from '../failures';
import type { Answer } from '../traffic/record';
import * as buckets from './buckets';
import type { S3Call } from './call';
import * as objects from './objects';
import type { S3Request } from './request';
import * as uploads from './uploads';

export interface Operation {
	name: string;
	method: string;
	/** What the path names. */
	on: 'service' | 'bucket' | 'object';
	run: (call: S3Call) => Promise<Answer>;
	/** The query parameter or header that distinguishes it from others. */
	query?: string;
	header?: string;
}

const row = (
	name: string,
	method: string,
	on: Operation['on'],
	run: Operation['run'],
	mark: Pick<Operation, 'query' | 'header'> = {},
): Operation => ({ name, method, on, run, ...mark });

/** The first that fits is used, so those with a query or header come first. */
const OPERATIONS: Operation[] = [
	row('ListBuckets', 'GET', 'service', buckets.list),
	row('GetBucketPolicy', 'GET', 'bucket', buckets.getPolicy, { query: 'policy' }),
	row('PutBucketPolicy', 'PUT', 'bucket', buckets.putPolicy, { query: 'policy' }),
	row('DeleteBucketPolicy', 'DELETE', 'bucket', buckets.deletePolicy, { query: 'policy' }),
	row('GetBucketLocation', 'GET', 'bucket', buckets.getLocation, { query: 'location' }),
	row('ListMultipartUploads', 'GET', 'bucket', uploads.list, { query: 'uploads' }),
	row('ListObjectsV2', 'GET', 'bucket', objects.list, { query: 'list-type' }),
	row('DeleteObjects', 'POST', 'bucket', objects.deleteMany, { query: 'delete' }),
	row('CreateBucket', 'PUT', 'bucket', buckets.create),
	row('HeadBucket', 'HEAD', 'bucket', buckets.head),
	row('DeleteBucket', 'DELETE', 'bucket', buckets.remove),
	row('CreateMultipartUpload', 'POST', 'object', uploads.create, { query: 'uploads' }),
	row('UploadPart', 'PUT', 'object', uploads.putPart, { query: 'partNumber' }),
	row('ListParts', 'GET', 'object', uploads.listParts, { query: 'uploadId' }),
	row('CompleteMultipartUpload', 'POST', 'object', uploads.complete, { query: 'uploadId' }),
	row('AbortMultipartUpload', 'DELETE', 'object', uploads.abort, { query: 'uploadId' }),
	row('CopyObject', 'PUT', 'object', objects.copy, { header: 'x-amz-copy-source' }),
	row('PutObject', 'PUT', 'object', objects.put),
	row('GetObject', 'GET', 'object', objects.get),
	row('HeadObject', 'HEAD', 'object', objects.get),
	row('DeleteObject', 'DELETE', 'object', objects.remove),
];

/** Parts of S3 that this endpoint lacks: a client must not take a listing for their answer. */
const MISSING = ['acl', 'cors', 'lifecycle', 'tagging', 'versioning', 'versions', 'versionId'];

/** The operation that a request asks for. */
export function findOperation({ method, query, headers, bucket, key }: S3Request): Operation {
	const missing = MISSING.find((name) => name in query);
	if (missing) throw new S3Failure('NotImplemented', missing);
	const on = key !== undefined ? 'object' : bucket !== undefined ? 'bucket' : 'service';
	const found = OPERATIONS.find(
		(one) =>
			one.method === method &&
			one.on === on &&
			(one.query === undefined || one.query in query) &&
			(one.header === undefined || headers[one.header] !== undefined),
	);
	if (found) return found;
	if (method !== 'GET') throw new S3Failure('MethodNotAllowed');
	throw new S3Failure('NotImplemented', 'ListObjects without list-type=2');
}
