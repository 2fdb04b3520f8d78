import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../platform';
import { BUCKET, call as callOf, clientOf, EU, failureOf, http, IN_BUCKET } from './support';
import { must as mustOf, unlessOnCeph, useSandbox, withSandbox } from './support';

// Faults with which nothing fails, but the answer is not the one to the request.

const KEYS = ['a', 'b,1', 'b,2', 'c d+e', 'd'];
const setup = { options: { mostOnPage: 2 }, objects: KEYS };
const { sandbox, client, call, must, post } = useSandbox('test', setup);
const hostGroup = EU;
const bucketName = BUCKET;
const Bucket = BUCKET;

const list = (more: object = {}) => call('s3.bucket.ListObjects', { ...IN_BUCKET, ...more });
const linkOf = async (key: string) =>
	(await must('s3.bucket.GetPresignedURL', { ...IN_BUCKET, key })).url;
const fill = (key: string, body: string, lastModified?: Date) =>
	sandbox().fill(hostGroup, Bucket, [{ key, body, lastModified }]);
const keysIn = ({ objects }: { objects: Array<{ key: string }> }) => objects.map(({ key }) => key);
const armed = (kind: FaultKind, text?: string) => sandbox().faults.add({ kind, text });

/** The second page, asked for before the fault is there. */
async function secondPage(kind: FaultKind, more: object = {}) {
	const { nextContinuationToken: continuationToken } = await list(more);
	armed(kind);
	return await list({ ...more, continuationToken });
}

it('ignoredPrefix lists what nobody asked for', async () => {
	armed('ignoredPrefix');
	expect(keysIn(await list({ prefix: 'd' }))).toEqual(['a']);
	expect(keysIn(await list({ prefix: 'd' }))).toEqual(['d']);
});

it('firstPageAgain never ends, with a new token each time', async () => {
	const page = await secondPage('firstPageAgain', { delimiter: '/' });
	expect(keysIn(page)).toEqual(['a', 'b,1']);
	armed('firstPageAgain');
	const { nextContinuationToken: continuationToken } = page;
	const next = await list({ delimiter: '/', continuationToken });
	expect(keysIn(next)).toEqual(['a', 'b,1']);
	expect(next).toMatchObject({ isTruncated: true });
	expect(next.nextContinuationToken).not.toBe(continuationToken);
});

it('repeatedGroups brings the first page’s groups again', async () => {
	expect((await list()).commonPrefixes).toEqual(['b,']);
	const page = await secondPage('repeatedGroups');
	expect([keysIn(page), page.commonPrefixes]).toEqual([['c d+e', 'd'], ['b,']]);
});

const ANY = expect.any(String);
const KEYS_OF = 's3.account.GetKeys';
const LIST = 's3.bucket.ListObjects';

it.each<[FaultKind, text: string | undefined, method: string, params: object, answer: object]>([
	[
		'unsortedKeys',
		undefined,
		LIST,
		{ delimiter: '/' },
		{ objects: [{ key: 'b,1' }, { key: 'a' }] },
	],
	['encodedKeys', 'base32', LIST, {}, { commonPrefixes: ['b%2C'], encodingType: 'base32' }],
	['loneElements', undefined, LIST, {}, { objects: { key: 'a' }, commonPrefixes: 'b,' }],
	['loneElements', undefined, KEYS_OF, {}, { array: { name: 'one', keys: { accKey: ANY } } }],
	[
		'hiddenSecrets',
		undefined,
		KEYS_OF,
		{},
		{ array: [{ keys: [{ accKey: ANY, secretKey: '***' }] }] },
	],
	['hiddenSecrets', '', 's3.account.GenerateKey', { name: 'one' }, { object: { secretKey: '' } }],
	[
		'disabledPairs',
		undefined,
		KEYS_OF,
		{},
		{ array: [{ keys: [{ accKey: ANY, enabled: false }] }] },
	],
	['trimmedNames', undefined, LIST, { bucketName: `${BUCKET} ` }, { objects: [{ key: 'a' }] }],
])('%s %j changes %s %j to %j', async (kind, text, method, params, answer) => {
	const send = () => call(method, { ...IN_BUCKET, ...params });
	armed(kind, text);
	expect(await send()).toMatchObject(answer);
	expect(await send()).not.toMatchObject(answer);
});

