import '../support/quickRetries';
import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS } from '../../sandbox/platform';
import { useAnswers, type Answers } from '../support/answering';
import { cancelWhen } from '../support/canceling';
import { makeThings, op, useSandbox } from '../support/world';

// Platform: Check calls what only reads, and says how each answer is understood. Its result can be published: no name
// of anything, no key, no secret, no address is in it.

const CHECK = op('platform check');
const METHODS = [
	...['environment.control.GetRegions', 's3.account.GetKeys', 's3.bucket.List'],
	...['s3.bucket.ListObjects', 's3.bucket.GetPolicy', 's3.bucket.GetPresignedURL'],
];

const of = (json: IDataObject[], name: string) =>
	json.find(({ method }) => String(method).endsWith(`.${name}`));

describe('on the local platform', () => {
	const { sandbox, run, must } = useSandbox({ defaultDelimiter: '' });

	/** Everything that has a name or a secret in the sandbox. */
	async function valuesThere(): Promise<string[]> {
		const { hostGroups, endpoints, url, token, ownerUid, store } = sandbox();
		const accounts = await sandbox().accounts();
		const buckets = (await store.listBuckets(ownerUid)).map(({ bucket }) => bucket);
		const keys = await Promise.all(
			(await store.listBuckets(ownerUid)).map(
				async ({ hostGroup, bucket }) => await sandbox().listKeys(hostGroup, bucket),
			),
		);
		const pairs = accounts.flatMap((account) => account.keys);
		return [
			...[...hostGroups, ...Object.values(endpoints), new URL(url).host, token],
			...[String(ownerUid), ...accounts.map(({ name }) => name), ...buckets, ...keys.flat()],
			...pairs.flatMap(({ accKey, secretKey }) => [accKey, secretKey]),
			...['http:', 'X-Amz-', 'arn:aws'],
		];
	}

	async function expectNoValue(result: object) {
		const text = inspect(result, { depth: 12, maxArrayLength: null, maxStringLength: null });
		const values = await valuesThere();
		expect(values.length).toBeGreaterThan(10);
		expect(values.filter((value) => text.includes(value))).toEqual([]);
	}

	test('gives an item for each method, in the order in which they are called', async () => {
		await makeThings(sandbox());
		sandbox().requests.length = 0;
		const { json, items } = await run(CHECK);
		expect(json).toEqual(
			METHODS.map((method) => ({
				...{ method, tried: true, permitted: true, understood: true },
				...{ roles: expect.any(Object), unknownFields: expect.any(Array) },
			})),
		);
		expect(of(json, 'GetKeys')?.roles).toMatchObject({
			...{ accountName: ['name'], accessKey: ['accKey'], secretKey: ['secretKey'] },
			...{ hostGroup: ['hostGroup'], endpoints: ['endpoint'], createdAt: ['createdAt'] },
		});
		expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(METHODS);
		await expectNoValue(items);
	});

	const NAMES = Object.keys(SPELLINGS).filter((spelling) => spelling !== 'plain');

	test.each(NAMES)('understands the spelling %s, and shows no value of it', async (spelling) => {
		await makeThings(sandbox());
		sandbox().spelling(spelling);
		const json = await must(CHECK);
		expect(json.filter(({ understood }) => understood !== true)).toEqual([]);
		expect(json).toHaveLength(METHODS.length);
		await expectNoValue(json);
	});

	test.each([
		['readOnly', ['GetRegions']],
		['s3Only', ['GetRegions']],
		['buckets', ['GetRegions', 'GetKeys']],
	])('says what the token %s lacks', async (name, lacking) => {
		await makeThings(sandbox());
		const { url: host, tokens } = sandbox();
		const { json } = await run(CHECK, { credential: { host, token: tokens[name] } });
		const denied = json.filter(({ permitted }) => permitted === false);
		expect(denied).toEqual(
			METHODS.filter((method) => lacking.some((one) => method.endsWith(one))).map((method) => ({
				...{ method, tried: true, permitted: false, code: 8202 },
				problem: 'The access token lacks this permission',
				requestKey: expect.stringMatching(/^[\da-f-]{36}$/),
			})),
		);
		const others = json.filter(({ permitted }) => permitted !== false);
		expect(others.filter(({ understood }) => understood !== true)).toEqual([]);
		await expectNoValue(json);
	});

	test.each([
		['dropBefore', undefined, /^[A-Z_]+$/],
		['badGateway', undefined, /^HTTP 502$/],
	] as const)('%s: nobody knows whether it is permitted', async (kind, permitted, code) => {
		await makeThings(sandbox());
		sandbox().faults.add({ kind, method: 's3.bucket.GetPolicy', times: Infinity });
		const { json } = await run(CHECK);
		const item = of(json, 'GetPolicy');
		expect(item).toMatchObject({ tried: true, problem: 'The platform did not answer' });
		expect([item?.permitted, item?.understood]).toEqual([permitted, undefined]);
		expect(item?.code).toMatch(code);
		expect(of(json, 'GetPresignedURL')).toMatchObject({ understood: true });
	});

	test('a failure of one method is shown by its code, without its text', async () => {
		const { bucket } = await makeThings(sandbox());
		const text = `no policy of ${bucket} for ${sandbox().token}`;
		sandbox().faults.add({ kind: 'code', code: 4099, text, method: 's3.bucket.GetPolicy' });
		const { json } = await run(CHECK);
		expect(of(json, 'GetPolicy')).toMatchObject({
			...{ tried: true, permitted: true, code: 4099 },
			problem: 'The platform answered with a failure',
		});
		await expectNoValue(json);
	});

	test('a platform that answers nothing is a failure', async () => {
		sandbox().faults.add({ kind: 'dropBefore', times: Infinity });
		const { json, error } = await run(CHECK);
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/^The connection to .* was cut/);
	});

	test('a wrong token is a failure', async () => {
		const credential = { host: sandbox().url, token: 'wrong' };
		const { json, error } = await run(CHECK, { credential });
		expect(json).toEqual([]);
		expect(error?.message).toBe('The access token is wrong or has expired');
	});

	test('canceled, it calls nothing more', async () => {
		await makeThings(sandbox());
		sandbox().requests.length = 0;
		sandbox().faults.add({ kind: 'latency', ms: 500, method: 's3.account.GetKeys' });
		const { whenStarted } = cancelWhen(() =>
			sandbox().requests.some(({ apiMethod }) => apiMethod === 's3.account.GetKeys'),
		);
		const { run: whole, json } = await run(CHECK, { whenStarted });
		expect([whole.status, json]).toEqual(['canceled', []]);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('with little to try', () => {
	const { sandbox, must } = useSandbox();

	test('no bucket, then no object', async () => {
		const without = (json: IDataObject[]) =>
			json.filter(({ tried }) => tried === false).map(({ method, problem }) => [method, problem]);
		const [hostGroup] = sandbox().hostGroups;
		expect(without(await must(CHECK))).toEqual([
			['s3.bucket.ListObjects', 'There is no bucket to try it with'],
			['s3.bucket.GetPolicy', 'There is no bucket to try it with'],
			['s3.bucket.GetPresignedURL', 'There is no object to try it with'],
		]);
		await sandbox().createAccount(hostGroup, 'shop');
		await sandbox().createBucket(hostGroup, 'bucket');
		expect(without(await must(CHECK))).toEqual([
			['s3.bucket.GetPresignedURL', 'There is no object to try it with'],
		]);
	});
});

describe('of answers that nobody knows', () => {
	const { run, sent } = useAnswers();

	const V = 'VALUE-THAT-MUST-NOT-SHOW';
	const KNOWN: Answers = {
		getregions: { array: [{ hardNodeGroups: [{ uniqueName: 'hg', engine: 'S3' }] }] },
		getkeys: { array: [{ name: 'shop', hostGroup: 'hg', keys: [{ accKey: 'AK', secretKey: V }] }] },
		list: { array: [{ name: 'logs', hostGroup: 'hg' }] },
		listobjects: { objects: [{ key: 'a.txt' }] },
		getpolicy: { policy: { Statement: [] } },
		getpresignedurl: { url: `https://s3.example/${V}` },
	};

	/** The name in METHODS, what it answers, the problem, and the fields that are not known. */
	const UNKNOWN: Array<[string, object, string, string[]]> = [
		['GetRegions', { zones: [{ title: V }] }, 'the list of regions is missing', ['zones', 'title']],
		['GetKeys', { stores: { owner: V } }, 'the list of accounts is missing', ['stores', 'owner']],
		[
			'GetKeys',
			{ array: [{ name: V, keys: [{ login: V, parole: V }] }] },
			'the access key is missing',
			['login', 'parole'],
		],
		['List', { array: [{ title: V }] }, 'the name of a bucket is missing', ['title']],
		['ListObjects', { objects: [{ path: V }] }, 'the key of an object is missing', ['path']],
		['GetPolicy', { rules: { text: V } }, 'the policy is missing', ['rules', 'text']],
		['GetPresignedURL', { address: V }, 'the presigned URL is missing', ['address']],
	];

	test.each(UNKNOWN)('%s %j: says what is missing', async (name, answer, problem, fields) => {
		const result = await run(CHECK, { ...KNOWN, [name.toLowerCase()]: answer });
		expect(result.message).toBeUndefined();
		const item = of(result.json, name);
		expect(item).toMatchObject({ tried: true, permitted: true, understood: false, problem });
		expect(item?.unknownFields).toEqual(expect.arrayContaining(fields));
		expect(inspect([result.json, result.hints], { depth: 12 })).not.toContain(V);
	});

	test('fields beside those that are understood are named, too', async () => {
		const pair = { accKey: 'AK', secretKey: V, lastUsedFrom: V };
		const getkeys = { array: [{ name: 'shop', hostGroup: 'hg', quotaClass: V, keys: [pair] }] };
		const { json } = await run(CHECK, { ...KNOWN, getkeys });
		expect(of(json, 'GetKeys')).toMatchObject({
			...{ understood: true, unknownFields: ['quotaClass', 'lastUsedFrom'] },
		});
	});

	test('a name of something that is the name of a field is not shown', async () => {
		const listobjects = { logs: { count: 1 }, objects: [{ key: 'secret-plan' }] };
		const getpolicy = { policies: [], logs: { 'secret-plan': {} }, AK: { shop: 1 } };
		const { json } = await run(CHECK, { ...KNOWN, listobjects, getpolicy });
		expect(inspect(json, { depth: 12 })).not.toMatch(/logs|secret-plan|AK|shop/);
		expect(of(json, 'ListObjects')?.unknownFields).toEqual(['count']);
	});

	test.each(['list', 'getkeys'])('nor in the problem: %s', async (method) => {
		const { json } = await run(CHECK, { ...KNOWN, [method]: { 'backup-of-acme@x': { size: 1 } } });
		expect(inspect(json, { depth: 12 })).not.toContain('acme');
	});

	test('what is found is what the next ones are tried with', async () => {
		await run(CHECK, KNOWN);
		const place = { hostGroup: 'hg', bucketName: 'logs' };
		expect(sent('listobjects')).toEqual([expect.objectContaining({ ...place, maxKeys: '100' })]);
		expect(sent('getpolicy')).toEqual([expect.objectContaining(place)]);
		expect(sent('getpresignedurl')).toEqual([expect.objectContaining({ ...place, key: 'a.txt' })]);
	});

	test('many unknown fields are named in part', async () => {
		const fields = Array.from({ length: 200 }, (_, at) => [`field${at}`, V]);
		const list = { array: [{ name: 'logs', hostGroup: 'hg', ...Object.fromEntries(fields) }] };
		const { json } = await run(CHECK, { ...KNOWN, list });
		expect(of(json, 'List')?.unknownFields).toHaveLength(50);
	});
});
