import { startSandbox, type Sandbox } from '../platform';
import { call, must, type Params } from './support';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ maxAccounts: 3 });
});
afterEach(() => sandbox.stop());

const hostGroup = 's3-eu1.example';
const one: Params = { hostGroup, name: 'one' };

async function keysOf(name: string): Promise<Array<{ accKey: string; secretKey: string }>> {
	const { array } = await must(sandbox, 's3.account.GetKeys');
	return array.find((account: { name: string }) => account.name === name)?.keys;
}

it('lists nothing when there is nothing', async () => {
	expect(await must(sandbox, 's3.account.GetKeys')).toEqual({ array: [] });
});

it('makes an account with its first key pair', async () => {
	expect(await must(sandbox, 's3.account.Create', one)).toEqual({});
	const { array } = await must(sandbox, 's3.account.GetKeys');
	expect(array).toEqual([
		{
			hostGroup,
			name: 'one',
			ownerUid: sandbox.ownerUid,
			endpoint: sandbox.endpoints[hostGroup],
			keys: [
				{
					accKey: expect.stringMatching(/^[0-9a-f]{16}[0-9A-Z]{4}$/),
					secretKey: expect.stringMatching(/^[0-9A-Za-z]{40}$/),
					createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
				},
			],
		},
	]);
});

it('keeps names apart by host group and by owner', async () => {
	await must(sandbox, 's3.account.Create', one);
	await must(sandbox, 's3.account.Create', { ...one, hostGroup: 's3-us1.example' });
	await must(sandbox, 's3.account.Create', { ...one, session: sandbox.tokens.other });
	const { result, response } = await call(sandbox, 's3.account.Create', one);
	expect(result).toBe(0);
	expect(response).toMatchObject({ result: 4099, source: 'S3' });
	expect(response.error).toMatch(/^AccountAlreadyExists: /);
});

it('has a quota', async () => {
	for (const name of ['a', 'b', 'c']) {
		await must(sandbox, 's3.account.Create', { hostGroup, name });
	}
	expect((await call(sandbox, 's3.account.Create', one)).result).toBe(2338);
});

it('gives an account a second pair, and no third', async () => {
	await must(sandbox, 's3.account.Create', one);
	const { object } = await must(sandbox, 's3.account.GenerateKey', one);
	expect(Object.keys(object)).toEqual(['accKey', 'secretKey']);
	expect((await keysOf('one')).map(({ accKey }) => accKey)).toContain(object.accKey);
	const { result, response } = await call(sandbox, 's3.account.GenerateKey', one);
	expect([result, response.result]).toEqual([0, 4099]);
	expect(response.error).toContain('maximum number of access keys');
	expect(await keysOf('one')).toHaveLength(2);
});

it('never gives more than two pairs to requests at once', async () => {
	await must(sandbox, 's3.account.Create', one);
	const calls = Array.from({ length: 8 }, () => call(sandbox, 's3.account.GenerateKey', one));
	const answers = await Promise.all(calls);
	expect(answers.filter(({ object }) => object)).toHaveLength(1);
	expect(await keysOf('one')).toHaveLength(2);
});

it('replaces a pair', async () => {
	await must(sandbox, 's3.account.Create', one);
	const [before] = await keysOf('one');
	const params = { hostGroup, accKey: before.accKey };
	const { object } = await must(sandbox, 's3.account.RegenerateKeys', params);
	expect(await keysOf('one')).toMatchObject([object]);
	expect(object.accKey).not.toBe(before.accKey);
	expect((await call(sandbox, 's3.account.RegenerateKeys', params)).result).toBe(5);
});

it('revokes a pair, and says 5 for one that is not there or not the owner’s', async () => {
	await must(sandbox, 's3.account.Create', one);
	const [{ accKey }] = await keysOf('one');
	const foreign = { hostGroup, accKey, session: sandbox.tokens.other };
	expect((await call(sandbox, 's3.account.RevokeKey', foreign)).result).toBe(5);
	await must(sandbox, 's3.account.RevokeKey', { hostGroup, accKey });
	expect(await keysOf('one')).toEqual([]);
	const { result, error } = await call(sandbox, 's3.account.RevokeKey', { hostGroup, accKey });
	expect([result, error]).toEqual([5, `access key [${accKey}] not found`]);
});

it('deletes an account; the last of a host group only when no buckets are left', async () => {
	await must(sandbox, 's3.account.Create', one);
	await must(sandbox, 's3.account.Create', { hostGroup, name: 'two' });
	await sandbox.createBucket(hostGroup, 'a-bucket');
	await must(sandbox, 's3.account.Delete', one);
	const { response } = await call(sandbox, 's3.account.Delete', { hostGroup, name: 'two' });
	expect(response.error).toMatch(/^UserHasBuckets: /);
	await must(sandbox, 's3.bucket.Delete', { hostGroup, bucketName: 'a-bucket' });
	await must(sandbox, 's3.account.Delete', { hostGroup, name: 'two' });
	const { result, error } = await call(sandbox, 's3.account.Delete', one);
	expect([result, error]).toEqual([5, 'account [one] not found']);
});

it.each(['Create', 'Delete', 'GenerateKey'])(
	'%s names the parameter that is missing',
	async (name) => {
		const method = `s3.account.${name}`;
		const withoutName = await call(sandbox, method, { hostGroup });
		expect([withoutName.result, withoutName.error]).toEqual([3, 'invalid parameter [name]']);
		const withoutGroup = await call(sandbox, method, { name: 'x', hostGroup: '' });
		expect(withoutGroup.error).toBe('invalid parameter [hostGroup]');
	},
);
