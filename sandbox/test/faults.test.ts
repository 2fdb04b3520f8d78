import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { AUTHORITY_FILE, FAULT_KINDS, startSandbox, type Fault, type Sandbox } from '../platform';
import { call, clientOf, failureOf, http, must, post } from './support';

let sandbox: Sandbox;
let client: S3Client;
const hostGroup = 's3-eu1.example';
const bucketName = 'bucket';
const listing = { hostGroup, bucketName, maxKeys: 2 };
const created = { hostGroup, bucketName: 'made' };

beforeEach(async () => {
	sandbox = await startSandbox();
	await sandbox.createAccount(hostGroup, 'one');
	await sandbox.fill(
		hostGroup,
		bucketName,
		['a', 'b', 'c', 'd', 'e'].map((key) => ({ key })),
	);
	client = await clientOf(sandbox);
});
afterEach(async () => {
	client.destroy();
	await sandbox.stop();
});

const list = () => post(sandbox, 's3.bucket.ListObjects', listing);
const create = () => post(sandbox, 's3.bucket.Create', created);

/** Whether the work was done, asked past the faults. */
async function isMade(): Promise<boolean> {
	const buckets = await sandbox.store.listBuckets(sandbox.ownerUid, hostGroup);
	return buckets.some(({ bucket }) => bucket === 'made');
}

it('has a test for each kind, here or in strangeAnswers.test.ts', () => {
	expect(Object.keys(FAULT_KINDS).sort()).toEqual(
		[
			...['dropBefore', 'dropAfter', 'latency', 'status', 'badGateway', 'truncatedJson', 'code'],
			...['nestedFailure', 'redirect', 'slowBody', 'hugeAnswer', 'repeatToken', 'emptyAnswer'],
			...['html200', 'ignoredPrefix', 'firstPageAgain', 'repeatedGroups', 'unsortedKeys'],
			...['encodedKeys', 'truncationWord', 'loneElements', 'foreignList', 'hiddenSecrets'],
			...['disabledPairs', 'otherTimes', 'trimmedNames', 'weakTags', 'wrongGzip', 'stalledBody'],
			'keysRefused',
		].sort(),
	);
});

it.each([
	['dropBefore', false],
	['dropAfter', true],
] as const)('%s cuts the connection; the work is done: %s', async (kind, isDone) => {
	sandbox.faults.add({ kind });
	await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(await isMade()).toBe(isDone);
	expect(sandbox.requests.at(-1)?.status).toBeUndefined();
	await must(sandbox, 's3.bucket.List');
});

it('latency delays one request', async () => {
	sandbox.faults.add({ kind: 'latency', ms: 150 });
	const before = performance.now();
	await must(sandbox, 's3.bucket.List');
	expect(performance.now() - before).toBeGreaterThan(145);
});

it.each([
	['status', {}, 429, 'text/plain'],
	['status', { status: 503, text: 'busy' }, 503, 'text/plain'],
	['badGateway', {}, 502, 'text/html; charset=utf-8'],
	['html200', {}, 200, 'text/html; charset=utf-8'],
] as const)('%s %j answers %i, and the work is not done', async (kind, more, status, type) => {
	sandbox.faults.add({ kind, ...more });
	const answer = await create();
	expect([answer.status, answer.headers['content-type']]).toEqual([status, type]);
	if (kind === 'status') expect(answer.headers['retry-after']).toBe('1');
	expect(await isMade()).toBe(false);
});

it('redirect points elsewhere', async () => {
	sandbox.faults.add({ kind: 'redirect', location: 'http://127.0.0.1:1/x' });
	const { status, headers } = await create();
	expect([status, headers.location]).toEqual([307, 'http://127.0.0.1:1/x']);
});

it('truncatedJson does the work and answers half', async () => {
	sandbox.faults.add({ kind: 'truncatedJson' });
	const { status, data } = await create();
	expect(status).toBe(200);
	expect(() => JSON.parse(data)).toThrow();
	expect(await isMade()).toBe(true);
});

it('code and nestedFailure answer failures as the platform words them', async () => {
	sandbox.faults.add({ kind: 'code', code: 17, text: 'io' });
	expect((await create()).data).toEqual({ result: 17, error: 'io', source: 'JEL' });
	sandbox.faults.add({ kind: 'nestedFailure', text: 'SlowDown: wait' });
	expect((await create()).data).toEqual({
		result: 0,
		source: 'JEL',
		response: { result: 4099, error: 'SlowDown: wait', source: 'S3' },
	});
	expect(await isMade()).toBe(false);
});

it('slowBody trickles the answer', async () => {
	sandbox.faults.add({ kind: 'slowBody', ms: 200 });
	const before = performance.now();
	expect((await list()).data.objects).toHaveLength(2);
	expect(performance.now() - before).toBeGreaterThan(180);
});

it('hugeAnswer makes the answer long, and leaves it what it is', async () => {
	sandbox.faults.add({ kind: 'hugeAnswer', bytes: 3_000_000 });
	const { data } = await list();
	expect(data.objects).toHaveLength(2);
	expect(data.padding).toHaveLength(3_000_000);
});

it('repeatToken waits for a page that was asked for with a token', async () => {
	sandbox.faults.add({ kind: 'repeatToken' });
	const { nextContinuationToken: continuationToken } = (await list()).data;
	const next = { ...listing, continuationToken };
	const { data } = await post(sandbox, 's3.bucket.ListObjects', next);
	expect(data).toMatchObject({ isTruncated: true, nextContinuationToken: continuationToken });
	const again = await call(sandbox, 's3.bucket.ListObjects', next);
	expect(again.nextContinuationToken).not.toBe(continuationToken);
});

