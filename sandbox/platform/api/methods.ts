import * as accounts from './accounts';
import * as buckets from './buckets';
import type { Method } from './call';
import * as objects from './objects';
import * as services from './services';

const row = (
	name: string,
	run: Method['run'],
	required: string[] = [],
	optional: string[] = [],
): Method => ({ name, required, optional, run });

const BUCKET = ['bucketName', 'hostGroup'];
const OBJECT = ['bucketName', 'key', 'hostGroup'];
const LISTING = ['prefix', 'continuationToken', 'delimiter', 'maxKeys'];
const COPY = ['srcBucketName', 'srcKey', 'dstBucketName', 'dstKey', 'hostGroup'];

/** The methods, with their parameters of their own (`COMMON_PARAMETERS` go with every one). */
export const METHODS: Method[] = [
	row('s3.account.Create', accounts.create, ['hostGroup', 'name']),
	row('s3.account.Delete', accounts.remove, ['hostGroup', 'name']),
	row('s3.account.GenerateKey', accounts.generateKey, ['hostGroup', 'name']),
	row('s3.account.GetKeys', accounts.getKeys),
	row('s3.account.RegenerateKeys', accounts.regenerateKeys, ['hostGroup', 'accKey']),
	row('s3.account.RevokeKey', accounts.revokeKey, ['hostGroup', 'accKey']),
	row('s3.bucket.CopyObject', objects.copy, COPY),
	row('s3.bucket.Create', buckets.create, BUCKET),
	row('s3.bucket.Delete', buckets.remove, BUCKET),
	row('s3.bucket.DeleteObject', objects.remove, OBJECT),
	row('s3.bucket.DeletePolicy', buckets.deletePolicy, BUCKET),
	row('s3.bucket.GetPolicy', buckets.getPolicy, BUCKET),
	row('s3.bucket.GetPresignedURL', objects.getPresignedUrl, OBJECT),
	row('s3.bucket.List', buckets.list),
	row('s3.bucket.ListObjects', objects.list, BUCKET, LISTING),
	row('s3.bucket.SetPolicy', buckets.setPolicy, [...BUCKET, 'policy']),
	row('users.account.GetUserInfo', services.getUserInfo),
	row('environment.control.GetRegions', services.getRegions),
];

export const COMMON_PARAMETERS = ['session', 'appid', 'ruk', 'ownerUid'];

/** `s3.bucket.ListObjects` is called at `/1.0/s3/bucket/rest/listobjects`. */
export function pathOf(name: string): string {
	const [service, room, method] = name.split('.');
	return `/1.0/${service}/${room}/rest/${method.toLowerCase()}`;
}
