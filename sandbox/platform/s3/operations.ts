import { S3Failure } from '../failures';
import { BUCKET_OPERATIONS } from './buckets';
import type { Operation } from './call';
import { OBJECT_OPERATIONS } from './objects';
import type { S3Request } from './request';
import { UPLOAD_OPERATIONS } from './uploads';

/** The first that fits is used, so those with a query or header come first. */
const OPERATIONS: Operation[] = [...BUCKET_OPERATIONS, ...UPLOAD_OPERATIONS, ...OBJECT_OPERATIONS];

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
