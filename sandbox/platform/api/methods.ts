import { regionsOf } from '../regions';
import * as accounts from './accounts';
import * as buckets from './buckets';
import type { Method } from './call';
import * as objects from './objects';

const row = (
	name: string,
	run: Method['run'],
	required: string[] = [],
	optional: string[] = [],
): Method => ({ name, required, optional, run });

const ACCOUNT = ['hostGroup', 'name'];
const KEY = ['hostGroup', 'accKey'];
const BUCKET = ['bucketName', 'hostGroup'];
const OBJECT = ['bucketName', 'key', 'hostGroup'];
const LISTING = ['prefix', 'continuationToken', 'delimiter', 'maxKeys'];
const COPY = ['srcBucketName', 'srcKey', 'dstBucketName', 'dstKey', 'hostGroup'];

/** The methods, with their own parameters (`COMMON_PARAMETERS` go with every one). */
const METHODS: Method[] = [
	row('s3.account.Create', accounts.create, ACCOUNT),
	row('s3.account.Delete', accounts.remove, ACCOUNT),
	row('s3.account.GenerateKey', accounts.generateKey, ACCOUNT),
	row('s3.account.GetKeys', accounts.getKeys),
	row('s3.account.RegenerateKeys', accounts.regenerateKeys, KEY),
	row('s3.account.RevokeKey', accounts.revokeKey, KEY),
	row('s3.bucket.CopyObject', objects.copy, COPY),
	row('s3.bucket.Create', buckets.create, BUCKET),
	row('s3.bucket.Delete', buckets.remove, BUCKET),
	row('s3.bucket.DeleteObject', objects.remove, OBJECT),
	row('s3.bucket.DeletePolicy', buckets.deletePolicy, BUCKET),
	row('s3.bucket.GetPolicy', buckets.getPolicy, BUCKET),
	row('s3.bucket.GetPresignedURL', objects.presign, OBJECT),
	row('s3.bucket.List', buckets.list),
	row('s3.bucket.ListObjects', objects.list, BUCKET, LISTING),
	row('s3.bucket.SetPolicy', buckets.setPolicy, [...BUCKET, 'policy']),
	row('users.account.GetUserInfo', async ({ user: { uid, email, name } }) => ({
		uid,
		email,
		name,
	})),
	row('environment.control.GetRegions', async ({ platform: { hostGroups, offersS3 } }) => ({
		array: regionsOf(hostGroups, offersS3),
	})),
];

export const COMMON_PARAMETERS = ['session', 'appid', 'ruk', 'ownerUid'];

/** By path: `s3.bucket.ListObjects` is called at `/1.0/s3/bucket/rest/listobjects`. */
export const METHODS_BY_PATH = new Map(
	METHODS.map((method) => {
		const [service, group, name] = method.name.split('.');
		return [`/1.0/${service}/${group}/rest/${name.toLowerCase()}`, method];
	}),
);
