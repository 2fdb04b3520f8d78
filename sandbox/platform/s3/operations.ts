import { S3Failure } from '../failures';
import * as buckets from './buckets';
import type { Operation } from './call';
import * as objects from './objects';
import type { S3Request } from './request';
import * as uploads from './uploads';

const row = (
	name: string,
	method: string,
	on: Operation['on'],
	run: Operation['run'],
	mark: Pick<Operation, 'query' | 'header'> = {},
): Operation => ({ name, method, on, run, ...mark });

/** What the endpoint offers. The first that fits is it, so those with a mark come first. */
export const OPERATIONS: Operation[] = [
	row('ListBuckets', 'GET', 'service', buckets.listBuckets),
	row('GetBucketPolicy', 'GET', 'bucket', buckets.getPolicy, { query: 'policy' }),
	row('PutBucketPolicy', 'PUT', 'bucket', buckets.putPolicy, { query: 'policy' }),
	row('DeleteBucketPolicy', 'DELETE', 'bucket', buckets.deletePolicy, { query: 'policy' }),
	row('GetBucketLocation', 'GET', 'bucket', buckets.getLocation, { query: 'location' }),
	row('ListObjectsV2', 'GET', 'bucket', objects.list, { query: 'list-type' }),
	row('DeleteObjects', 'POST', 'bucket', objects.deleteMany, { query: 'delete' }),
	row('CreateBucket', 'PUT', 'bucket', buckets.createBucket),
	row('HeadBucket', 'HEAD', 'bucket', buckets.headBucket),
	row('DeleteBucket', 'DELETE', 'bucket', buckets.deleteBucket),
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

/** Parts of S3 that this endpoint has not: a client must not take a listing for an answer to these. */
const ELSEWHERE = ['acl', 'cors', 'lifecycle', 'tagging', 'versioning', 'versions', 'versionId'];

/** Which operation a request asks for. */
export function findOperation(request: S3Request): Operation {
	const { method, query, headers, bucket, key } = request;
	const missing = ELSEWHERE.find((name) => name in query);
	if (missing) throw new S3Failure('NotImplemented', missing);
	const on = key !== undefined ? 'object' : bucket !== undefined ? 'bucket' : 'service';
	const found = OPERATIONS.find(
		(one) =>
			one.method === method &&
			one.on === on &&
			(one.query === undefined || one.query in query) &&
			(one.header === undefined || headers[one.header] !== undefined),
	);
	if (!found && method === 'GET')
		throw new S3Failure('NotImplemented', 'ListObjects without list-type=2');
	if (!found) throw new S3Failure('MethodNotAllowed');
	return found;
}
