import type { IHttpRequestOptions } from 'n8n-workflow';
import { oncePerRun } from '../../nodes/shared/concurrency/once';
import { send } from '../../nodes/shared/s3/request';
import { openEndpoint } from '../../nodes/shared/s3/endpoint';
import type { HostGroupValues, Task } from '../../nodes/shared/operation';

// Where an endpoint is, by what the platform may say of it; and which URL is then asked.

const PAIR = { accKey: 'ACCESS', secretKey: 'KcPb0000' };

/** A task whose calls are answered from a table, and whose requests to the storage are kept. */
function taskWith(accounts: object[], url = '') {
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
				return { statusCode: 200, headers: {}, body: '' };
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
const account = (more: object) => ({ hostGroup: 'eu', name: 'one', keys: [PAIR], ...more });
const other = account({
	hostGroup: 'us',
	endpoint: 'https://us.example.com',
	keys: [{ ...PAIR, accKey: 'US' }],
});

const CASES: Array<[string, object[], string | undefined, string]> = [
	[
		'an address',
		[account({ endpoint: 'https://s3.example.com' })],
		undefined,
		`https://s3.example.com/my.bucket/${KEY}`,
	],
	[
		'a port and a slash',
		[account({ endpoint: 'http://s3.example.com:8080/' })],
		undefined,
		`http://s3.example.com:8080/my.bucket/${KEY}`,
	],
	[
		'a bare host',
		[account({ endpoint: 's3.example.com' })],
		undefined,
		`https://s3.example.com/my.bucket/${KEY}`,
	],
	[
		'a link in path style',
		[account({})],
		'https://s3.example.com/my.bucket/endpoint?X-Amz-Signature=1',
		`https://s3.example.com/my.bucket/${KEY}`,
	],
	[
		'a link to the bucket’s own host',
		[account({})],
		'https://my.bucket.s3.example.com/endpoint?a=1',
		`https://my.bucket.s3.example.com/${KEY}`,
	],
	[
		'what is no address, and a link',
		[account({ endpoint: 'http://' })],
		'https://s3.example.com/my.bucket/endpoint',
		`https://s3.example.com/my.bucket/${KEY}`,
	],
	[
		'another host group before',
		[other, account({ endpoint: 'https://eu.example.com' })],
		undefined,
		`https://eu.example.com/my.bucket/${KEY}`,
	],
	[
		'an account without keys before',
		[
			account({ keys: [], endpoint: 'https://a.example.com' }),
			account({ endpoint: 'https://b.example.com' }),
		],
		undefined,
		`https://b.example.com/my.bucket/${KEY}`,
	],
	[
		'a pair without its secret before',
		[account({ endpoint: 'https://s3.example.com', keys: [{ accKey: 'X' }, PAIR] })],
		undefined,
		`https://s3.example.com/my.bucket/${KEY}`,
	],
	[
		'no host group at all',
		[{ ...PAIR, endpoint: 'https://s3.example.com' }],
		undefined,
		`https://s3.example.com/my.bucket/${KEY}`,
	],
];

test.each(CASES)('by %s', async (_, accounts, url, asked) => {
	expect(await urlAsked(accounts, url)).toBe(asked);
});

test('only another host group', async () => {
	const { task } = taskWith([other]);
	await expect(openEndpoint(task, 'b')).rejects.toThrow('was found in the host group "eu"');
});
