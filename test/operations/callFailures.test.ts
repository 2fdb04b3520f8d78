import type { IDataObject } from 'n8n-workflow';
import { makeThings, useSandbox, type Things } from '../support/world';

// What the platform refuses: each failure says what happened and what to do.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
	const { hostGroup, account: name } = things;
	await sandbox().createBucket(hostGroup, 'elsewhere');
	await sandbox().store.generateKey({ hostGroup, ownerUid: sandbox().ownerUid, name });
});

const asked = (resource: string, operation: string, fields: (things: Things) => IDataObject) => ({
	...{ resource, operation, fields },
});

/** What the platform said, at the end of the advice. */
const said = (text: string, code: number) =>
	new RegExp(
		`The platform answered: "${text.replace(/[[\]().]/g, '\\$&')}" \\(code ${code}, request key [\\da-f-]{36}\\)\\.$`,
	);

interface Refusal {
	title: string;
	resource: string;
	operation: string;
	fields: (things: Things) => IDataObject;
	message: (things: Things) => string;
	advice: string;
	text: (things: Things) => string;
	code: number;
}

/** What the sandbox refuses by itself. */
const REFUSALS: Refusal[] = [
	{
		title: 'no such bucket',
		...asked('bucket', 'delete', ({ hostGroup }) => ({ hostGroup, bucketName: 'none' })),
		message: () => 'The bucket "none" does not exist',
		advice: 'Check the bucket and the host group; Bucket: Get Many lists what there is.',
		text: () => 'bucket [none] not found',
		code: 5,
	},
	{
		title: 'bucket not empty',
		...asked('bucket', 'delete', ({ hostGroup, bucket: bucketName }) => ({
			hostGroup,
			bucketName,
		})),
		message: ({ bucket }) => `The bucket "${bucket}" is not empty`,
		advice: 'Turn on "Empty First", or delete its objects with Object: Delete Many first.',
		text: () => 'BucketNotEmpty: The bucket you tried to delete is not empty',
		code: 4099,
	},
	{
		title: 'bucket exists',
		...asked('bucket', 'create', ({ hostGroup, bucket: bucketName }) => ({
			hostGroup,
			bucketName,
		})),
		message: ({ bucket }) => `A bucket named "${bucket}" already exists`,
		advice: 'Choose another name',
		text: () =>
			'BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it',
		code: 4099,
	},
	{
		title: 'no name for a bucket',
		...asked('bucket', 'create', ({ hostGroup }) => ({ hostGroup, bucketName: 'My Bucket' })),
		message: () => '"My Bucket" is not a valid bucket name',
		advice: 'Use 3 to 63 lowercase letters',
		text: () => 'InvalidBucketName: The specified bucket is not valid: My Bucket',
		code: 4099,
	},
	{
		title: 'two key pairs already',
		...asked('key', 'generate', ({ hostGroup, account: name }) => ({ hostGroup, name })),
		message: ({ account }) => `The account "${account}" has two key pairs already`,
		advice: 'Revoke the one that is not in use (Key: Revoke), then generate',
		text: ({ account }) =>
			`MaxKeysReached: The account ${account} has the maximum number of access keys (2)`,
		code: 4099,
	},
	{
		title: 'account exists',
		...asked('account', 'create', ({ hostGroup, account: name }) => ({ hostGroup, name })),
		message: ({ account }) => `An account named "${account}" already exists`,
		advice: 'Choose another name',
		text: ({ account }) => `AccountAlreadyExists: The account already exists: ${account}`,
		code: 4099,
	},
	{
		title: 'no such account',
		...asked('key', 'generate', ({ hostGroup }) => ({ hostGroup, name: 'nobody' })),
		message: ({ hostGroup }) =>
			`The account "nobody" does not exist in the host group "${hostGroup}"`,
		advice: 'Account: Get Many lists the accounts of every host group.',
		text: () => 'account [nobody] not found',
		code: 5,
	},
	{
		title: 'no such access key',
		...asked('key', 'revoke', ({ hostGroup }) => ({ hostGroup, accKey: 'AKIA0' })),
		message: ({ hostGroup }) =>
			`The access key "AKIA0" does not exist in the host group "${hostGroup}"`,
		advice: 'Key: Get Many lists the access keys of every account.',
		text: () => 'access key [AKIA0] not found',
		code: 5,
	},
	{
		title: 'no such host group',
		...asked('bucket', 'create', () => ({ hostGroup: 's3-mars', bucketName: 'logs' })),
		message: () => 'The host group "s3-mars" does not exist',
		advice: 'Choose the host group From List, or enter its unique name.',
		text: () => 'host group [s3-mars] not found',
		code: 5,
	},
	{
		title: 'no such object',
		...asked('object', 'copy', ({ hostGroup, bucket }) => ({
			...{ hostGroup, srcBucketName: bucket, srcKey: 'nothing' },
			...{ dstBucketName: 'elsewhere', dstKey: 'copy' },
		})),
		message: ({ bucket }) => `The object "nothing" does not exist in the bucket "${bucket}"`,
		advice: 'Check the object key',
		text: () => 'object [nothing] not found',
		code: 5,
	},
	{
		title: 'no such bucket to copy to',
		...asked('object', 'copy', ({ hostGroup, bucket, key: srcKey }) => ({
			...{ hostGroup, srcBucketName: bucket, srcKey, dstBucketName: 'none', dstKey: 'copy' },
		})),
		message: ({ bucket }) => `The bucket "${bucket}" or "none" does not exist`,
		advice: 'Check the bucket and the host group',
		text: () => 'bucket [none] not found',
		code: 5,
	},
	{
		title: 'no policy',
		...asked('policy', 'get', ({ hostGroup, emptyBucket: bucketName }) => ({
			hostGroup,
			bucketName,
		})),
		message: ({ emptyBucket }) => `The bucket "${emptyBucket}" has no policy`,
		advice: 'Set one with Policy: Set.',
		text: () => 'NoSuchBucketPolicy: The bucket policy does not exist',
		code: 4099,
	},
	{
		title: 'a policy for another bucket',
		...asked('policy', 'set', ({ hostGroup, emptyBucket: bucketName, policy }) => ({
			...{ hostGroup, bucketName, policy },
		})),
		message: () => 'The storage refused the policy',
		advice: 'Check "Policy": its Version',
		text: () => 'MalformedPolicy: The policy is not valid: policy has invalid resource',
		code: 4099,
	},
	{
		title: "another owner's things",
		...asked('bucket', 'getAll', () => ({ options: { ownerUid: '1' } })),
		message: () => 'The platform denied access to Owner UID "1"',
		advice: '"Owner UID" is set: check that its owner shares the S3 region',
		text: () => 'access to the account [1] is denied',
		code: 8,
	},
];

test.each(REFUSALS)(
	'$title',
	async ({ resource, operation, fields, message, advice, text, code }) => {
		const { error } = await run({ resource, operation, ...fields(things) });
		expect(error?.message).toBe(message(things));
		expect(error?.description).toMatch(advice);
		expect(error?.description).toMatch(said(text(things), code));
		// A new pair is told from those before, which are read first.
		const first = operation === 'generate' ? ['s3.account.GetKeys'] : [];
		const sent = sandbox().requests.map(({ apiMethod }) => apiMethod);
		expect(sent).toEqual([...first, expect.any(String)]);
	},
);
