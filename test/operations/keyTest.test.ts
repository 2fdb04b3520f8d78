import '../support/quickRetries';
import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../sandbox/platform';
import { xmlError, useEndpoint } from '../support/endpoint';
import { runNode } from '../support/engine';
import { makeAccount, onKey } from '../support/rotation';
import { saved, useSandbox } from '../support/world';

// Access Key: Test asks the S3 endpoint for the buckets, with this pair only. The secret key never comes out.

const { sandbox, run, must } = useSandbox();

const LIST = 'ListBuckets';

const refused = (code: string, status = 403, times = Infinity): Fault => ({
	...{ kind: 'code', method: LIST, status, times, text: `${code}: no` },
});

test('a pair that works', async () => {
	const made = await makeAccount(sandbox(), { spare: true });
	const { hostGroup, account, spare = '', secrets } = made;

	const { json, run: whole } = await run(onKey('test', hostGroup, spare));

	expect(json).toEqual([
		{
			works: true,
			reason: `The S3 endpoint ${sandbox().endpoints[hostGroup]} accepts the access key`,
			...{ accessKey: spare, accountName: account, hostGroup },
		},
	]);
	expect(Object.keys(json[0])[0]).toBe('works');
	expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual([
		's3.account.GetKeys',
		LIST,
	]);
	expect(inspect(whole, { depth: 12 })).not.toContain(secrets[spare]);
});

const REFUSALS: Array<[Fault, RegExp]> = [
	[refused('InvalidAccessKeyId'), /refused the request: InvalidAccessKeyId: /],
	[refused('SignatureDoesNotMatch'), /SignatureDoesNotMatch/],
	[refused('AccountProblem'), /AccountProblem/],
	[refused('UserSuspended'), /UserSuspended/],
	[{ kind: 'status', status: 403, method: LIST, times: Infinity }, /HTTP 403$/],
	[refused('InternalError', 500), /InternalError/],
	[{ kind: 'dropBefore', method: LIST, times: Infinity }, /^The connection to .* was cut/],
	[{ kind: 'html200', method: LIST, times: Infinity }, /^No S3 endpoint answers at /],
	[{ kind: 'emptyAnswer', method: LIST, times: Infinity }, /^No S3 endpoint answers at /],
	[{ kind: 'redirect', method: LIST }, /redirects elsewhere$/],
];

test.each(REFUSALS)('a pair that does not: %j', async (fault, reason) => {
	const { hostGroup, inUse, secrets } = await makeAccount(sandbox(), { spare: true });
	sandbox().faults.add(fault);

	const { json, run: whole } = await run(onKey('test', hostGroup, inUse));

	expect(json).toEqual([
		expect.objectContaining({ works: false, reason: expect.stringMatching(reason) }),
	]);
	const signed = sandbox().requests.filter(({ apiMethod }) => apiMethod === LIST);
	for (const { headers } of signed) expect(headers.authorization).toContain(`=${inUse}/`);
	for (const secret of Object.values(secrets)) {
		expect(inspect(whole, { depth: 12 })).not.toContain(secret);
	}
});

test('a failure that passes is tried again', async () => {
	const { hostGroup, inUse } = await makeAccount(sandbox());
	sandbox().faults.add(refused('SlowDown', 503, 3));
	expect(await must(onKey('test', hostGroup, inUse))).toEqual([
		expect.objectContaining({ works: true }),
	]);
});

test('a pair that may not list buckets works', async () => {
	const { hostGroup, inUse, spare = '' } = await makeAccount(sandbox(), { spare: true });
	sandbox().faults.add(refused('AccessDenied'));
	expect(await must(onKey('test', hostGroup, inUse))).toEqual([
		expect.objectContaining({
			works: true,
			reason: expect.stringMatching(/accepts the access key, which may not list buckets$/),
		}),
	]);
	const kept = await must(onKey('revokeOthers', hostGroup, inUse, { testFirst: true }));
	expect(kept).toEqual([expect.objectContaining({ revoked: [spare] })]);
});

test('an unknown key is a failure, not an answer', async () => {
	const { hostGroup } = await makeAccount(sandbox());
	const { error } = await run(onKey('test', hostGroup, 'nope'));
	expect(error?.message).toMatch(/^Unknown access key "nope": no account in the host group/);
});

test('a pair whose secret key is hidden cannot be tested', async () => {
	const { hostGroup, inUse } = await makeAccount(sandbox());
	sandbox().faults.add({ kind: 'hiddenSecrets' });
	const { error } = await run(onKey('test', hostGroup, inUse));
	expect(error?.message).toBe(`The access key "${inUse}" cannot be tested`);
});

