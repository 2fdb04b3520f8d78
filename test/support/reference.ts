import type { Things } from './things';

/** An operation as the issue names it, with the request that the platform's API reference wants for it. */
export interface ReferenceRow {
	resource: string;
	operation: string;
	method: string;
	path: string;
	/** The method's own parameters: also the names of the node's fields. */
	own: (things: Things) => Record<string, string>;
}

const none = () => ({});
const account = ({ hostGroup, account: name }: Things) => ({ hostGroup, name });
const pair = ({ hostGroup, accKey }: Things) => ({ hostGroup, accKey });
const bucket = ({ hostGroup, bucket: bucketName }: Things) => ({ hostGroup, bucketName });
const object = ({ hostGroup, bucket: bucketName, key }: Things) => ({ hostGroup, bucketName, key });

const row = (
	resource: string,
	operation: string,
	method: string,
	path: string,
	own: ReferenceRow['own'],
): ReferenceRow => ({ resource, operation, method, path, own });

/** Written from reference/jelastic-s3-api.md and from the issue, not from the nodes' own rows. */
export const REFERENCE: ReferenceRow[] = [
	row(
		'account',
		'create',
		's3.account.Create',
		'/1.0/s3/account/rest/create',
		({ hostGroup, newAccount: name }) => ({ hostGroup, name }),
	),
	row('account', 'delete', 's3.account.Delete', '/1.0/s3/account/rest/delete', account),
	row('account', 'getAll', 's3.account.GetKeys', '/1.0/s3/account/rest/getkeys', none),
	row('key', 'generate', 's3.account.GenerateKey', '/1.0/s3/account/rest/generatekey', account),
	row('key', 'getAll', 's3.account.GetKeys', '/1.0/s3/account/rest/getkeys', none),
	row(
		'key',
		'regenerate',
		's3.account.RegenerateKeys',
		'/1.0/s3/account/rest/regeneratekeys',
		pair,
	),
	row('key', 'revoke', 's3.account.RevokeKey', '/1.0/s3/account/rest/revokekey', pair),
	row(
		'bucket',
		'create',
		's3.bucket.Create',
		'/1.0/s3/bucket/rest/create',
		({ hostGroup, newBucket: bucketName }) => ({ hostGroup, bucketName }),
	),
	row(
		'bucket',
		'delete',
		's3.bucket.Delete',
		'/1.0/s3/bucket/rest/delete',
		({ hostGroup, emptyBucket: bucketName }) => ({ hostGroup, bucketName }),
	),
	row('bucket', 'getAll', 's3.bucket.List', '/1.0/s3/bucket/rest/list', none),
	row(
		'object',
		'copy',
		's3.bucket.CopyObject',
		'/1.0/s3/bucket/rest/copyobject',
		({ hostGroup, bucket: srcBucketName, key: srcKey, emptyBucket: dstBucketName }) => ({
			hostGroup,
			srcBucketName,
			srcKey,
			dstBucketName,
			dstKey: `copies/${srcKey}`,
		}),
	),
	row('object', 'delete', 's3.bucket.DeleteObject', '/1.0/s3/bucket/rest/deleteobject', object),
	row('object', 'getAll', 's3.bucket.ListObjects', '/1.0/s3/bucket/rest/listobjects', bucket),
	row(
		'object',
		'getPresignedUrl',
		's3.bucket.GetPresignedURL',
		'/1.0/s3/bucket/rest/getpresignedurl',
		object,
	),
	row('policy', 'delete', 's3.bucket.DeletePolicy', '/1.0/s3/bucket/rest/deletepolicy', bucket),
	row('policy', 'get', 's3.bucket.GetPolicy', '/1.0/s3/bucket/rest/getpolicy', bucket),
	row(
		'policy',
		'set',
		's3.bucket.SetPolicy',
		'/1.0/s3/bucket/rest/setpolicy',
		({ hostGroup, bucket: bucketName, policy }) => ({ hostGroup, bucketName, policy }),
	),
];

/** The row of an operation: `referenceOf('bucket delete')`. */
export function referenceOf(name: string): ReferenceRow {
	const found = REFERENCE.find(({ resource, operation }) => name === `${resource} ${operation}`);
	if (!found) throw new Error(`The reference has no operation "${name}"`);
	return found;
}

/** A new key pair is told from those that were there before, so these are read first. */
export const methodsOf = ({ operation, method }: ReferenceRow) => {
	if (/generate$/.test(operation)) return ['s3.account.GetKeys', method];
	return method === 's3.account.Create' ? [method, 's3.account.GetKeys'] : [method];
};
