import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';

// What is read from an answer is read by names that are known, whatever case, `_` and `-` they are written
// with; what has another name or another form ends in a failure, and nothing is deleted by it.

const { run, sent } = useAnswers();

const inBucket = { hostGroup: 'hg', bucketName: 'logs' };
const listing = { resource: 'object', operation: 'getAll', ...inBucket, returnAll: true };
const cleanup = { resource: 'object', operation: 'deleteMany', ...inBucket };
const entireBucket = { ...cleanup, prefix: 'a' };
const accounts = { resource: 'account', operation: 'getAll' };
const keys = { resource: 'key', operation: 'getAll', options: { includeSecretKeys: true } };
const buckets = { resource: 'bucket', operation: 'getAll' };

const READ_BY: Array<[string, IDataObject, string]> = [
	['objects', listing, 'listobjects'],
	['buckets', buckets, 'list'],
	['accounts', accounts, 'getkeys'],
	['keys', keys, 'getkeys'],
];

describe.each(READ_BY)('%s', (_, parameters, method) => {
	test.each([
		['an array of another name', { grantees: [{ name: 'alice' }] }],
		['in a wrapper', { response: { grantees: [{ name: 'alice' }] } }],
		['beside an empty page', { keyCount: 1, owners: [{ key: 'alice' }] }],
		['a number in place of the list', { array: 5 }],
		['yes in place of the list', { array: true }],
		['a row that is a list', { array: [['a', 'b']] }],
		['a row that is nothing', { array: [null] }],
		['a list by another name, twice', { Array: [{ name: 'a' }], array: [{ name: 'b' }] }],
	])('is not guessed: %s', async (_title, payload) => {
		const { message, json } = await run(parameters, { [method]: payload });
		expect(message).toMatch(/^The answer of the platform was not understood: /);
		expect(json).toEqual([]);
	});
});

test.each<[string, object]>([
	['another array', { grantees: [{ name: 'alice' }] }],
	['the rows of another list', { buckets: [{ name: 'alice' }] }],
	['a text where a wrapper may be', { object: 'alice' }],
	['one object in a wrapper', { response: { key: 'alice' } }],
	['a number for the list', { objects: 3 }],
	['a number for the common prefixes', { objects: [], commonPrefixes: 3 }],
	['a group that is a number', { objects: [{ key: 'a' }], commonPrefixes: [3] }],
	['a group of another form', { objects: [{ key: 'a' }], commonPrefixes: { folder: 'a/' } }],
	['two keys in one row', { objects: [{ key: 'a', Key: 'alice' }] }],
])('nothing is deleted by %s', async (_, payload) => {
	const { message } = await run(entireBucket, { listobjects: payload });
	expect(message).toMatch(/not understood/);
	expect(sent('deleteobject')).toEqual([]);
});

test.each<[string, object]>([
	['an object', { objects: { key: 'a1' } }],
	['an object under the name of any list', { array: { key: 'a1' } }],
	['a text', { contents: 'a1' }],
	['an object as XML is converted', { Contents: { Key: 'a1' }, CommonPrefixes: '' }],
])('one object may come as %s', async (_, payload) => {
	const { json } = await run(listing, { listobjects: payload });
	expect(json).toEqual([{ ...inBucket, key: 'a1' }]);
	await run(entireBucket, { listobjects: payload });
	expect(sent('deleteobject').map(({ key }) => key)).toEqual(['a1']);
});

test.each<[string, unknown]>([
	['a text', 'logs,'],
	['an object', { prefix: 'logs,' }],
	['an object in capitals', { Prefix: 'logs,' }],
	['a list', ['logs,']],
])('one group may come as %s, and is opened', async (_, commonPrefixes) => {
	const { json } = await run(listing, {
		listobjects: ({ prefix }) =>
			prefix === 'logs,' ? { objects: [{ key: 'logs,a' }] } : { objects: [], commonPrefixes },
	});
	expect(json).toEqual([{ ...inBucket, key: 'logs,a' }]);
});

const PAIR = { accKey: 'AK', secretKey: 'SK' };
const READ_PAIR = { hostGroup: 'hg', name: 'shop', ...PAIR };

test.each<[string, object]>([
	['one pair', { array: [{ hostGroup: 'hg', name: 'shop', keys: PAIR }] }],
	['one account', { array: { hostGroup: 'hg', name: 'shop', keys: [PAIR] } }],
	['one account with one pair', { accounts: { hostGroup: 'hg', name: 'shop', keys: PAIR } }],
	['one cluster', { array: { hostGroup: 'hg', accounts: { name: 'shop', keys: PAIR } } }],
	['one pair that names its account', { keys: { hostGroup: 'hg', name: 'shop', ...PAIR } }],
	['one pair below "key"', { array: [{ hostGroup: 'hg', name: 'shop', key: PAIR }] }],
])('%s may come as an object', async (_, payload) => {
	const { json } = await run(keys, { getkeys: payload });
	expect(json).toEqual([READ_PAIR]);
});

