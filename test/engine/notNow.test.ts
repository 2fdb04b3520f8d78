import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
import { byValue, nodeOf, saved, type Things } from '../support/world';

// Which words of the platform change what a failure is, and which must not.

const stub = useStub();

const THINGS: Things = {
	...{ hostGroup: 'hg', account: 'shop', accKey: 'AKIA1', secretKey: 'secret', bucket: 'logs' },
	...{ key: 'a.txt', emptyBucket: 'archive', policy: '{"Statement":[]}' },
	...{ newAccount: 'new-shop', newBucket: 'new-logs' },
};

const run = async (parameters: IDataObject) =>
	await runNode({
		node: nodeOf(parameters.resource),
		credential: { host: stub.url(), token: 'the-token' },
		parameters: saved({ returnAll: true, ...parameters }),
	});

/** Codes that mean "not now". */
const TEMPORARY = [1, 17, 19, 99, 302, 304];

/** Texts that say something else when the code does not say "not now". */
const TEXTS = [
	'Timeout reached while creating the access key',
	'The maximum number of access keys could not be read',
	'NoSuchBucket: The specified bucket does not exist',
	'bucket not found',
	'account already exists',
	'AccessDenied',
	'quota exceeded',
	'service not found',
];

describe.each(TEMPORARY)('code %i', (result) => {
	test.each(TEXTS)('no text makes something else of it: %s', async (error) => {
		stub.answers({ body: { result, error } });
		// Each text with the method that takes it for something else, and all of them with one.
		const rows = REFERENCE.filter(
			({ method }) => error === TEXTS[0] || /GenerateKey|\.Delete$|ListObjects/.test(method),
		);
		for (const { resource, operation, own, method } of rows) {
			const failure = (await run({ resource, operation, ...own(THINGS) })).error;
			expect(failure?.message).toBe('The platform could not do this now');
			const reads = /\.(Get|List)[A-Za-z]*$/.test(method);
			expect(failure?.description?.includes('may have done it')).toBe(!reads);
		}
	});
});

interface Words {
	resource: string;
	operation: string;
	text: string;
}

const PLAIN = 'The platform answered with a failure';

const at = (resource: string, operation: string, ...texts: string[]): Words[] =>
	texts.map((text) => ({ resource, operation, text }));

/** Near misses: words that occur in the texts of other failures. */
const OTHER_FAILURES: Words[] = [
	...at(
		...(['key', 'generate'] as const),
		'Timeout reached while creating the access key',
		'the keyboard layout limit was exceeded',
		'a rate limit for keys was reached',
		'request limit exceeded for keys',
		'this key is already being created',
		'two nodes disagree about the key',
	),
	...at('key', 'revoke', 'the keyring was not found', 'the encryption keys service is unknown'),
	...at('bucket', 'create', 'the bucket service has an unknown problem', 'the bucket name service'),
	...at('bucket', 'delete', 'the queue is not empty', 'the bucket of the queue. It is not empty'),
	...at('object', 'delete', 'access key not found', 'the encryption key was not found'),
	...at('object', 'copy', 'the objective of this call was not found'),
	...at('policy', 'set', 'the policyholder is invalid'),
	...at('policy', 'get', 'the policy engine stopped. A file was not found'),
	...at('account', 'create', 'this account was already charged', 'the account exists in a dump'),
	...at('account', 'delete', 'the accountant was not found'),
	...at('object', 'getPresignedUrl', 'the region has an unknown state', 'quota service restarted'),
];

test.each(OTHER_FAILURES)(
	'$resource $operation: "$text"',
	async ({ resource, operation, text }) => {
		stub.answers({ body: { result: 4099, error: text } });
		const row = REFERENCE.find((one) => one.resource === resource && one.operation === operation);
		const { error } = await run({ resource, operation, ...row?.own(THINGS) });
		expect(error?.message).toBe(PLAIN);
		expect(error?.description).toMatch(`The platform answered: "${text}"`);
	},
);

const MEANT: Array<Words & { message: string }> = [
	[
		'key',
		'generate',
		'The account shop has the maximum number of access keys (2)',
		'two key pairs',
	],
	['key', 'generate', 'AccessKeysPerUser limit exceeded: too many keys', 'two key pairs'],
	['key', 'generate', 'user already has two key pairs', 'two key pairs'],
	['key', 'revoke', 'cannot delete the last access key', 'keeps the last key pair'],
	['key', 'revoke', 'at least one key is required', 'keeps the last key pair'],
	['key', 'revoke', 'access key not found', 'The access key "AKIA1" does not exist'],
	[
		'key',
		'regenerate',
		'The access key ID does not exist',
		'The access key "AKIA1" does not exist',
	],
	['bucket', 'delete', 'The bucket you tried to delete is not empty', 'is not empty'],
	['bucket', 'create', 'Bucket already exists', 'already exists'],
	['bucket', 'create', 'TooManyBuckets', 'quota'],
	['account', 'create', 'account with this name already exists', 'already exists'],
	['account', 'delete', 'account not found', 'The account "shop" does not exist'],
	['object', 'delete', 'The specified key does not exist.', 'The object "a.txt" does not exist'],
	['object', 'copy', 'access denied', 'denied access'],
	['policy', 'set', 'Invalid policy document', 'refused the policy'],
	['policy', 'get', 'The bucket policy does not exist', 'has no policy'],
	['bucket', 'delete', 'unknown host group', 'The host group "hg" does not exist'],
].map(([resource, operation, text, message]) => ({ resource, operation, text, message }));

