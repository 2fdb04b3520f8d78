import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { nodeOf, saved } from '../support/things';

// What the platform's own texts are taken for: as little as they say. Near misses are told as they came.

const stub = useStub();

const NAMES = { hostGroup: 's3', bucketName: 'b1' };
const OPERATIONS: Record<string, IDataObject> = {
	createBucket: { resource: 'bucket', operation: 'create', ...NAMES },
	deleteBucket: { resource: 'bucket', operation: 'delete', ...NAMES },
	getPolicy: { resource: 'policy', operation: 'get', ...NAMES },
	setPolicy: { resource: 'policy', operation: 'set', ...NAMES, policy: '{"Statement":[]}' },
	deleteObject: { resource: 'object', operation: 'delete', ...NAMES, key: 'k1' },
	createAccount: { resource: 'account', operation: 'create', hostGroup: 's3', name: 'a1' },
	deleteAccount: { resource: 'account', operation: 'delete', hostGroup: 's3', name: 'a1' },
	generate: { resource: 'key', operation: 'generate', hostGroup: 's3', name: 'a1' },
	regenerate: { resource: 'key', operation: 'regenerate', hostGroup: 's3', accKey: 'AK1' },
	revoke: { resource: 'key', operation: 'revoke', hostGroup: 's3', accKey: 'AK1' },
};

async function failureOf(operation: string, body: object, changes: IDataObject = {}) {
	// Generate and Regenerate look at the pairs before.
	stub.answers(({ path }) => ({ body: path.endsWith('/getkeys') ? { result: 0 } : body }));
	const parameters = { ...OPERATIONS[operation], ...changes };
	const { error } = await runNode({
		node: nodeOf(parameters.resource),
		parameters: saved(parameters),
		credential: { host: stub.url(), token: 'the-token-of-a-test' },
	});
	if (!error) throw new Error('It did not fail');
	return { message: error.message, advice: String(error.description) };
}

/** Message → operation → texts that say it. */
const SAID: Array<[string, string, string[]]> = [
	[
		'The bucket "b1" is not empty',
		'deleteBucket',
		['BucketNotEmpty', 'The bucket you tried to delete is not empty', 'bucket b1 is not empty.'],
	],
	[
		'The bucket "b1" has no policy',
		'getPolicy',
		[
			'NoSuchBucketPolicy: The bucket policy does not exist',
			'policy of the bucket [b1] not found',
			'Bucket b1 has no policy',
			'no policy set',
		],
	],
	[
		'The bucket "b1" does not exist',
		'deleteBucket',
		[
			'bucket [b1] not found',
			'NoSuchBucket: The specified bucket does not exist',
			'The bucket b1 in the region eu does not exist',
			'Bucket not found: b1',
			'no such bucket: b1',
			'cannot find the bucket',
		],
	],
	[
		'The object "k1" does not exist in the bucket "b1"',
		'deleteObject',
		['NoSuchKey', 'The specified key does not exist.', 'object [k1] in bucket [b1] not found'],
	],
	[
		'A bucket named "b1" already exists',
		'createBucket',
		['BucketAlreadyExists', 'bucket b1 already exists', 'A bucket with this name already exists'],
	],
	[
		'An account named "a1" already exists',
		'createAccount',
		['AccountAlreadyExists', 'account [a1] already exists', 'The user name is already taken'],
	],
	[
		'The account "a1" has two key pairs already',
		'generate',
		[
			'MaxKeysReached: The account a1 has the maximum number of access keys (2)',
			'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
			'too many access keys',
			'The account already has two keys',
			'The limit of 2 key pairs is reached',
			'Key limit exceeded',
			'An account can have at most two key pairs',
		],
	],
	[
		'The access key "AK1" is the last one of its account',
		'revoke',
		[
			'cannot revoke the last key',
			'An account must have at least one access key',
			'the only active key',
		],
	],
	[
		'The access key "AK1" does not exist in the host group "s3"',
		'revoke',
		[
			'access key [AK1] not found',
			'InvalidAccessKeyId',
			'the key pair does not exist',
			'unknown key',
		],
	],
	[
		'The account "a1" does not exist in the host group "s3"',
		'deleteAccount',
		['account [a1] not found', 'No such account', 'The account a1 does not exist'],
	],
	[
		'The host group "s3" does not exist',
		'createBucket',
		[
			'host group [s3] not found',
			'unknown region',
			'invalid host group',
			'The node group s3 is invalid',
		],
	],
	[
		'The storage refused the policy',
		'setPolicy',
		['MalformedPolicy: no', 'Invalid principal in policy', 'The policy is not valid'],
	],
	[
		'"b1" is not a valid bucket name',
		'createBucket',
		[
			'InvalidBucketName',
			'Invalid bucket name',
			'the bucket name must be at least 3 characters long',
		],
	],
	[
		'A quota of the platform account is reached',
		'createBucket',
		['QuotaExceeded', 'VL_DISK_QUOTA_EXCEEDED', 'the quota is exceeded', 'You reached your quota'],
	],
	[
		'The storage denied access to Host Group "s3", Bucket Name "b1"',
		'createBucket',
		['AccessDenied: Access Denied', 'access is denied', 'Forbidden', 'Access to b1 is forbidden'],
	],
];

const CASES = SAID.flatMap(([message, operation, texts]) =>
	texts.map((text) => ({ message, operation, text })),
);

test.each(CASES)('$operation: "$text" is: $message', async ({ message, operation, text }) => {
	expect((await failureOf(operation, { result: 4099, error: text })).message).toBe(message);
});

