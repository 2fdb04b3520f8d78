import type { IHttpRequestOptions } from 'n8n-workflow';
import { oncePerRun } from '../../nodes/shared/concurrency/once';
import { deleteBatch } from '../../nodes/shared/s3/deleteBatch';
import { refusalFailure } from '../../nodes/shared/s3/refused';
import { send } from '../../nodes/shared/s3/request';
import { openEndpoint } from '../../nodes/shared/s3/endpoint';
import type { HostGroupValues, Task } from '../../nodes/shared/operation';

// Where an endpoint is, by what the platform may say of it; and which URL is then asked.

const PAIR = { accessKey: 'ACCESS', secretKey: 'KcPb0000' };

/** A task whose calls are answered from a table, and whose requests to the storage are kept. */
function taskWith(accounts: object[], url = '', body = '') {
	const sent: IHttpRequestOptions[] = [];
	const answers: Record<string, object> = {
		's3.account.GetKeys': { result: 0, array: accounts },
		's3.bucket.GetPresignedURL': { result: 0, url },
	};
	const task = {
		...{ values: { hostGroup: 'eu' }, named: {}, timeout: 1000, once: oncePerRun() },
		call: async (method: string) => answers[method],
		platform: {
			sendExternal: async (request: IHttpRequestOptions) => {
				sent.push(request);
				return { statusCode: 200, headers: {}, body };
			},
		},
	};
	return { task: task as unknown as Task<HostGroupValues>, sent };
}

async function urlAsked(accounts: object[], url?: string): Promise<string> {
	const { task, sent } = taskWith(accounts, url);
	const storage = await openEndpoint(task, 'my.bucket');
	await send(storage, { method: 'PUT', bucketName: 'my.bucket', key: 'a b/ü' });
	const [{ url: asked, headers }] = sent;
	expect(headers?.authorization).toMatch('Credential=ACCESS/');
	return asked;
}

const KEY = 'a%20b/%C3%BC';
const at = (endpoint?: string, more: object = {}) => ({
	...{ hostGroup: 'eu', name: 'one', keys: [PAIR], endpoint, ...more },
});
const other = at('https://us.example.com', { hostGroup: 'us', keys: [{ ...PAIR, accKey: 'US' }] });
const HTTPS = 'https://s3.example.com';
const IN_PATH = `${HTTPS}/my.bucket/${KEY}`;

const CASES: Array<[string, object[], string | undefined, string]> = [
	['an address', [at(HTTPS)], undefined, IN_PATH],
	[
		'a port and a slash',
		[at('http://s3.example.com:8080/')],
		undefined,
		`http://s3.example.com:8080/my.bucket/${KEY}`,
	],
	['a bare host', [at('s3.example.com')], undefined, IN_PATH],
	['a link in path style', [at()], `${HTTPS}/my.bucket/endpoint?X-Amz-Signature=1`, IN_PATH],
	[
		"a link to the bucket's own host",
		[at()],
		'https://my.bucket.s3.example.com/endpoint?a=1',
		// A certificate's wildcard stands for one label.
		IN_PATH,
	],
	['what is no address, and a link', [at('http://')], `${HTTPS}/my.bucket/endpoint`, IN_PATH],
	['another host group before', [other, at(HTTPS)], undefined, IN_PATH],
	[
		'an account without keys before',
		[at('https://a.example.com', { keys: [] }), at(HTTPS)],
		undefined,
		IN_PATH,
	],
	[
		'a pair without its secret before',
		[at(HTTPS, { keys: [{ accKey: 'X' }, PAIR] })],
		undefined,
		IN_PATH,
	],
	['no host group at all', [{ ...PAIR, endpoint: HTTPS }], undefined, IN_PATH],
];

test.each(CASES)('by %s', async (_, accounts, url, asked) => {
	expect(await urlAsked(accounts, url)).toBe(asked);
});

test('only another host group', async () => {
	const { task } = taskWith([other]);
	await expect(openEndpoint(task, 'b')).rejects.toThrow('was found in the host group "eu"');
});

test("a bucket called like its endpoint's host is still named in the path", async () => {
	const { task, sent } = taskWith([at()], `${HTTPS}/s3/endpoint?X-Amz-Signature=1`);
	const storage = await openEndpoint(task, 's3');
	await send(storage, { method: 'PUT', bucketName: 's3', key: 'other/key' });
	expect(sent.map(({ url }) => url)).toEqual([`${HTTPS}/s3/other/key`]);
});

test('an endpoint of another scheme is refused by its name', async () => {
	const { task } = taskWith([at('ftp://files.example.com')], `${HTTPS}/logs/endpoint`);
	await expect(openEndpoint(task, 'logs')).rejects.toThrow('ftp://files.example.com');
});

test('one key that XML has no form for does not keep the others from being deleted', async () => {
	const { task, sent } = taskWith([at(HTTPS)], '', '<DeleteResult/>');
	const failures = await deleteBatch(await openEndpoint(task, 'logs'), 'logs', ['a', 'b\0']);
	expect([...failures.keys()]).toEqual(['b\0']);
	expect(sent[0].body).toContain('<Object><Key>a</Key></Object></Delete>');
});

test('after a refusal of an object that was not asked for it is open what was deleted', async () => {
	const error = '<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>';
	const { task } = taskWith([at(HTTPS)], '', error);
	const deleting = deleteBatch(await openEndpoint(task, 'logs'), 'logs', ['a']);
	await expect(deleting).rejects.toThrow('answered about other objects');
});

test('a long code of the storage is cut short', () => {
	const { message } = refusalFailure({
		...{ status: 400, headers: {}, xml: `<Code>${'x'.repeat(1e6)}</Code>` },
		...{ origin: HTTPS, bucketName: 'b', sent: {} },
	});
	expect(message.length).toBeLessThan(300);
});
