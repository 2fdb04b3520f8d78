import type { IDataObject } from 'n8n-workflow';
import { inspect } from 'node:util';
import { runNode } from '../support/engine';
import { useStub, type StubAnswer } from '../support/stub';
import { nodeOf, saved } from '../support/world';

// Answers that no sandbox gives: other fields than are known, and none at all.

const { answers, requests, url } = useStub();

async function run(parameters: IDataObject, answer: StubAnswer['body']) {
	answers({ body: answer });
	return await runNode({
		node: nodeOf(parameters.resource),
		parameters: saved(parameters),
		credential: { host: url(), token: 'the-token' },
	});
}

const inBucket = { hostGroup: 'hg', bucketName: 'logs' };
const listing = { resource: 'object', operation: 'getAll', ...inBucket };
const accounts = { resource: 'account', operation: 'getAll' };
const keys = { resource: 'key', operation: 'getAll' };
const buckets = { resource: 'bucket', operation: 'getAll' };
const generate = { resource: 'key', operation: 'generate', hostGroup: 'hg', name: 'shop' };
const link = { resource: 'object', operation: 'getPresignedUrl', ...inBucket, key: 'k' };
const policy = { resource: 'policy', operation: 'get', ...inBucket };

const V = 'VALUE-THAT-MUST-NOT-SHOW';

const UNKNOWN: Array<[string, IDataObject, object, string]> = [
	['accounts', accounts, { stores: { a: V } }, 'the list of accounts is missing. stores'],
	['key pairs', keys, { stores: { a: V } }, 'the list of accounts is missing. stores'],
	[
		'a row of key pairs',
		keys,
		{ array: [{ owner: V, label: V }] },
		'the access key is missing. owner, label',
	],
	['buckets', buckets, { stores: { a: V }, page: 1 }, 'the list of buckets is missing. stores'],
	[
		'a row of buckets',
		buckets,
		{ array: [{ title: V, hostGroup: 'hg' }] },
		'the name of a bucket is missing. title, hostGroup',
	],
	['objects', listing, { files: { a: V } }, 'the list of objects is missing. files'],
	[
		'a row of objects',
		listing,
		{ objects: [{ path: V, size: 3 }] },
		'the key of an object is missing. path, size',
	],
	[
		'a page that is cut off',
		listing,
		{ objects: [{ key: 'a' }], isTruncated: true, marker: V },
		'the continuation token of the next page is missing. objects, isTruncated, marker',
	],
	['a new key pair', generate, { pair: { a: V } }, 'the secret key is missing. pair'],
	['a presigned URL', link, { address: V }, 'the presigned URL is missing. address'],
	['a policy', policy, { rules: V }, 'the policy is missing. rules'],
	['a policy that is no JSON', policy, { policy: V }, 'the policy is missing. policy'],
];

test.each(UNKNOWN)(
	'other fields than are known are named, without their values: %s',
	async (_, parameters, payload, expected) => {
		const { error, json, run: whole } = await run(parameters, { result: 0, ...payload });
		const [role, names] = expected.split('. ');
		expect(json).toEqual([]);
		expect(error?.message).toMatch(
			`The answer of the platform was not understood: ${role}. Fields that came: `,
		);
		const [, named] = error!.message.split('Fields that came: ');
		expect(named.split(', ')).toEqual(expect.arrayContaining(names.split(', ')));
		expect(error?.description).toMatch('Report the text above');
		expect(inspect(whole, { depth: 12 })).not.toContain(V);
		const asked = parameters === generate ? ['getkeys', 'generatekey'] : [expect.any(String)];
		expect(requests.map(({ path }) => path.split('/').pop())).toEqual(asked);
	},
);

test('a new pair that cannot be read may exist all the same', async () => {
	const { error } = await run(generate, { result: 0, pair: { id: 'x' } });
	expect(error?.description).toMatch(/The work is done all the same\. Look with Key: Get Many/);
});

test('Regenerate names the account where the platform does', async () => {
	const pair = { accKey: 'b09693b73b3c7686V8NZ', secretKey: 'the new secret' };
	const regenerate = { resource: 'key', operation: 'regenerate', hostGroup: 'hg', accKey: 'old' };
	const { json } = await run(regenerate, { result: 0, name: 'shop', object: pair });
	expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', ...pair }]);
});

const NOTHING: Array<[string, object]> = [
	['nothing beside the envelope', {}],
	['an empty list', { array: [] }],
	['an envelope with all its fields', { error: '', source: 'JEL', reason: '', totalCount: 0 }],
	['an empty response', { response: {} }],
	['an empty response with an envelope', { response: { result: 0, source: 'JEL' } }],
];

describe.each(NOTHING)('%s', (_, payload) => {
	test.each([accounts, keys, buckets, listing, { ...listing, simplify: false }])(
		'is an empty list: $resource',
		async (parameters) => {
			const { error, json } = await run(parameters, { result: 0, ...payload });
			expect({ message: error?.message, json }).toEqual({ json: [] });
		},
	);
});

test('a page with no list but its own fields is empty', async () => {
	const page = { isTruncated: false, keyCount: 0, maxKeys: 50, prefix: '', bucketName: 'logs' };
	const { error, json } = await run(listing, { result: 0, ...page });
	expect({ message: error?.message, json }).toEqual({ json: [] });
});

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] };
const TEXT = JSON.stringify(POLICY);

test.each([
	['a text', { policy: TEXT }, POLICY],
	['an object', { policy: POLICY }, POLICY],
	['a list of one text', { policies: [TEXT] }, POLICY],
	['a list of one object', { array: [POLICY] }, POLICY],
	['under object', { object: { policy: TEXT } }, POLICY],
	['two of them', { policies: [TEXT, POLICY] }, [POLICY, POLICY]],
])('a policy may come as %s', async (_, payload, expected) => {
	const { json } = await run(policy, { result: 0, ...payload });
	expect(json).toEqual([{ ...inBucket, policy: expected }]);
});

test.each([{}, { policy: '' }, { policies: [] }])(
	'without a policy the item has none: %j',
	async (payload) => {
		const { json } = await run(policy, { result: 0, ...payload });
		expect(json).toEqual([inBucket]);
	},
);

test.each([
	['2021-08-19 14:51:37', '2021-08-19T14:51:37.000Z'],
	[1629384697000, '2021-08-19T14:51:37.000Z'],
	['1629384697000', '2021-08-19T14:51:37.000Z'],
	['2021-08-19T16:51:37+02:00', '2021-08-19T14:51:37.000Z'],
])('a date may come as %s', async (creationDate, expected) => {
	const rows = [{ name: 'b', hostGroup: 'hg', creationDate }];
	const { json } = await run(buckets, { result: 0, array: rows });
	expect(json).toEqual([{ hostGroup: 'hg', bucketName: 'b', createdAt: expected }]);
});