it('encodedKeys encodes keys as URLs', async () => {
	const page = await secondPage('encodedKeys');
	expect(page).toMatchObject({ objects: [{ key: 'c+d%2Be' }, { key: 'd' }], encodingType: 'url' });
});

it('foreignList answers another list', async () => {
	armed('foreignList');
	expect(await list()).toEqual({ result: 0, source: 'JEL', grantees: [{ name: 'alice' }] });
});

it.each([
	['True', 'False'],
	['1', '0'],
	['yes', 'no'],
	['', ''],
	['perhaps', 'perhaps'],
])('truncationWord "%s" and "%s"', async (yes, no) => {
	armed('truncationWord', yes);
	expect(await list()).toMatchObject({ isTruncated: yes, nextContinuationToken: ANY });
	armed('truncationWord', yes);
	expect((await list({ prefix: 'd' })).isTruncated).toBe(no);
});

const TIME = new Date('2021-08-19T14:51:37Z');
describe.each([
	['java', 'Aug 19, 2021 2:51:37 PM'],
	['minutes', '2021-08-19 14:51'],
	['iso', '2021-08-19T14:51:37'],
])('otherTimes %s', (form, written) => {
	unlessOnCeph('times cannot be set there')(written, async () => {
		await fill('d', '', TIME);
		armed('otherTimes', form);
		expect((await list({ prefix: 'd' })).objects[0].lastModified).toBe(written);
		armed('otherTimes', form);
		const [{ creationDate }] = (await call('s3.bucket.List')).array;
		const created = Date.parse(`${creationDate}${form === 'iso' ? 'Z' : ' GMT'}`);
		expect(Math.abs(created - Date.now())).toBeLessThan(120_000);
	});
});

it.each(['responses[]', 'object', 'data', 'response.response'])(
	'nestedFailure at %s, with nothing done',
	async (at) => {
		sandbox().faults.add({ kind: 'nestedFailure', at });
		const answer = await call('s3.bucket.DeleteObject', { ...IN_BUCKET, key: 'a' });
		expect(answer).toMatchObject({ result: 0, source: 'JEL' });
		const path = at.replace('[]', '.0').split('.');
		expect(answer).toHaveProperty([...path, 'result'], 4099);
		expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual(KEYS);
	},
);

it('answersAllPairs: who makes a pair is answered all of its account', async () => {
	await withSandbox({ answersAllPairs: true }, async (other) => {
		const old = await other.createAccount(hostGroup, 'one');
		await other.createAccount(hostGroup, 'two');
		const accKeys = async (method: string, of: object) => {
			const { keys } = await mustOf(other, method, { hostGroup, ...of });
			return keys.map(({ accKey }: { accKey: string }) => accKey);
		};
		const made = await accKeys('s3.account.GenerateKey', { name: 'one' });
		expect(made).toEqual([old.accKey, expect.any(String)]);
		const renewed = await accKeys('s3.account.RegenerateKeys', { accKey: old.accKey });
		expect(renewed).toHaveLength(2);
		expect(renewed).toContain(made[1]);
		expect(renewed).not.toContain(old.accKey);
	});
});