test.each(MEANT)(
	'$resource $operation: "$text" is told as $message',
	async ({ resource, operation, text, message }) => {
		stub.answers({ body: { result: 4099, error: text } });
		const row = REFERENCE.find((one) => one.resource === resource && one.operation === operation);
		const { error } = await run({ resource, operation, ...row?.own(THINGS) });
		expect(error?.message).toContain(message);
	},
);

const SHARED = 'so that owner must share the S3 region';

test.each([2, 8, 705, 8202])(
	'code %i names the sharing of an owner that is set',
	async (result) => {
		stub.answers({ body: { result, error: 'denied' } });
		const list = { resource: 'bucket', operation: 'getAll' };
		const { error } = await run({ ...list, options: { ownerUid: '7' } });
		expect(error?.description).toMatch(SHARED);
		expect(error?.description).toMatch('a role that permits s3.bucket.List');
		expect((await run(list)).error?.description).not.toMatch(SHARED);
	},
);

test("the storage's own refusal names the sharing, too", async () => {
	stub.answers({ body: { result: 4099, error: 'AccessDenied: Access Denied' } });
	const parameters = { resource: 'policy', operation: 'get', hostGroup: 'hg', bucketName: 'logs' };
	const { error } = await run({ ...parameters, options: { ownerUid: '7' } });
	expect(error?.description).toMatch(SHARED);
});

/** What makes something new. */
const CREATING = REFERENCE.filter(({ method }) => /Create|Generate/.test(method));

describe.each(CREATING)('$method', ({ resource, operation, own, method }) => {
	const parameters = { resource, operation, ...own(THINGS) };
	const isIt = ({ path }: { path: string }) =>
		path.endsWith(`/${String(method.split('.').pop()).toLowerCase()}`);
	const sent = () => stub.requests.filter(isIt);

	test('is sent again after HTTP 429: it was certainly not done', async () => {
		stub.answers((request) =>
			isIt(request) && sent().length < 3
				? { status: 429, headers: { 'retry-after': '0' } }
				: {
						body: { result: 0, object: { accKey: 'AKIA2', secretKey: 'SECRET' }, array: [] },
					},
		);
		const { error } = await run(parameters);
		expect(error?.message).toBeUndefined();
		expect(sent()).toHaveLength(3);
	});

	test.each([
		['HTTP 408', { status: 408 }],
		['HTTP 502', { status: 502 }],
		['HTTP 503', { status: 503 }],
		['code 99', { body: { result: 99, error: 'try again later' } }],
		['half an answer', { body: '{"result":0,' }],
	])('is not sent again after %s: it may be done', async (_, answer) => {
		stub.answers((request) => (isIt(request) ? answer : { body: { result: 0, array: [] } }));
		const { error } = await run(parameters);
		expect(error?.description).toMatch('The platform may have done it all the same.');
		expect(sent()).toHaveLength(1);
	});

	test.each([
		['nobody listens', 'http://127.0.0.1:1', 'The platform cannot be reached'],
		['the host has no address', 'http://nowhere.invalid', /does not exist|cannot be reached/],
	])('is tried again where %s', async (_, host, message) => {
		const { error } = await runNode({
			node: nodeOf(resource),
			credential: { host, token: 'the-token' },
			parameters: saved(parameters),
		});
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch('Tried 4 times.');
		expect(error?.description).not.toMatch('may have done it');
	});
});

test.each(['  the-token', 'the-token\n', '\tthe-token  '])(
	'the token %j is sent trimmed',
	async (token) => {
		stub.answers({ body: { result: 0, array: [] } });
		const { error } = await runNode({
			node: 'bucket',
			credential: { host: ` ${stub.url()}/ \n`, token },
			parameters: { resource: 'bucket', operation: 'getAll', returnAll: true, simplify: true },
		});
		expect(error).toBeUndefined();
		expect(stub.requests.map(({ params }) => params.session)).toEqual(['the-token']);
	},
);

test.each(['', ' ', '\n'])('the token %j is refused before anything is sent', async (token) => {
	const { error } = await runNode({
		node: 'bucket',
		credential: { host: stub.url(), token },
		parameters: {
			...{ resource: 'policy', operation: 'get' },
			...{ hostGroup: byValue('hg'), bucketName: byValue('logs') },
		},
	});
	expect(error?.message).toBe('Access Token is empty');
	expect(stub.requests).toEqual([]);
});
