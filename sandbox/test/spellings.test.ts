import { SPELLINGS, startSandbox, type Sandbox } from '../platform';
import { call } from './support';

let sandbox: Sandbox;
const hostGroup = 's3-eu1.example';
const bucketName = 'bucket';
const policy = JSON.stringify({
	Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::bucket` },
});

beforeAll(async () => {
	sandbox = await startSandbox();
	await sandbox.createAccount(hostGroup, 'one');
	await sandbox.fill(hostGroup, bucketName, [
		{ key: 'k', body: 'x', lastModified: new Date(1000) },
		{ key: 'p,q', body: 'y' },
	]);
	await sandbox.store.setPolicy({ hostGroup, bucket: bucketName }, policy);
});
afterEach(() => sandbox.spelling(undefined));
afterAll(() => sandbox.stop());

const METHODS = [
	's3.account.GetKeys',
	's3.bucket.List',
	's3.bucket.ListObjects',
	's3.bucket.GetPolicy',
];

it.each(Object.keys(SPELLINGS))('%s is another spelling of the same', async (name) => {
	const answers = async () =>
		await Promise.all(METHODS.map((method) => call(sandbox, method, { hostGroup, bucketName })));
	const usual = await answers();
	sandbox.spelling(name);
	const spelled = await answers();
	if (name !== 'sparse') expect(spelled).not.toEqual(usual);
	expect(spelled.map(({ result }) => result)).toEqual([0, 0, 0, 0]);
	const [{ accKey }] = (await sandbox.accounts())[0].keys;
	expect(JSON.stringify(spelled[0])).toContain(accKey);
	expect(JSON.stringify(spelled[1])).toContain(`"${bucketName}"`);
	expect(JSON.stringify(spelled[2])).toContain('"k"');
});

it.each([
	['vendor', 's3.account.GetKeys', { Accounts: [{ Name: 'one', AWSAccessKeys: [{}] }] }],
	['aws', 's3.account.GetKeys', { accounts: [{ accessKeys: [{}] }] }],
	['aws', 's3.bucket.ListObjects', { Contents: [{ Key: 'k', Size: 1 }] }],
	['aws', 's3.bucket.ListObjects', { commonPrefixes: [{ prefix: 'p,' }], truncated: false }],
	['aws', 's3.bucket.List', { buckets: [{ bucketName }] }],
	['aws', 's3.bucket.GetPolicy', { policies: [policy] }],
	['guides', 's3.account.GetKeys', { Accounts: [{ AccountName: 'one', endpoints: [{}] }] }],
	['tools', 's3.account.GetKeys', { accounts: [{ keyPairs: [{ acc_key: expect.any(String) }] }] }],
	['tools', 's3.bucket.List', { buckets: [{ owner_id: expect.any(Number) }] }],
	[
		'tools',
		's3.bucket.ListObjects',
		{ contents: [{ e_tag: expect.any(String) }], common_prefixes: ['p,'] },
	],
	['wrapped', 's3.bucket.List', { response: { result: 0, array: [{ name: bucketName }] } }],
	['object', 's3.bucket.List', { object: [{ name: bucketName }] }],
	['object', 's3.bucket.GetPolicy', { object: policy }],
	['plain', 's3.bucket.List', { array: [bucketName] }],
	['plain', 's3.bucket.ListObjects', { objects: ['k'] }],
	['epoch', 's3.bucket.ListObjects', { objects: [{ lastModified: expect.any(Number) }] }],
	['clusters', 's3.account.GetKeys', { array: [{ hostGroup, accounts: [{ name: 'one' }] }] }],
])('%s: %s → %j', async (name, method, expected) => {
	sandbox.spelling(name);
	expect(await call(sandbox, method, { hostGroup, bucketName })).toMatchObject(expected);
});

it('sparse leaves empty lists out', async () => {
	sandbox.spelling('sparse');
	const params = { hostGroup: 's3-us1.example', session: sandbox.tokens.other };
	expect(await call(sandbox, 's3.bucket.List', params)).toEqual({ result: 0, source: 'JEL' });
});

it('vendor puts a new pair into a list', async () => {
	sandbox.spelling('vendor');
	const answer = await call(sandbox, 's3.account.GenerateKey', { hostGroup, name: 'one' });
	expect(answer.AWSAccessKeys).toEqual([
		{ AWSAccessKeyId: expect.any(String), AWSSecretAccessKey: expect.any(String) },
	]);
});

it('knows no other names', () => {
	expect(() => sandbox.spelling('klingon')).toThrow('klingon');
});
