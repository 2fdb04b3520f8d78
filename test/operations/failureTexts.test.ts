import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { op, useThings } from '../support/world';

// What the texts of the platform are taken for: no more than they say. Near misses are passed on as they are.

const { run } = useAnswers();

const UNKNOWN = 'The platform answered with a failure';

const NAMES: IDataObject = {
	...{ hostGroup: 's3', bucketName: 'b1', key: 'k1', accountName: 'a1', accessKey: 'AK1' },
	...{ srcBucketName: 'b1', srcKey: 'k1', dstBucketName: 'b1', dstKey: 'k2' },
	policy: '{"Statement":[]}',
};

async function failureOf(operation: string, body: object, changes: IDataObject = {}) {
	// Generate and Regenerate look at the pairs before.
	const answers = { getkeys: {}, '*': body };
	const { message, description, error } = await run(
		op(operation, { ...NAMES, ...changes }),
		answers,
	);
	return { message, advice: description, details: error?.context.data };
}

/** What a text is taken for, the operation, and texts that say so. */
const SAID: Array<[string, string, string[]]> = [
	[
		'The bucket "b1" is not empty',
		'bucket delete',
		['BucketNotEmpty', 'The bucket you tried to delete is not empty', 'bucket b1 is not empty.'],
	],
	[
		'The bucket "b1" has no policy',
		'policy get',
		[
			'NoSuchBucketPolicy: The bucket policy does not exist',
			'policy of the bucket [b1] not found',
			...['Bucket b1 has no policy', 'no policy set'],
		],
	],
	[
		'The bucket "b1" does not exist',
		'policy set',
		[
			...['bucket [b1] not found', 'NoSuchBucket: The specified bucket does not exist'],
			...['The bucket b1 in the region eu does not exist', 'Bucket not found: b1'],
			...['no such bucket: b1', 'cannot find the bucket'],
		],
	],
	[
		'The object "k1" does not exist in the bucket "b1"',
		'object copy',
		['NoSuchKey', 'The specified key does not exist.', 'object [k1] in bucket [b1] not found'],
	],
	[
		'A bucket named "b1" already exists',
		'bucket create',
		['BucketAlreadyExists', 'bucket b1 already exists', 'A bucket with this name already exists'],
	],
	[
		'An account named "a1" already exists',
		'account create',
		['AccountAlreadyExists', 'account [a1] already exists', 'The user name is already taken'],
	],
	[
		'The account "a1" has two key pairs already',
		'key generate',
		[
			'MaxKeysReached: The account a1 has the maximum number of access keys (2)',
			'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
			...['too many access keys', 'The account already has two keys'],
			...['The limit of 2 key pairs is reached', 'Key limit exceeded'],
			'An account can have at most two key pairs',
		],
	],
	[
		'The access key "AK1" is the last one of its account',
		'key revoke',
		[
			...['cannot revoke the last key', 'the only active key'],
			'An account must have at least one access key',
		],
	],
	[
		'The access key "AK1" does not exist in the host group "s3"',
		'key revoke',
		[
			...['access key [AK1] not found', 'InvalidAccessKeyId', 'the key pair does not exist'],
			'unknown key',
		],
	],
	[
		'The account "a1" does not exist in the host group "s3"',
		'key generate',
		['account [a1] not found', 'No such account', 'The account a1 does not exist'],
	],
	[
		'The host group "s3" does not exist',
		'bucket create',
		[
			...['host group [s3] not found', 'unknown region', 'invalid host group'],
			'The node group s3 is invalid',
		],
	],
	[
		'The storage refused the policy',
		'policy set',
		['MalformedPolicy: no', 'Invalid principal in policy', 'The policy is not valid'],
	],
	[
		'"b1" is not a valid bucket name',
		'bucket create',
		[
			...['InvalidBucketName', 'Invalid bucket name'],
			'the bucket name must be at least 3 characters long',
		],
	],
	[
		'A quota of the platform account is reached',
		'bucket create',
		['QuotaExceeded', 'VL_DISK_QUOTA_EXCEEDED', 'the quota is exceeded', 'You reached your quota'],
	],
	[
		'The storage denied access to Host Group "s3", Bucket Name "b1"',
		'bucket create',
		['AccessDenied: Access Denied', 'access is denied', 'Forbidden', 'Access to b1 is forbidden'],
	],
];

const CASES = SAID.flatMap(([message, operation, texts]) =>
	texts.map((text) => ({ message, operation, text })),
);