describe('Wait Until It Works', () => {
	test('waits until it works', async () => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		sandbox().faults.add(refused('InvalidAccessKeyId', 403, 1));
		const json = await must(onKey('test', hostGroup, inUse, { waitSeconds: 30 }));
		expect(json).toEqual([expect.objectContaining({ works: true })]);
		expect(sandbox().requests.filter(({ apiMethod }) => apiMethod === LIST)).toHaveLength(2);
	});

	test('ends when the time is over', async () => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		sandbox().faults.add(refused('InvalidAccessKeyId'));
		const json = await must(onKey('test', hostGroup, inUse, { waitSeconds: 1 }));
		expect(json).toEqual([
			expect.objectContaining({
				works: false,
				reason: expect.stringMatching('InvalidAccessKeyId'),
			}),
		]);
		const tries = sandbox().requests.filter(({ apiMethod }) => apiMethod === LIST);
		expect(tries.length).toBeGreaterThan(1);
		expect(tries.at(-1)!.receivedAt - tries[0].receivedAt).toBeLessThan(1000);
	});

	test.each([
		[[], 'The S3 endpoint did not answer within the 1 seconds of "Wait Until It Works"'],
		[[refused('InvalidAccessKeyId', 403, 1)], expect.stringMatching('InvalidAccessKeyId')],
	])('ends the request on its way, too: after %j', async (faults, reason) => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		for (const fault of faults) sandbox().faults.add(fault);
		sandbox().faults.add({ kind: 'latency', ms: 60_000, method: LIST, times: Infinity });
		const json = await must(onKey('test', hostGroup, inUse, { waitSeconds: 1 }));
		expect(json).toEqual([expect.objectContaining({ works: false, reason })]);
	});

	test('ends when the execution is canceled', async () => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		let canceledAt = NaN;
		sandbox().faults.add(refused('InvalidAccessKeyId'));
		const { run: whole } = await run(onKey('test', hostGroup, inUse, { waitSeconds: 300 }), {
			whenStarted: (cancel) => {
				setTimeout(() => {
					canceledAt = Date.now();
					cancel();
				}, 500);
			},
		});
		expect(whole.status).toBe('canceled');
		expect(Date.now() - canceledAt).toBeLessThan(1000);
		expect(sandbox().requests.at(-1)?.apiMethod).toBe(LIST);
	});

	test.each([301, -1, 1.5])('is 0 to 300: %d', async (waitSeconds) => {
		const { hostGroup, inUse } = await makeAccount(sandbox());
		const { error } = await run(onKey('test', hostGroup, inUse, { waitSeconds }));
		expect(error?.message).toBe('Wait Until It Works must be a whole number');
		expect(sandbox().requests).toEqual([]);
	});
});

describe('an endpoint that the account does not name', () => {
	const { platform, storage, account } = useEndpoint();

	const operate = async (buckets: IDataObject[]) => {
		const keys = [account({ endpoint: undefined })];
		const url = `${storage.url()}/base/b1/endpoint?X-Amz-Signature=1`;
		platform.answers(({ path }) => {
			if (path.endsWith('getkeys')) return { body: { result: 0, array: keys } };
			if (path.endsWith('/list')) return { body: { result: 0, array: buckets } };
			return { body: { result: 0, url } };
		});
		return await runNode({
			...{ node: 'account', credential: { host: platform.url(), token: 'token' } },
			parameters: saved(onKey('test', 'eu', 'AK')),
		});
	};

	test('is found by a presigned URL for a bucket there', async () => {
		storage.answers({ body: '<ListAllMyBucketsResult></ListAllMyBucketsResult>' });
		const { json } = await operate([
			{ name: 'b0', hostGroup: 'us' },
			{ name: 'b1', hostGroup: 'eu' },
		]);
		expect(json).toEqual([expect.objectContaining({ works: true, accountName: 'own' })]);
		expect(storage.requests.map(({ method, path }) => [method, path])).toEqual([['GET', '/base/']]);
	});

	test('is not known without a bucket', async () => {
		const { error } = await operate([{ name: 'b0', hostGroup: 'us' }]);
		expect(error?.message).toBe('The S3 endpoint of the host group "eu" is not known');
		expect(storage.requests).toEqual([]);
	});

	test('says what the storage says, without the secret key', async () => {
		storage.answers(xmlError('Strange', 400, 'you sent the-secret-key'));
		const { json } = await operate([{ name: 'b1' }]);
		expect(json[0].reason).toBe('The S3 endpoint refused the request: Strange: you sent ***');
	});
});
