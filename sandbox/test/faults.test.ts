import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { AUTHORITY_FILE, FAULT_KINDS, startSandbox, type Fault, type FaultKind } from '../platform';
import { BUCKET, EU, failureOf, http, IN_BUCKET, post as postTo } from './support';
import { useSandbox, withSandbox } from './support';

const KEYS = ['a', 'b', 'c', 'd', 'e'];
const { sandbox, client, post, must, call } = useSandbox('test', { objects: KEYS });

const listing = { ...IN_BUCKET, maxKeys: 2 };
const list = () => post('s3.bucket.ListObjects', listing);
const create = () => post('s3.bucket.Create', { hostGroup: EU, bucketName: 'made' });
const add = (kind: FaultKind, more: Partial<Fault> = {}) => sandbox().faults.add({ kind, ...more });

/** Whether the bucket was created, without a request that a fault could hit. */
async function isMade(): Promise<boolean> {
	const buckets = await sandbox().store.listBuckets(sandbox().ownerUid, EU);
	return buckets.some(({ bucket }) => bucket === 'made');
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
	const before = performance.now();
	await work();
	return performance.now() - before;
}

it('has a test for each kind, here or in strangeAnswers.test.ts', () => {
	expect(Object.keys(FAULT_KINDS).sort()).toEqual(
		[
			...['dropBefore', 'dropAfter', 'latency', 'status', 'badGateway', 'truncatedJson', 'code'],
			...['nestedFailure', 'redirect', 'slowBody', 'hugeAnswer', 'repeatToken', 'emptyAnswer'],
			...['html200', 'ignoredPrefix', 'firstPageAgain', 'repeatedGroups', 'unsortedKeys'],
			...['encodedKeys', 'truncationWord', 'loneElements', 'foreignList', 'hiddenSecrets'],
			...['disabledPairs', 'otherTimes', 'trimmedNames', 'weakTags', 'wrongGzip', 'stalledBody'],
			...['keysRefused', 'gatewayAfter'],
		].sort(),
	);
});

