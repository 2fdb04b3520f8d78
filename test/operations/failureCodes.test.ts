import '../support/quickRetries';
import { REFERENCE } from '../support/reference';
import { op, useThings } from '../support/world';

// Codes that the platform answers with, and HTTP statuses: what is made of them whatever the text says.

const { own, run, sandbox, things } = useThings();

const LIST = op('bucket getAll');
const CREATE = { hostGroup: 's3', bucketName: 'b1' };

const REQUEST_KEY = expect.stringMatching(/^[\da-f-]{36}$/);

const TOKEN = [
	'The access token is wrong or has expired',
	'Make a new personal access token in the',
];
const QUOTA = ['A quota of the platform account is reached', 'ask the provider to raise the quota'];
const BILLING = ["The provider's billing system rejected the request", 'Check the balance and the'];
const NOT_NOW = ['The platform could not do this now', 'Try again later. The platform answered'];
const UNKNOWN = [
	'The platform answered with a failure',
	'Check the values that were named; the provider can find the request by its request key.',
];

const CODES: Array<[number, string[]]> = [
	...[7, 505, 701].map((code): [number, string[]] => [code, TOKEN]),
	[
		704,
		['The platform account of the access token is unknown, blocked or not activated', 'Sign in'],
	],
	[
		8,
		['The platform denied access to S3 storage', 'Check that the platform account of the access'],
	],
	[10, ['S3 storage is blocked for this platform account', 'Ask the provider']],
	...[2207, 2223].map((code): [number, string[]] => [code, BILLING]),
	// The bounds of the ranges, and what is beside them.
	...[2338, 2360, 2369, 2378, 5000].map((code): [number, string[]] => [code, QUOTA]),
	...[2337, 2339, 2359, 2379, 54_321].map((code): [number, string[]] => [code, UNKNOWN]),
	...[17, 99].map((code): [number, string[]] => [code, NOT_NOW]),
];

test.each(CODES)('code %i, also where it is nested', async (code, [message, advice]) => {
	for (const kind of ['code', 'nestedFailure'] as const) {
		sandbox().faults.clear();
		sandbox().faults.add({ kind, code, text: 'words of the platform', times: Infinity });
		const { error } = await run(LIST);
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(advice);
		expect(error?.description).toContain('The platform answered: "words of the platform".');
		expect(error?.context.data).toEqual({ code, requestKey: REQUEST_KEY });
	}
});

test.each(['code', 'nestedFailure'] as const)('a failure without a text, as %s', async (kind) => {
	sandbox().faults.add({ kind, code: 54_321, text: '' });
	const { error } = await run(LIST);
	expect(error?.description).toContain('The platform answered: "no text".');
	expect(error?.context.data).toEqual({ code: 54_321, requestKey: REQUEST_KEY });
});

test('a long text is quoted in part', async () => {
	sandbox().faults.add({ kind: 'code', code: 54_321, text: 'blah '.repeat(1000) });
	const { error } = await run(LIST);
	expect(error!.description!.length).toBeLessThan(500);
});

test.each([
	['invalid parameter [bucketName]', 'The platform does not accept the value of "Bucket"'],
	['invalid parameter [hostGroup]', 'The platform does not accept the value of "Host Group"'],
	['invalid parameter [appid]', 'The platform does not accept one of the values'],
])('code 3 names the field by its label: %s', async (text, message) => {
	sandbox().faults.add({ kind: 'code', code: 3, text });
	expect((await run(own('bucket delete'))).error?.message).toBe(message);
});

