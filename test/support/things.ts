import type { IDataObject } from 'n8n-workflow';
import { buffer } from 'node:stream/consumers';
import { resourceNames as accountResources } from '../../nodes/JelasticS3Account/operations';
import type { Sandbox } from '../../sandbox/platform';

// Without Jest and without n8n's engine, so that checks in a real n8n can work with the same things.

/** A key with everything that may break a form, a URL or a listing by commas. */
export const AWKWARD_KEY = 'a b+c&d=e#f/ü?,.txt';

/** Fields that are resource locators; the name of something new is a plain text. */
const LOCATORS = [
	'hostGroup',
	'accessKey',
	'accessKeyInUse',
	'srcBucketName',
	'srcKey',
	'dstBucketName',
];
const LOCATORS_UNLESS_NEW = ['accountName', 'bucketName', 'key'];

/** A resource locator that was entered by value, as a saved workflow holds it. */
export const byValue = (value: string) => ({ __rl: true, mode: 'name', value });

/** A node's parameters as a saved workflow holds them, from plain texts. */
export function saved(parameters: IDataObject): IDataObject {
	const isLocator = (name: string) =>
		LOCATORS.includes(name) ||
		(LOCATORS_UNLESS_NEW.includes(name) &&
			parameters.operation !== (name === 'key' ? 'upload' : 'create'));
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			isLocator(name) && typeof value === 'string' ? byValue(value) : value,
		]),
	) as IDataObject;
}

/** The parameters of an operation from its name: `op('bucket delete', { hostGroup, bucketName })`. */
export function op(name: string, fields: IDataObject = {}): IDataObject {
	const [resource, operation] = name.split(' ');
	return { resource, operation, ...fields };
}

/** Which of the two nodes has a resource. */
export const nodeOf = (resource: unknown): 'account' | 'bucket' =>
	String(resource) in accountResources ? 'account' : 'bucket';

/** Things of its own for one test. */
export interface Things {
	hostGroup: string;
	account: string;
	accessKey: string;
	secretKey: string;
	/** Holds `key` and has `policy`. */
	bucket: string;
	key: string;
	policy: string;
	emptyBucket: string;
	/** Names of what does not exist yet. */
	newAccount: string;
	newBucket: string;
}

let made = 0;

/** Makes an account with one key pair and two buckets. */
export async function makeThings(sandbox: Sandbox): Promise<Things> {
	const id = ++made;
	const [hostGroup] = sandbox.hostGroups;
	const account = `account-${id}`;
	const bucket = `bucket-${id}`;
	const emptyBucket = `empty-${id}`;
	const { accKey: accessKey, secretKey } = await sandbox.createAccount(hostGroup, account);
	await sandbox.fill(hostGroup, bucket, [{ key: AWKWARD_KEY, body: 'contents' }]);
	await sandbox.createBucket(hostGroup, emptyBucket);
	const policy = readOnlyPolicy(bucket);
	await sandbox.store.setPolicy({ hostGroup, bucket }, policy);
	return {
		hostGroup,
		account,
		accessKey,
		secretKey,
		bucket,
		key: AWKWARD_KEY,
		policy,
		emptyBucket,
		newAccount: `new-account-${id}`,
		newBucket: `new-bucket-${id}`,
	};
}

/** An object's bytes, and what the store knows about it. */
export async function readObject(
	store: Sandbox['store'],
	place: { hostGroup: string; bucket: string },
	key: string,
) {
	const { info, read } = await store.openObject(place, key);
	return { ...info, bytes: info.size > 0 ? await buffer(read(0, info.size - 1)) : Buffer.alloc(0) };
}

/** A policy that lets everybody read a bucket's objects. */
export const readOnlyPolicy = (bucket: string) =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: '*',
				Action: 's3:GetObject',
				Resource: `arn:aws:s3:::${bucket}/*`,
			},
		],
	});