test.each(CASES)(
	'$operation: "$text" is: $message, unless the code says "not now"',
	async ({ message, operation, text }) => {
		expect((await failureOf(operation, { result: 4099, error: text })).message).toBe(message);
		for (const result of [1, 17, 19, 99, 302, 304]) {
			const passing = await failureOf(operation, { result, error: text });
			expect(passing.message).toBe('The platform could not do this now');
			expect(passing.advice).toContain(`The platform answered: "${text}".`);
			expect(passing.details).toEqual({
				code: result,
				requestKey: expect.stringMatching(/^[\da-f-]{36}$/),
			});
			// The first only reads, the other looks whether it was done.
			if (['policy get', 'key generate'].includes(operation)) continue;
			expect(passing.advice).toContain('may have done it all the same');
		}
	},
);

/** Texts with the same words that say something else. */
const NEAR_MISSES: Record<string, string[]> = {
	'key generate': [
		'Timeout reached while creating the access key',
		'The maximum length of a key name is exceeded',
		'The limit of requests is reached, no key was made',
		...['keyboard limit exceeded', 'The session key already expired'],
		...['Too many requests for this key', 'RequestLimitExceeded'],
	],
	'key revoke': [
		...['The encryption key was not found', 'The host key is unknown', 'No keyboard found'],
		...['The session of the key does not exist', 'the key was used last in May'],
	],
	'bucket delete': [
		'The field must be not empty',
		'The list of grants of the bucket is fine, the certificate was not found',
		'The bucket is locked. The timer was not found',
		...['bucket metadata upload not found', 'forbidden characters', 'cannot read the quota'],
	],
	'policy get': [
		...['No policy statement allows this action', 'policy engine: the token does not exist'],
	],
	'object delete': [
		...['The access key does not exist', 'object lock configuration version not found'],
	],
	'bucket create': [
		...['Check that the bucket exists', 'The bucket name and region come from the profile'],
		'The region has a certificate that is unknown',
	],
	'account create': ['Check that the account exists', 'The token already exists'],
	'policy set': ['Invalid session, the policy was not saved'],
	// Nothing named what could be missing.
	'key regenerate': ['The account was not found', 'The bucket was not found'],
};

test.each(
	Object.entries(NEAR_MISSES).flatMap(([operation, texts]) =>
		texts.map((text) => [operation, text]),
	),
)('%s: "%s" is passed on as it is', async (operation, text) => {
	const failure = await failureOf(operation, { result: 4099, error: text });
	expect(failure.message).toBe(UNKNOWN);
	expect(failure.advice).toContain(`The platform answered: "${text}".`);
	expect(failure.details).toMatchObject({ code: 4099 });
});

describe('names in texts', () => {
	test.each([
		...['too-many-keys', 'key-limit exceeded', 'bucket not found', 'AccessDenied-1'].flatMap(
			(name) =>
				[name, `[${name}]`, `"${name}"`, `'${name}'`, `(${name})`].map((text) => [text, name]),
		),
		// One that was not sent, where it is quoted.
		...['[too many keys]', '"too many keys"', "'too many keys'", '`too many keys`'].map((text) => [
			...[text, 'a1'],
		]),
	])('%s is not taken for a cause', async (text, name) => {
		const body = { result: 4099, error: `The work on ${text} was not finished` };
		expect((await failureOf('key generate', body, { accountName: name })).message).toBe(UNKNOWN);
	});
});

describe('what is missing is recognized, also where its name is a word of another failure', () => {
	const world = useThings();
	const messageOf = async (name: string, changes: IDataObject) =>
		(await world.run(world.own(name, changes))).error?.message;

	test.each([
		...['policy', 'policy-backup', 'my-key', 'object', 'account-data', 'region', 'bucket', 'quota'],
	])('a bucket called "%s"', async (name) => {
		const missing = /^The bucket ".*" does not exist$/;
		expect(await messageOf('policy get', { bucketName: name })).toMatch(missing);
		expect(await messageOf('object delete', { bucketName: name, key: 'key' })).toMatch(missing);
		const names = { srcBucketName: name, srcKey: 'a key', dstBucketName: name, dstKey: 'k' };
		expect(await messageOf('object copy', names)).toMatch(missing);
	});

	test.each(['bucket', 'policy', 'my bucket key', 'region'])(
		'an account called "%s"',
		async (name) => {
			expect(await messageOf('key generate', { accountName: name })).toBe(
				`The account "${name}" does not exist in the host group "${world.things().hostGroup}"`,
			);
		},
	);

	test.each(['bucket', 'the key of a policy', 'object'])(
		'an object called "%s"',
		async (srcKey) => {
			expect(await messageOf('object copy', { srcKey })).toMatch(
				`The object "${srcKey}" does not exist`,
			);
		},
	);
});