describe('a vague code', () => {
	test.each([9, 13, 301, 303, 305])('%i leaves the say to the text', async (code) => {
		const text = 'BucketNotEmpty: The bucket is not empty';
		sandbox().faults.add({ kind: 'code', code, text });
		const { error } = await run(own('bucket delete', { bucketName: 'b1' }));
		expect(error?.message).toBe('The bucket "b1" is not empty');
	});

	const FAILED = 'The platform failed while it worked on the request';
	test.each([
		[
			9,
			'The platform does not allow this operation on Host Group "s3", Bucket Name "b1"',
			'dashboard',
		],
		[13, FAILED, 'ask the provider'],
		[301, FAILED, 'may have done it all the same'],
		[303, FAILED, 'may have done it all the same'],
		[305, 'The storage refused the request of the platform', 'Check the values'],
		[507, 'The platform refuses a value as too long', 'at most 63 characters'],
	])('%i without such a text', async (code, message, advised) => {
		sandbox().faults.add({ kind: 'code', code, text: 'x' });
		const { error } = await run(own('bucket create', CREATE));
		expect(error?.message).toBe(message);
		expect(error?.description).toContain(advised);
		expect(error?.description).not.toContain('Try again later');
	});

	test('9 for Revoke: perhaps the last pair', async () => {
		sandbox().faults.add({ kind: 'code', code: 9, text: 'x' });
		const { error } = await run(own('key revoke', { accessKey: 'AK1' }));
		expect(error?.message).toBe('The platform does not allow the access key "AK1" to be revoked');
		expect(error?.description).toMatch(
			/^If it is the last key pair of its account, generate another first/,
		);
	});
});

test.each([2, 8, 705, 8202])(
	'a refusal (%i) advises on the token, and with Owner UID on the sharing',
	async (code) => {
		sandbox().faults.add({ kind: 'code', code, text: 'no', times: Infinity });
		const alone = await run(own('bucket create'));
		expect(alone.error?.description).not.toMatch(/owner/i);
		expect(alone.error?.description).toMatch(/token permits s3.bucket.Create|edit the token/);
		const { error } = await run(own('bucket create', { options: { ownerUid: 42 } }));
		expect(error?.description).toContain(
			'check that its owner shares the S3 region with the platform account of the access token, in a role that permits s3.bucket.Create',
		);
		expect(error?.description).toMatch(/access token permits this method|edit the token/);
	},
);

test.each(['wrong', 'expired'])('a token that is %s', async (name) => {
	const { url, tokens } = sandbox();
	const { error } = await run(LIST, { credential: { host: url, token: tokens[name] ?? name } });
	expect(error?.message).toBe('The access token is wrong or has expired');
	expect(error?.description).toContain(
		'Make a new personal access token in the dashboard under Settings, Access Tokens',
	);
	expect(error?.description).toContain('answered: "user not authenticated".');
	expect(sandbox().requests).toHaveLength(1);
});

const READ_ONLY = ['getAll', 'get', 'getPresignedUrl'];

test.each(REFERENCE.filter(({ operation }) => !READ_ONLY.includes(operation)))(
	'a token that may only read lacks $method',
	async ({ resource, operation, own: fields, method }) => {
		const { url, tokens } = sandbox();
		const credential = { host: url, token: tokens.readOnly };
		const { error } = await run({ resource, operation, ...fields(things()) }, { credential });
		expect(error?.message).toBe(`The access token lacks the permission ${method}`);
		expect(error?.description).toContain('Permit this method: edit the token in the dashboard');
		expect(error?.context.data).toEqual({ code: 8202, requestKey: REQUEST_KEY });
	},
);

test.each([
	[400, 'answered with HTTP 400', 'Check "Platform Address"'],
	[408, 'did not get the whole request in time', 'Try again. If it stays so'],
	[413, 'refused the request as too long', 'Shorten what was entered'],
	[414, 'refused the request as too long', 'Shorten what was entered'],
	[431, 'refused the headers of the request', 'Ask whoever runs the proxy'],
	[500, 'failed (HTTP 500)', 'Check the values that were entered'],
	[501, 'answered with HTTP 501', 'Ask the provider'],
	[503, 'not available behind its gateway', 'Try again later'],
	[507, 'The storage of the platform is full', 'Delete what is no longer needed'],
])('HTTP %i says what happened and what helps', async (status, message, advice) => {
	sandbox().faults.add({ kind: 'status', status, times: Infinity });
	const { error } = await run(LIST);
	expect(error?.message).toContain(message);
	expect(error?.description).toContain(advice);
	expect(error?.context.data).toEqual({ code: `HTTP ${status}`, requestKey: REQUEST_KEY });
	expect(/Try again later/.test(error?.description ?? '')).toBe(status === 503);
});