it.each([
	['dropBefore', false],
	['dropAfter', true],
] as const)('%s cuts the connection; the work is done: %s', async (kind, isDone) => {
	add(kind);
	await expect(create()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(await isMade()).toBe(isDone);
	expect(sandbox().requests.at(-1)?.status).toBeUndefined();
	await must('s3.bucket.List');
});

it.each([
	[undefined, 502, { 'content-type': 'text/html; charset=utf-8' }],
	[200, 200, { 'content-type': 'text/html; charset=utf-8' }],
	[302, 302, { location: 'http://127.0.0.1:9/' }],
])(
	'gatewayAfter answers %j in place of the platform, which does the work',
	async (given, ...answer) => {
		add('gatewayAfter', { status: given });
		const [status, headers] = answer;
		expect(await create()).toMatchObject({ status, headers });
		expect(await isMade()).toBe(true);
	},
);

it.each([
	['status', {}, 429, { 'content-type': 'text/plain', 'retry-after': '1' }],
	['status', { status: 503, text: 'busy' }, 503, { 'retry-after': '1' }],
	['badGateway', {}, 502, { 'content-type': 'text/html; charset=utf-8' }],
	['html200', {}, 200, { 'content-type': 'text/html; charset=utf-8' }],
	['redirect', { location: 'http://127.0.0.1:1/x' }, 307, { location: 'http://127.0.0.1:1/x' }],
] as const)('%s %j answers %i, and the work is not done', async (kind, more, status, headers) => {
	add(kind, more);
	expect(await create()).toMatchObject({ status, headers });
	expect(await isMade()).toBe(false);
});

it.each([
	['code', { code: 17, text: 'io' }, { result: 17, error: 'io', source: 'JEL' }, false],
	[
		'nestedFailure',
		{ text: 'SlowDown: wait' },
		{
			...{ result: 0, source: 'JEL' },
			response: { result: 4099, error: 'SlowDown: wait', source: 'S3' },
		},
		false,
	],
	['emptyAnswer', {}, { result: 0 }, true],
] as const)('%s %j answers %j; the work is done: %s', async (kind, more, data, isDone) => {
	add(kind, more);
	expect((await create()).data).toEqual(data);
	expect(await isMade()).toBe(isDone);
});

it('truncatedJson does the work and answers half', async () => {
	add('truncatedJson');
	const { status, data } = await create();
	expect(status).toBe(200);
	expect(() => JSON.parse(data)).toThrow();
	expect(await isMade()).toBe(true);
});

it('latency delays one request', async () => {
	add('latency', { ms: 150 });
	expect(await timeOf(() => must('s3.bucket.List'))).toBeGreaterThan(145);
});

it('slowBody sends the answer slowly', async () => {
	add('slowBody', { ms: 200 });
	const time = await timeOf(async () => expect((await list()).data.objects).toHaveLength(2));
	expect(time).toBeGreaterThan(180);
});

it('hugeAnswer makes the answer long, with the same content', async () => {
	add('hugeAnswer', { bytes: 3_000_000 });
	const { data } = await list();
	expect([data.objects.length, data.padding.length]).toEqual([2, 3_000_000]);
});

it('repeatToken waits for a request with a token', async () => {
	add('repeatToken');
	const { nextContinuationToken: continuationToken } = (await list()).data;
	const next = { ...listing, continuationToken };
	const { data } = await post('s3.bucket.ListObjects', next);
	expect(data).toMatchObject({ isTruncated: true, nextContinuationToken: continuationToken });
	const again = await call('s3.bucket.ListObjects', next);
	expect(again.nextContinuationToken).not.toBe(continuationToken);
});

describe('hits', () => {
	const hits = async (count: number, fault: Partial<Fault>) => {
		sandbox().faults.clear();
		add('badGateway', fault);
		const statuses: number[] = [];
		for (let n = 0; n < count; n++) statuses.push((await list()).status);
		return statuses.filter((status) => status === 502).length;
	};
	const ofPageSize =
		(size: string): Fault['match'] =>
		({ params }) =>
			params.maxKeys === size;

	it.each<[string, Partial<Fault>, number]>([
		['one request', {}, 1],
		['as many as wanted', { times: 3 }, 3],
		['all', { times: Infinity }, 4],
		['none of another method', { method: 's3.bucket.Create' }, 0],
		['one of a method', { method: 's3.bucket.ListObjects' }, 1],
		['none that does not match', { match: ofPageSize('3') }, 0],
		['one that matches', { match: ofPageSize('2') }, 1],
	])('%s', async (_, fault, expected) => {
		expect(await hits(4, fault)).toBe(expected);
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
	const remove = (Key: string) => failureOf(client().deleteObject({ Bucket: BUCKET, Key }));

	it('faults hit by the operation’s name, and failures are S3’s', async () => {
		add('code', { method: 'DeleteObject', text: 'SlowDown: wait', status: 503 });
		expect(await remove('a')).toBe('SlowDown');
		add('dropAfter', { method: 'DeleteObject' });
		expect(await remove('a')).not.toBe('none');
		expect(await sandbox().listKeys(EU, BUCKET)).not.toContain('a');
	});

	it('repeatToken repeats', async () => {
		add('repeatToken');
		const page = (ContinuationToken?: string) =>
			client().listObjectsV2({ Bucket: BUCKET, MaxKeys: 2, ContinuationToken });
		const { NextContinuationToken: token } = await page();
		expect((await page(token)).NextContinuationToken).toBe(token);
	});
});

describe('with an expired certificate', () => {
	const ca = readFileSync(AUTHORITY_FILE);
	const codeOf = async (url: string, options: object) =>
		await new Promise((resolve) => {
			get(url, { ca, ...options }, (response) => resolve(response.statusCode)).on(
				'error',
				(cause: NodeJS.ErrnoException) => resolve(cause.code),
			);
		});

	it.each(['platform', 'endpoints'] as const)('the %s has no other fault', async (part) => {
		await withSandbox({ expiredCertificate: part }, async (other) => {
			const urls = { platform: other.url, endpoints: other.endpoints[EU] };
			const { [part]: secure, ...plain } = urls;
			expect(secure).toMatch(/^https:/);
			expect(Object.values(plain)[0]).toMatch(/^http:/);
			expect(await codeOf(secure, {})).toBe('CERT_HAS_EXPIRED');
			expect(other.requests).toEqual([]);
			await codeOf(secure, { rejectUnauthorized: false });
			expect(other.requests).toHaveLength(1);
		});
	});
});

it('puts no more on a page than the option says', async () => {
	await withSandbox({ mostOnPage: 2 }, async (other) => {
		const objects = ['a', 'b', 'c'].map((key) => ({ key }));
		await other.fill(EU, BUCKET, objects);
		const page = async (more: object) =>
			(await postTo(other, 's3.bucket.ListObjects', { ...listing, ...more })).data;
		const first = await page({ maxKeys: 1000 });
		expect(first).toMatchObject({ objects: [{ key: 'a' }, { key: 'b' }], isTruncated: true });
		const { nextContinuationToken: continuationToken } = first;
		expect(await page({ continuationToken })).toMatchObject({ objects: [{ key: 'c' }] });
	});
});

it('delays all answers, and counts the most concurrent requests', async () => {
	sandbox().setLatency(50);
	sandbox().resetPeak();
	const four = () => Promise.all([list(), list(), list(), http.get(`${sandbox().endpoints[EU]}/`)]);
	expect(await timeOf(four)).toBeGreaterThan(45);
	expect(sandbox().peakInFlight).toBe(4);
	sandbox().setLatency(0);
	await list();
	sandbox().resetPeak();
	await list();
	expect(sandbox().peakInFlight).toBe(1);
});

it('stops immediately, whatever is still open', async () => {
	const other = await startSandbox({ latencyMs: 10_000 });
	const open = postTo(other, 's3.bucket.List').catch((cause: Error) => cause.message);
	while (other.requests.length === 0) await sleep(5);
	expect(await timeOf(() => other.stop())).toBeLessThan(1000);
	expect(await open).toMatch(/socket hang up|ECONNRESET/);
});