test.each(CASES)(
	'$operation: "$text" changes nothing where the code says "not now"',
	async ({ operation, text }) => {
		for (const result of [1, 17, 19, 99, 302, 304]) {
			const { message, advice } = await failureOf(operation, { result, error: text });
			expect(message).toBe('The platform could not do this now');
			expect(advice).toContain(`"${text}" (code ${result}, request key `);
			if (operation !== 'getPolicy') expect(advice).toContain('may have done it all the same');
		}
	},
);

/** Texts that hold the words, and say something else. */
const NEAR_MISSES: Array<[string, string[]]> = [
	[
		'generate',
		[
			'Timeout reached while creating the access key',
			'The maximum length of a key name is exceeded',
			'The limit of requests is reached, no key was made',
			'keyboard limit exceeded',
			'The session key already expired',
			'Too many requests for this key',
			'RequestLimitExceeded',
		],
	],
	[
		'revoke',
		[
			'The encryption key was not found',
			'The host key is unknown',
			'No keyboard found',
			'The session of the key does not exist',
			'the key was used last in May',
		],
	],
	[
		'deleteBucket',
		[
			'The field must be not empty',
			'The list of grants of the bucket is fine, the certificate was not found',
			'The bucket is locked. The timer was not found',
			'bucket metadata upload not found',
			'forbidden characters',
			'cannot read the quota',
		],
	],
	[
		'getPolicy',
		['No policy statement allows this action', 'policy engine: the token does not exist'],
	],
	[
		'deleteObject',
		['The access key does not exist', 'object lock configuration version not found'],
	],
	[
		'createBucket',
		[
			'Check that the bucket exists',
			'The bucket name and region come from the profile',
			'The region has a certificate that is unknown',
		],
	],
	['createAccount', ['Check that the account exists', 'The token already exists']],
	['setPolicy', ['Invalid session, the policy was not saved']],
	// Nothing named what could be missing.
	['regenerate', ['The account was not found', 'The bucket was not found']],
];

test.each(NEAR_MISSES.flatMap(([operation, texts]) => texts.map((text) => [operation, text])))(
	'%s: "%s" is told as it came',
	async (operation, text) => {
		const { message, advice } = await failureOf(operation, { result: 4099, error: text });
		expect(message).toBe('The platform answered with a failure');
		expect(advice).toContain(`The platform answered: "${text}" (code 4099`);
	},
);

describe('names in texts', () => {
	const TRAPS = ['too-many-keys', 'key-limit exceeded', 'bucket not found', 'AccessDenied-1'];

	test.each(TRAPS)('a name that was sent, %s, says nothing, quoted or not', async (name) => {
		for (const quoted of [name, `[${name}]`, `"${name}"`, `'${name}'`, `(${name})`]) {
			const body = { result: 4099, error: `The work on ${quoted} was not finished` };
			const { message } = await failureOf('generate', body, { name });
			expect(message).toBe('The platform answered with a failure');
		}
	});

	test.each(['[too many keys]', '"too many keys"', "'too many keys'", '`too many keys`'])(
		'a name that was not sent, %s, says nothing where it is quoted',
		async (quoted) => {
			const body = { result: 4099, error: `The work on ${quoted} was not finished` };
			expect((await failureOf('generate', body)).message).toBe(
				'The platform answered with a failure',
			);
		},
	);
});

describe('a vague code leaves the word to the text, and says what it can without one', () => {
	test.each([9, 13, 301, 303, 305])('%i with a text', async (result) => {
		const body = { result, error: 'BucketNotEmpty: The bucket is not empty' };
		expect((await failureOf('deleteBucket', body)).message).toBe('The bucket "b1" is not empty');
	});

	test.each([
		[
			9,
			'The platform does not allow this operation on Host Group "s3", Bucket Name "b1"',
			'dashboard',
		],
		[13, 'The platform failed while it worked on the request', 'ask the provider'],
		[301, 'The platform failed while it worked on the request', 'may have done it all the same'],
		[303, 'The platform failed while it worked on the request', 'may have done it all the same'],
		[305, 'The storage refused the request of the platform', 'Check the values'],
		[507, 'The platform refuses a value as too long', 'at most 63 characters'],
	])('%i', async (result, message, advised) => {
		const found = await failureOf('createBucket', { result, error: 'x' });
		expect(found.message).toBe(message);
		expect(found.advice).toContain(advised);
		expect(found.advice).not.toContain('Try again later');
	});

	test('9 for Revoke: perhaps the last pair', async () => {
		const { message, advice } = await failureOf('revoke', { result: 9, error: 'x' });
		expect(message).toBe('The platform does not allow the access key "AK1" to be revoked');
		expect(advice).toMatch(/^If it is the last key pair of its account, generate another first/);
	});
});

describe('the ranges of quotas', () => {
	test.each([2338, 2360, 2369, 2378])('%i is one', async (result) => {
		expect((await failureOf('createBucket', { result })).message).toBe(
			'A quota of the platform account is reached',
		);
	});

	test.each([2337, 2339, 2359, 2379])('%i is none', async (result) => {
		expect((await failureOf('createBucket', { result })).message).toBe(
			'The platform answered with a failure',
		);
	});
});

describe('a refusal', () => {
	const OWNED = { options: { ownerUid: 42 } };
	const SHARES =
		'check that its owner shares the S3 region with the platform account of the access token, in a role that permits s3.bucket.Create';

	test.each([2, 8, 705, 8202])('%i with an owner: the sharing and the token', async (result) => {
		const { advice } = await failureOf('createBucket', { result, error: 'no' }, OWNED);
		expect(advice).toContain(SHARES);
		expect(advice).toMatch(/access token permits this method|edit the token/);
	});

	test.each([2, 8, 705, 8202])('%i without one: the token alone', async (result) => {
		const { advice } = await failureOf('createBucket', { result, error: 'no' });
		expect(advice).not.toMatch(/owner/i);
		expect(advice).toMatch(/token permits s3.bucket.Create|edit the token/);
	});
});
