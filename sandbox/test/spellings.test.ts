import { SPELLINGS } from '../platform';
import { BUCKET, EU, IN_BUCKET, US, useSandbox } from './support';

const objects = [
	{ key: 'k', body: 'x', lastModified: new Date(1000) },
	{ key: 'p,q', body: 'y' },
];
const { sandbox, call } = useSandbox('file', { objects });
const hostGroup = EU;
const policy = JSON.stringify({
	Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::bucket` },
});

beforeAll(() => sandbox().store.setPolicy({ hostGroup, bucket: BUCKET }, policy));
afterEach(() => sandbox().spelling(undefined));

const METHODS = ['account.GetKeys', 'bucket.List', 'bucket.ListObjects', 'bucket.GetPolicy'];

it.each(Object.keys(SPELLINGS))('%s is another spelling of the same', async (name) => {
	const answers = async () =>
		await Promise.all(METHODS.map((method) => call(`s3.${method}`, IN_BUCKET)));
	const usual = await answers();
	sandbox().spelling(name);
	const spelled = await answers();
	if (name !== 'sparse') expect(spelled).not.toEqual(usual);
	expect(spelled.map(({ result }) => result)).toEqual([0, 0, 0, 0]);
	const [{ accKey }] = (await sandbox().accounts())[0].keys;
	expect(JSON.stringify(spelled[0])).toContain(accKey);
	expect(JSON.stringify(spelled[1])).toContain(`"${BUCKET}"`);
	expect(JSON.stringify(spelled[2])).toContain('"k"');
});

it.each([
	['vendor', 's3.account.GetKeys', { Accounts: [{ Name: 'one', AWSAccessKeys: [{}] }] }],
	['aws', 's3.account.GetKeys', { accounts: [{ accessKeys: [{}] }] }],
	['aws', 's3.bucket.ListObjects', { Contents: [{ Key: 'k', Size: 1 }] }],
	['aws', 's3.bucket.ListObjects', { commonPrefixes: [{ prefix: 'p,' }], truncated: false }],
	['aws', 's3.bucket.List', { buckets: [{ bucketName: BUCKET }] }],
	['aws', 's3.bucket.GetPolicy', { policies: [policy] }],
	['guides', 's3.account.GetKeys', { Accounts: [{ AccountName: 'one', endpoints: [{}] }] }],
	['tools', 's3.account.GetKeys', { accounts: [{ keyPairs: [{ acc_key: expect.any(String) }] }] }],
	['tools', 's3.bucket.List', { buckets: [{ owner_id: expect.any(Number) }] }],
	[
		'tools',
		's3.bucket.ListObjects',
		{ contents: [{ e_tag: expect.any(String) }], common_prefixes: ['p,'] },
	],
	['wrapped', 's3.bucket.List', { response: { result: 0, array: [{ name: BUCKET }] } }],
	['object', 's3.bucket.List', { object: [{ name: BUCKET }] }],
	['object', 's3.bucket.GetPolicy', { object: policy }],
	['plain', 's3.bucket.List', { array: [BUCKET] }],
	['plain', 's3.bucket.ListObjects', { objects: ['k'] }],
	['epoch', 's3.bucket.ListObjects', { objects: [{ lastModified: expect.any(Number) }] }],
	['clusters', 's3.account.GetKeys', { array: [{ hostGroup, accounts: [{ name: 'one' }] }] }],
])('%s: %s → %j', async (name, method, expected) => {
	sandbox().spelling(name);
	expect(await call(method, IN_BUCKET)).toMatchObject(expected);
});

it('sparse leaves empty lists out', async () => {
	sandbox().spelling('sparse');
	const params = { hostGroup: US, session: sandbox().tokens.other };
	expect(await call('s3.bucket.List', params)).toEqual({ result: 0, source: 'JEL' });
});

it('vendor puts a new pair into a list', async () => {
	sandbox().spelling('vendor');
	const answer = await call('s3.account.GenerateKey', { hostGroup, name: 'one' });
	expect(answer.AWSAccessKeys).toEqual([
		{ AWSAccessKeyId: expect.any(String), AWSSecretAccessKey: expect.any(String) },
	]);
});

it('knows no other names', () => {
	expect(() => sandbox().spelling('klingon')).toThrow('klingon');
});
