import { regionsOf } from '../regions';
import { ACCOUNT_METHODS } from './accounts';
import { BUCKET_METHODS } from './buckets';
import type { Method } from './call';
import { OBJECT_METHODS } from './objects';

/** The methods, with their own parameters (`COMMON_PARAMETERS` go with every one). */
const METHODS: Method[] = [
	...ACCOUNT_METHODS,
	...BUCKET_METHODS,
	...OBJECT_METHODS,
	{
		name: 'users.account.GetUserInfo',
		required: [],
		run: async ({ user: { uid, email, name } }) => ({ uid, email, name }),
	},
	{
		name: 'environment.control.GetRegions',
		required: [],
		run: async ({ platform: { hostGroups, offersS3 } }) => ({
			array: regionsOf(hostGroups, offersS3),
		}),
	},
];

export const COMMON_PARAMETERS = ['session', 'appid', 'ruk', 'ownerUid'];

/** By path: `s3.bucket.ListObjects` is called at `/1.0/s3/bucket/rest/listobjects`. */
export const METHODS_BY_PATH = new Map(
	METHODS.map((method) => {
		const [service, group, name] = method.name.split('.');
		return [`/1.0/${service}/${group}/rest/${name.toLowerCase()}`, method];
	}),
);
