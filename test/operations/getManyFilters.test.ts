import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { byValue, nodeOf } from '../support/world';

// What narrows Get Many of accounts, access keys and buckets, by answers whose times are known.

const stub = useStub();

const DAY = 86_400_000;
const ago = (days: number) => Date.now() - days * DAY - 1000;

const pair = (accKey: string, days?: number) => ({
	...{ accKey, secretKey: `secret-of-${accKey}` },
	...(days !== undefined && { createdAt: ago(days) }),
});

const ACCOUNTS = [
	{ hostGroup: 'eu', name: 'shop', keys: [pair('E1', 100), pair('E2', 10)] },
	{ hostGroup: 'us', name: 'shop', keys: [pair('U1', 91), pair('U2')] },
	{ hostGroup: 'us', name: 'blog', keys: [pair('B1', 400), pair('B2', 0)] },
	{ name: 'homeless', keys: [pair('H1', 400)] },
];
const BUCKETS = [
	{ hostGroup: 'eu', bucketName: 'one' },
	{ hostGroup: 'us', bucketName: 'two' },
	{ hostGroup: 'us', bucketName: 'three' },
];

beforeEach(() => {
	stub.answers(({ path }) => ({
		body: {
			result: 0,
			...(path.endsWith('getkeys') ? { accounts: ACCOUNTS } : { buckets: BUCKETS }),
		},
	}));
});

async function getMany(resource: string, fields: IDataObject, items = [{ json: {} }]) {
	const { json, error, run } = await runNode({
		node: nodeOf(resource),
		credential: { host: stub.url(), token: 't' },
		parameters: { resource, operation: 'getAll', returnAll: true, ...fields },
		items,
	});
	const { hints = [] } = run.data.resultData.runData.Node[0];
	return { json, error, hints: hints.map(({ message }) => message) };
}

const NAMES: Record<string, string> = {
	key: 'accessKey',
	account: 'accountName',
	bucket: 'bucketName',
};
const [EU, US] = [byValue('eu'), byValue('us')];

test.each<[string, IDataObject, string[]]>([
	['key', {}, ['E1', 'E2', 'U1', 'U2', 'B1', 'B2', 'H1']],
	['key', { hostGroup: byValue('') }, ['E1', 'E2', 'U1', 'U2', 'B1', 'B2', 'H1']],
	['key', { hostGroup: US }, ['U1', 'U2', 'B1', 'B2']],
	['key', { accountName: byValue('shop') }, ['E1', 'E2', 'U1', 'U2']],
	['key', { hostGroup: EU, accountName: byValue(' shop ') }, ['E1', 'E2']],
	['key', { accountName: byValue('sho') }, []],
	// What does not tell its age is not older.
	['key', { olderThan: '90 days' }, ['E1', 'U1', 'B1', 'H1']],
	['key', { hostGroup: US, accountName: byValue('shop'), olderThan: '30 days' }, ['U1']],
	['key', { olderThan: '90 days', returnAll: false, limit: 3 }, ['E1', 'U1', 'B1']],
	['key', { accountName: byValue('blog'), returnAll: false, limit: 1 }, ['B1']],
	['account', {}, ['shop', 'shop', 'blog', 'homeless']],
	['account', { hostGroup: US, returnAll: false, limit: 2 }, ['shop', 'blog']],
	['bucket', {}, ['one', 'two', 'three']],
	['bucket', { hostGroup: US, returnAll: false, limit: 2 }, ['two', 'three']],
	['bucket', { hostGroup: byValue('none') }, []],
])('%s by %j', async (resource, fields, expected) => {
	const { json } = await getMany(resource, fields);
	expect(json.map((item) => item[NAMES[resource]])).toEqual(expected);
});

test('the filters hold for raw data as well', async () => {
	const fields = { hostGroup: US, accountName: byValue('blog'), olderThan: '1 day' };
	const { json } = await getMany('key', { ...fields, simplify: false });
	expect(json).toMatchObject([{ accKey: 'B1', secretKey: '********' }]);
});

test('what is left out since nobody knows where it is, is told', async () => {
	const { hints } = await getMany('account', { hostGroup: US });
	expect(hints).toEqual(['Left out: 1 whose host group the platform does not tell.']);
	expect((await getMany('account', {})).hints).toEqual([]);
});

test('an access key tells its age in whole days, and its secret key only when asked', async () => {
	const ofAccount = { hostGroup: US, accountName: byValue('shop') };
	const { json } = await getMany('key', ofAccount);
	const place = { accountName: 'shop', hostGroup: 'us' };
	expect(json).toEqual([
		{ accessKey: 'U1', ...place, createdAt: expect.any(String), ageDays: 91 },
		{ accessKey: 'U2', ...place },
	]);
	const asked = await getMany('key', { ...ofAccount, options: { includeSecretKeys: true } });
	expect(Object.keys(asked.json[0])).toEqual([
		...['accessKey', 'secretKey', 'accountName', 'createdAt', 'ageDays', 'hostGroup'],
	]);
	expect(asked.json[0].secretKey).toBe('secret-of-U1');
});

test('a key that was made by a clock that is ahead is 0 days old', async () => {
	const keys = [{ ...pair('A'), createdAt: Date.now() + DAY }];
	stub.answers({ body: { result: 0, accounts: [{ name: 'a', keys }] } });
	expect((await getMany('key', {})).json).toMatchObject([{ accessKey: 'A', ageDays: 0 }]);
});

test.each<[IDataObject, string]>([
	[{ olderThan: '={{ $json.age }}' }, 'Older Than is empty'],
	[{ accountName: byValue('={{ $json.account }}') }, 'Account is empty'],
	[{ accountName: '={{ $json.account }}' }, 'Account is empty'],
	[{ hostGroup: byValue('={{ $json.hostGroup }}') }, 'Host Group is empty'],
	[{ olderThan: 'long' }, 'Older Than is neither a duration nor a date'],
])('%j is refused before anything is sent', async (fields, message) => {
	const { error } = await getMany('key', fields);
	expect(error?.message).toBe(message);
	expect(stub.requests).toEqual([]);
});

test('each item is narrowed by its own values', async () => {
	const fields = { accountName: byValue('={{ $json.account }}') };
	const { json } = await getMany('key', fields, [
		{ json: { account: 'blog' } },
		{ json: { account: 'homeless' } },
	]);
	expect(json.map(({ accessKey }) => accessKey)).toEqual(['B1', 'B2', 'H1']);
});
