import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { makeThings, useSandbox, type Things } from '../support/world';

// Codes and texts that the sandbox does not answer by itself.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

const list = { resource: 'bucket', operation: 'getAll' };

const CODES: Array<[number, string, string]> = [
	[7, 'The access token is wrong or has expired', 'Make a new personal access token'],
	[505, 'The access token is wrong or has expired', 'Make a new personal access token'],
	[701, 'The access token is wrong or has expired', 'Make a new personal access token'],
	[704, 'The platform account of the access token is unknown, blocked or not activated', 'Sign in'],
	[
		8,
		'The platform denied access to S3 storage',
		'Check that the platform account of the access token',
	],
	[10, 'S3 storage is blocked for this platform account', 'Ask the provider'],
	[2207, "The provider's billing system rejected the request", 'Check the balance and the tariff'],
	[2223, "The provider's billing system rejected the request", 'Check the balance and the tariff'],
	[2338, 'A quota of the platform account is reached', 'ask the provider to raise the quota'],
	[2360, 'A quota of the platform account is reached', 'ask the provider to raise the quota'],
	[2378, 'A quota of the platform account is reached', 'ask the provider to raise the quota'],
	[5000, 'A quota of the platform account is reached', 'ask the provider to raise the quota'],
	[17, 'The platform could not do this now', 'Try again later. The platform answered'],
	[99, 'The platform could not do this now', 'Try again later. The platform answered'],
	[
		2379,
		'The platform answered with a failure',
		'Check the values that were named; the provider can find the request by its key.',
	],
	[
		54_321,
		'The platform answered with a failure',
		'Check the values that were named; the provider can find the request by its key.',
	],
];

describe.each(CODES)('code %i', (code, message, advice) => {
	test.each(['code', 'nestedFailure'] as const)('as %s', async (kind) => {
		sandbox().faults.add({ kind, code, text: 'words of the platform', times: Infinity });
		const { error } = await run(list);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(advice);
		expect(error?.description).toMatch(`"words of the platform" (code ${code}, request key `);
	});
});

test.each(['code', 'nestedFailure'] as const)('a failure without a text, as %s', async (kind) => {
	sandbox().faults.add({ kind, code: 54_321, text: '' });
	const { error } = await run(list);
	expect(error?.description).toMatch('The platform answered: "no text" (code 54321,');
});

test('a platform that says much is quoted in part', async () => {
	sandbox().faults.add({ kind: 'code', code: 54_321, text: 'blah '.repeat(1000) });
	const { error } = await run(list);
	expect(error!.description!.length).toBeLessThan(500);
});

test.each([
	['invalid parameter [bucketName]', 'The platform does not accept the value of "Bucket"'],
	['invalid parameter [hostGroup]', 'The platform does not accept the value of "Host Group"'],
	['invalid parameter [appid]', 'The platform does not accept one of the values'],
])('code 3 names the field by its label: %s', async (text, message) => {
	const { hostGroup, emptyBucket: bucketName } = things;
	sandbox().faults.add({ kind: 'code', code: 3, text });
	const { error } = await run({ resource: 'bucket', operation: 'delete', hostGroup, bucketName });
	expect(error?.message).toBe(message);
});

/** Names with words in them that failures are told apart by. */
const NAMES = [
	'policy',
	'policy-backup',
	'my-key',
	'object',
	'account-data',
	'region',
	'bucket',
	'quota',
];

test.each(NAMES)(
	'a missing bucket is a missing bucket, also when it is called "%s"',
	async (name) => {
		const { hostGroup } = things;
		const at = { hostGroup, bucketName: name };
		const asked: IDataObject[] = [
			{ resource: 'policy', operation: 'get', ...at },
			{ resource: 'object', operation: 'delete', ...at, key: 'key' },
			{
				...{
					resource: 'object',
					operation: 'copy',
					hostGroup,
					srcBucketName: name,
					srcKey: 'a key',
				},
				...{ dstBucketName: name, dstKey: 'k' },
			},
		];
		for (const parameters of asked) {
			const { error } = await run(parameters);
			expect(error?.message).toMatch(/^The bucket ".*" does not exist$/);
		}
	},
);

test.each(['bucket', 'policy', 'my bucket key', 'region'])(
	'a missing account is a missing account, also when it is called "%s"',
	async (name) => {
		const { hostGroup } = things;
		const { error } = await run({ resource: 'key', operation: 'generate', hostGroup, name });
		expect(error?.message).toBe(
			`The account "${name}" does not exist in the host group "${hostGroup}"`,
		);
	},
);

test.each(['bucket', 'the key of a policy', 'object'])(
	'a missing object is a missing object, also when its key is "%s"',
	async (srcKey) => {
		const { hostGroup, bucket } = things;
		const { error } = await run({
			...{ resource: 'object', operation: 'copy', hostGroup, srcBucketName: bucket, srcKey },
			...{ dstBucketName: bucket, dstKey: 'copy' },
		});
		expect(error?.message).toMatch(`The object "${srcKey}" does not exist`);
	},
);