it('emptyAnswer does the work and says nothing of it', async () => {
	sandbox.faults.add({ kind: 'emptyAnswer' });
	expect((await create()).data).toEqual({ result: 0 });
	expect(await isMade()).toBe(true);
});

describe('which requests are hit', () => {
	const hits = async (count: number, fault: Partial<Fault>) => {
		sandbox.faults.clear();
		sandbox.faults.add({ kind: 'badGateway', ...fault });
		const statuses: number[] = [];
		for (let n = 0; n < count; n++) statuses.push((await list()).status);
		return statuses.filter((status) => status === 502).length;
	};

	it('as many as wanted', async () => {
		expect(await hits(4, {})).toBe(1);
		expect(await hits(4, { times: 3 })).toBe(3);
		expect(await hits(4, { times: Infinity })).toBe(4);
	});

	it('of one method, or as a function says', async () => {
		expect(await hits(2, { method: 's3.bucket.Create' })).toBe(0);
		expect(await hits(2, { method: 's3.bucket.ListObjects' })).toBe(1);
		expect(await hits(2, { match: ({ params }) => params.maxKeys === '3' })).toBe(0);
		expect(await hits(2, { match: ({ params }) => params.maxKeys === '2' })).toBe(1);
	});

	it('with a probability, the same each time for a seed', async () => {
		const some = { times: Infinity, probability: 0.3, seedRandom: 7 };
		const first = await hits(60, some);
		expect(first).toBeGreaterThan(8);
		expect(first).toBeLessThan(30);
		expect(await hits(60, some)).toBe(first);
	});
});

describe('on the S3 endpoints', () => {
	const remove = (Key: string) =>
		failureOf(client.send(new DeleteObjectCommand({ Bucket: bucketName, Key })));

	it('faults hit by the operation’s name, and failures are S3’s', async () => {
		sandbox.faults.add({
			method: 'DeleteObject',
			kind: 'code',
			text: 'SlowDown: wait',
			status: 503,
		});
		expect(await remove('a')).toBe('SlowDown');
		sandbox.faults.add({ method: 'DeleteObject', kind: 'dropAfter' });
		expect(await remove('a')).not.toBe('none');
		expect(await sandbox.listKeys(hostGroup, bucketName)).not.toContain('a');
	});

	it('repeatToken repeats', async () => {
		sandbox.faults.add({ kind: 'repeatToken' });
		const page = (ContinuationToken?: string) =>
			client.send(new ListObjectsV2Command({ Bucket: bucketName, MaxKeys: 2, ContinuationToken }));
		const { NextContinuationToken: token } = await page();
		expect((await page(token)).NextContinuationToken).toBe(token);
	});
});

describe('with an expired certificate', () => {
	const otherwise = { ca: readFileSync(AUTHORITY_FILE) };
	const codeOf = async (url: string, options: object) =>
		await new Promise((resolve) => {
			get(url, options, (response) => resolve(response.statusCode)).on(
				'error',
				(cause: NodeJS.ErrnoException) => resolve(cause.code),
			);
		});

	it.each(['platform', 'endpoints'] as const)('the %s: right in all else', async (part) => {
		const other = await startSandbox({ expiredCertificate: part });
		const urls = { platform: other.url, endpoints: other.endpoints[hostGroup] };
		const { [part]: secure, ...plain } = urls;
		expect(secure).toMatch(/^https:/);
		expect(Object.values(plain)[0]).toMatch(/^http:/);
		expect(await codeOf(secure, otherwise)).toBe('CERT_HAS_EXPIRED');
		expect(other.requests).toEqual([]);
		await codeOf(secure, { ...otherwise, rejectUnauthorized: false });
		expect(other.requests).toHaveLength(1);
		await other.stop();
	});
});

it('puts no more on a page than it is told to', async () => {
	const other = await startSandbox({ mostOnPage: 2 });
	await other.fill(
		hostGroup,
		bucketName,
		['a', 'b', 'c'].map((key) => ({ key })),
	);
	const page = async (more: object) =>
		(await post(other, 's3.bucket.ListObjects', { ...listing, ...more })).data;
	const first = await page({ maxKeys: 1000 });
	expect(first).toMatchObject({ objects: [{ key: 'a' }, { key: 'b' }], isTruncated: true });
	const { nextContinuationToken: continuationToken } = first;
	expect(await page({ continuationToken })).toMatchObject({ objects: [{ key: 'c' }] });
	await other.stop();
});

it('delays all answers, and counts the most requests at once', async () => {
	sandbox.setLatency(50);
	sandbox.resetPeak();
	const before = performance.now();
	await Promise.all([list(), list(), list(), http.get(`${sandbox.endpoints[hostGroup]}/`)]);
	expect(performance.now() - before).toBeGreaterThan(45);
	expect(sandbox.peakInFlight).toBe(4);
	sandbox.setLatency(0);
	await list();
	sandbox.resetPeak();
	await list();
	expect(sandbox.peakInFlight).toBe(1);
});

it('stops at once, whatever is still open', async () => {
	const other = await startSandbox({ latencyMs: 10_000 });
	const open = post(other, 's3.bucket.List').catch((cause: Error) => cause.message);
	while (other.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	const before = performance.now();
	await other.stop();
	expect(performance.now() - before).toBeLessThan(1000);
	expect(await open).toMatch(/socket hang up|ECONNRESET/);
});