describe('on the S3 endpoints', () => {
	const get = () => client().getObject({ Bucket, Key: 'd' });
	const removed = (keys: string[]) =>
		client().deleteObjects({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } });

	unlessOnCeph('what was asked for is signed')('ignoredPrefix is there, too', async () => {
		armed('ignoredPrefix');
		const count = async () => (await client().listObjectsV2({ Bucket, Prefix: 'd' })).KeyCount;
		expect([await count(), await count()]).toEqual([KEYS.length, 1]);
	});

	it('weakTags', async () => {
		const strong = (await get()).ETag;
		armed('weakTags');
		expect((await get()).ETag).toBe(`W/${strong}`);
		armed('weakTags');
		expect((await list({ prefix: 'd' })).objects[0].eTag).toBe(`W/${strong}`);
	});

	it('wrongGzip says that plain bytes are packed', async () => {
		const url = await linkOf('d');
		armed('wrongGzip');
		const answer = await http.get(url, { decompress: false });
		expect([answer.headers['content-encoding'], answer.data]).toEqual(['gzip', 'd']);
	});

	it('stalledBody answers half, and then nothing', async () => {
		await fill('long', 'x'.repeat(1000));
		const url = await linkOf('long');
		armed('stalledBody');
		const { status, headers, data } = await http.get(url, { responseType: 'stream' });
		expect([status, headers['content-length']]).toEqual([200, '1000']);
		let size = 0;
		data.on('data', (chunk: Buffer) => (size += chunk.length));
		await sleep(300);
		expect([size, data.readableEnded]).toEqual([500, false]);
		data.destroy();
	});

	it.each([
		['NotImplemented', 501],
		['MethodNotAllowed', 405],
		['RequestTimeTooSkewed', 403],
	])('code: %s', async (code, status) => {
		sandbox().faults.add({ method: 'DeleteObjects', kind: 'code', text: `${code}: no`, status });
		expect(await failureOf(removed(['a']))).toBe(code);
		expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual(KEYS);
	});

	it('status has the Retry-After that is wanted', async () => {
		sandbox().faults.add({ kind: 'status', status: 503, retryAfter: '7' });
		const { status, headers } = await http.get(sandbox().endpoints[hostGroup]);
		expect([status, headers['retry-after']]).toEqual([503, '7']);
	});

	unlessOnCeph('what was asked for is signed')(
		'keysRefused refuses each key by itself',
		async () => {
			armed('keysRefused', 'InternalError');
			const { Errors, Deleted } = await removed(['a', 'd']);
			const Code = 'InternalError';
			expect(Errors).toMatchObject([
				{ Key: 'a', Code },
				{ Key: 'd', Code },
			]);
			expect(Deleted ?? []).toEqual([]);
			expect(await sandbox().listKeys(hostGroup, bucketName)).toEqual(KEYS);
		},
	);

	unlessOnCeph('the cluster does not answer a thousand keys of 1,024 bytes within a minute')(
		'DeleteObjects takes no more than 1 MiB',
		async () => {
			const longest = Array.from({ length: 1000 }, (_, at) => String(at).padEnd(1024, 'x'));
			expect(await failureOf(removed(longest))).not.toBe('none');
			expect(await failureOf(removed(longest.slice(0, 900)))).toBe('none');
		},
	);

	unlessOnCeph('the gateway checks signatures for its own root')(
		'endpointPath: they answer below a path, signed with it',
		async () => {
			await withSandbox({ endpointPath: '/s3' }, async (other) => {
				await other.createAccount(hostGroup, 'one');
				await other.createBucket(hostGroup, bucketName);
				const { array } = await callOf(other, 's3.account.GetKeys');
				expect(array[0].endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/s3$/);
				const below = await clientOf(other);
				await below.putObject({ Bucket, Key: 'k', Body: 'x' });
				below.destroy();
				const link = { ...IN_BUCKET, key: 'k' };
				const { url } = await mustOf(other, 's3.bucket.GetPresignedURL', link);
				expect((await http.get(url)).data).toBe('x');
				expect((await http.get(url.replace('/s3/', '/'))).status).toBe(400);
			});
		},
	);
});

it('an edit changes only the answers that it is about', async () => {
	armed('unsortedKeys');
	const url = await linkOf('a');
	expect(url).toContain('/bucket/a');
	const { status } = await post('s3.bucket.List');
	expect(status).toBe(200);
});