test.each<[string, unknown]>([
	['texts', ['AK', 'SK']],
	['one text', 'AK'],
	['a number', 2],
	['pairs and texts', [PAIR, 'AK2']],
	['lists', [['AK', 'SK']]],
])('keys of an account that are %s are not understood', async (_, given) => {
	for (const simplify of [true, false]) {
		for (const resource of ['key', 'account']) {
			const { message, json } = await run(
				{ resource, operation: 'getAll', simplify },
				{ getkeys: { array: [{ hostGroup: 'hg', name: 'shop', keys: given }] } },
			);
			expect(message).toMatch(/not understood/);
			expect(json).toEqual([]);
		}
	}
});

/** The families of the vendor's guides and tools, of S3, and as somebody might write them. */
const PAIR_NAMES: Array<[string, string]> = [
	['accKey', 'secretKey'],
	['acc_key', 'acc_secret'],
	['acc_key', 'acc_secrete'],
	['accKey', 'accSecret'],
	['accKey', 'accSecrete'],
	['accKey', 'accSecretKey'],
	['S3AccessKeyId', 'S3SecretAccessKey'],
	['AWSAccessKeyId', 'AWSSecretAccessKey'],
	['access_key_id', 'secret_access_key'],
	['AccessKeyId', 'SecretAccessKey'],
	['ACCESS-KEY', 'SECRET-KEY'],
	['access_key', 'secretkey'],
];

test.each(PAIR_NAMES)('a pair called %s and %s is read everywhere', async (access, secret) => {
	const pair = { [access]: 'AK', [secret]: 'SK' };
	const rows = [{ HostGroup: 'hg', AccountName: 'shop', KeyPairs: [pair] }];
	const listed = await run(keys, { getkeys: { Accounts: rows } });
	expect(listed.json).toEqual([READ_PAIR]);
	const flat = await run(keys, {
		getkeys: { infos: [{ host_group: 'hg', name: 'shop', ...pair }] },
	});
	expect(flat.json).toEqual([READ_PAIR]);
	const at = { resource: 'key', hostGroup: 'hg' };
	const generate = { ...at, operation: 'generate', name: 'shop' };
	for (const payload of [{ object: pair }, { AWSAccessKeys: [pair] }, { KeyPairs: pair }, pair]) {
		expect((await run(generate, { generatekey: payload })).json).toEqual([READ_PAIR]);
	}
});

test('an account without keys is one, also where its keys are left out', async () => {
	const rows = [
		{ hostGroup: 'hg', name: 'a' },
		{ hostGroup: 'hg', name: 'b', keys: [] },
		{ hostGroup: 'hg', name: 'c', keys: null },
		{ hostGroup: 'hg', name: 'd', keys: '' },
	];
	const { json } = await run(accounts, { getkeys: { array: rows } });
	expect(json).toEqual(rows.map(({ name }) => ({ hostGroup: 'hg', name, keyCount: 0 })));
	expect((await run(keys, { getkeys: { array: rows } })).json).toEqual([]);
});

test('a pair without its secret is still a pair of its account', async () => {
	const rows = [{ hostGroup: 'hg', name: 'shop', accKey: 'AK' }];
	const { json } = await run(accounts, { getkeys: { array: rows } });
	expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', keyCount: 1 }]);
});

test.each<[string, object]>([
	['a text', { endpoint: 'https://s3.example' }],
	['texts', { endpoints: ['https://s3.example', 'https://other.example'] }],
	['one text', { endpoints: 'https://s3.example' }],
	['objects with url', { endpoints: [{ url: 'https://s3.example' }] }],
	['objects with host', { endpoints: [{ id: 5, host: 'https://s3.example' }] }],
	['objects with domain', { Endpoints: [{ Domain: 'https://s3.example' }] }],
	['one object with address', { endpoint: { address: 'https://s3.example' } }],
])('an endpoint may come as %s', async (_, endpoint) => {
	const pair = { keys: [PAIR] };
	const read = { hostGroup: 'hg', name: 'shop', endpoint: 'https://s3.example', keyCount: 1 };
	const ofAccount = { array: [{ hostGroup: 'hg', name: 'shop', ...pair, ...endpoint }] };
	expect((await run(accounts, { getkeys: ofAccount })).json).toEqual([read]);
	const ofCluster = {
		array: [{ hostGroup: 'hg', accounts: [{ name: 'shop', ...pair }], ...endpoint }],
	};
	expect((await run(accounts, { getkeys: ofCluster })).json).toEqual([read]);
});

test.each([{ endpoints: 5 }, { endpoints: [5] }, { endpoints: [{ port: 443 }] }])(
	'an endpoint that is none is told: %j',
	async (endpoint) => {
		const rows = [{ hostGroup: 'hg', name: 'shop', keys: [PAIR], ...endpoint }];
		const { message } = await run(accounts, { getkeys: { array: rows } });
		expect(message).toMatch(/not understood: the (address of the )?S3 endpoint/);
	},
);

test('a bucket as the object storage lists it', async () => {
	const row = {
		...{ name: 'logs', epoch: 0, creation_date: '2021-08-19T14:51:37.000Z', owner_id: 'b0' },
		size: { current: 12, hmax: 20, h_integral: 5, last_ts: 1 },
	};
	const { json } = await run(buckets, { list: { Buckets: [row] } });
	expect(json).toEqual([{ bucketName: 'logs', createdAt: '2021-08-19T14:51:37.000Z', size: 12 }]);
});
