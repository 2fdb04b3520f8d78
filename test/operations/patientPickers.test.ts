import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pick } from '../support/picking';
import { useStub } from '../support/stub';

// Somebody waits before the screen: a list gives up soon, and says why.

const LISTS = [
	'searchHostGroups',
	'searchAccounts',
	'searchAccessKeys',
	'searchBuckets',
	'searchObjects',
	'searchSourceObjects',
];

const open = async (host: string, list: string) => {
	const isAccount = /Account|AccessKey/.test(list);
	return await pick({
		...{ list, credential: { host, token: 't' } },
		parameters: {
			...(isAccount
				? { resource: 'key', operation: 'revoke' }
				: { resource: 'object', operation: list === 'searchSourceObjects' ? 'copy' : 'delete' }),
			...{ hostGroup: 'h', bucketName: 'b', srcBucketName: 'b' },
		},
	});
};

describe('a platform that hangs', () => {
	const servers: Server[] = [];
	let asked = 0;
	const serve = async (handle: (response: ServerResponse) => void) => {
		const server = createServer((request, response) => {
			request.resume();
			asked++;
			handle(response);
		});
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	};
	afterEach(async () => {
		for (const server of servers.splice(0)) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	});

	test('or that answers in drops without end', async () => {
		const hosts = await Promise.all([
			serve(() => {}),
			serve((response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				const drops = setInterval(() => response.write(' '), 200);
				response.on('close', () => clearInterval(drops));
			}),
		]);
		const begun = Date.now();
		const outcomes = await Promise.allSettled(
			hosts.flatMap((host) => LISTS.map(async (list) => await open(host, list))),
		);
		for (const outcome of outcomes) {
			expect(outcome).toMatchObject({
				status: 'rejected',
				reason: { message: 'The platform did not answer in time' },
			});
		}
		expect(Date.now() - begun).toBeGreaterThan(19_000);
		expect(Date.now() - begun).toBeLessThan(25_000);
		expect(asked).toBe(2 * outcomes.length);
	}, 60_000);
});

const stub = useStub();

/** Answers each method with a code, or with a body. */
const answers = (byMethod: Record<string, number | object>) =>
	stub.answers(({ path }) => {
		const answer = byMethod[path.split('/').pop() ?? ''] ?? 99;
		return {
			body: typeof answer === 'number' ? { result: answer, error: 'no' } : { result: 0, ...answer },
		};
	});

const methodsAsked = () => stub.requests.map(({ path }) => path.split('/').pop());

describe('host groups', () => {
	const ACCOUNTS = { array: [{ name: 'a', hostGroup: 'of-account', keys: [] }] };
	const BUCKETS = { array: [{ name: 'b', hostGroup: 'of-bucket' }] };
	const names = async () =>
		(await open(stub.url(), 'searchHostGroups')).results.map(({ value }) => value);

	test.each([2, 8, 705, 8202])(
		'without permission for regions (code %d), those in use',
		async (code) => {
			answers({ getregions: code, getkeys: ACCOUNTS, list: BUCKETS });
			expect(await names()).toEqual(['of-account', 'of-bucket']);
		},
	);

	test.each([
		['getkeys', ['of-bucket']],
		['list', ['of-account']],
	])('without permission for %s as well, those that the other names', async (method, expected) => {
		answers({ getregions: 8202, getkeys: ACCOUNTS, list: BUCKETS, [method]: 8202 });
		expect(await names()).toEqual(expected);
	});

	test('without any permission, what lacks is said', async () => {
		answers({ getregions: 8202, getkeys: 8202, list: 8202 });
		await expect(names()).rejects.toThrow('lacks the permission s3.account.GetKeys');
	});

	test.each<[number | object, string]>([
		[701, 'The access token is wrong or has expired'],
		[99, 'The platform could not do this now'],
		[4099, 'The platform answered with a failure'],
		[{ regions: 'none' }, 'The answer of the platform was not understood'],
	])('any other failure is shown: %j', async (answer, message) => {
		answers({ getregions: answer, getkeys: ACCOUNTS, list: BUCKETS });
		await expect(names()).rejects.toThrow(message);
		expect(new Set(methodsAsked())).toEqual(new Set(['getregions']));
	});

	test('a failure of what is in use is shown, too', async () => {
		answers({ getregions: 8202, getkeys: ACCOUNTS, list: 701 });
		await expect(names()).rejects.toThrow('The access token is wrong or has expired');
	});
});

test.each(LISTS)('%s is asked for twice, not four times', async (list) => {
	answers({});
	const begun = Date.now();
	await expect(open(stub.url(), list)).rejects.toThrow('The platform could not do this now');
	expect(stub.requests).toHaveLength(2);
	expect(Date.now() - begun).toBeLessThan(2500);
});

test('a platform that wants to be left alone for a minute is asked again after a second', async () => {
	stub.answers({ status: 429, headers: { 'retry-after': '60' } });
	const begun = Date.now();
	await expect(open(stub.url(), 'searchBuckets')).rejects.toThrow('too many requests');
	expect(stub.requests).toHaveLength(2);
	expect(Date.now() - begun).toBeLessThan(3000);
});
