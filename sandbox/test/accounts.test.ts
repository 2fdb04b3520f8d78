import { BUCKET, EU, IN_BUCKET, US, useSandbox } from './support';

const { sandbox, call, must, refused } = useSandbox('test', { options: { maxAccounts: 3 } });

const hostGroup = EU;
const one = { hostGroup, name: 'one' };
const create = (params: object = {}) => must('s3.account.Create', { ...one, ...params });

async function keysOf(name: string): Promise<Array<{ accKey: string; secretKey: string }>> {
	const { array } = await must('s3.account.GetKeys');
	return array.find((account: { name: string }) => account.name === name)?.keys;
}

it('lists nothing when there is nothing', async () => {
	expect(await must('s3.account.GetKeys')).toEqual({ array: [] });
});

it('makes an account with its first key pair', async () => {
	expect(await create()).toEqual({});
	const { ownerUid, endpoints } = sandbox();
	const pair = {
		accKey: expect.stringMatching(/^[0-9a-f]{16}[0-9A-Z]{4}$/),
		secretKey: expect.stringMatching(/^[0-9A-Za-z]{40}$/),
		createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
	};
	expect(await must('s3.account.GetKeys')).toEqual({
		array: [{ ...one, ownerUid, endpoint: endpoints[hostGroup], keys: [pair] }],
	});
});

it('keeps names apart by host group and by owner', async () => {
	await create();
	await create({ hostGroup: US });
	await create({ session: sandbox().tokens.other });
	expect(await refused('s3.account.Create', one)).toBe('AccountAlreadyExists');
});

it('has a quota', async () => {
	for (const name of ['a', 'b', 'c']) await create({ name });
	expect((await call('s3.account.Create', one)).result).toBe(2338);
});

it('gives an account a second pair, and no third', async () => {
	await create();
	const { object } = await must('s3.account.GenerateKey', one);
	expect(Object.keys(object)).toEqual(['accKey', 'secretKey']);
	expect((await keysOf('one')).map(({ accKey }) => accKey)).toContain(object.accKey);
	const { response } = await call('s3.account.GenerateKey', one);
	expect(response.error).toMatch(/^MaxKeysReached: .*maximum number of access keys/);
	expect(await refused('s3.account.GenerateKey', one)).toBe('MaxKeysReached');
	expect(await keysOf('one')).toHaveLength(2);
});

it('never gives more than two pairs to concurrent requests', async () => {
	await create();
	const calls = Array.from({ length: 8 }, () => call('s3.account.GenerateKey', one));
	expect((await Promise.all(calls)).filter(({ object }) => object)).toHaveLength(1);
	expect(await keysOf('one')).toHaveLength(2);
});

it('replaces a pair', async () => {
	await create();
	const [{ accKey }] = await keysOf('one');
	const { object } = await must('s3.account.RegenerateKeys', { hostGroup, accKey });
	expect(await keysOf('one')).toMatchObject([object]);
	expect(object.accKey).not.toBe(accKey);
	expect((await call('s3.account.RegenerateKeys', { hostGroup, accKey })).result).toBe(5);
});

it('revokes a pair, and says 5 for one that does not exist or is not the owner’s', async () => {
	await create();
	const [{ accKey }] = await keysOf('one');
	const params = { hostGroup, accKey };
	const notFound = [5, `access key [${accKey}] not found`];
	const { other: session } = sandbox().tokens;
	expect(await refused('s3.account.RevokeKey', { ...params, session })).toEqual(notFound);
	await must('s3.account.RevokeKey', params);
	expect(await keysOf('one')).toEqual([]);
	expect(await refused('s3.account.RevokeKey', params)).toEqual(notFound);
});

it('deletes an account; the last of a host group only without buckets', async () => {
	const two = { hostGroup, name: 'two' };
	await create();
	await create(two);
	await sandbox().createBucket(hostGroup, BUCKET);
	await must('s3.account.Delete', one);
	expect(await refused('s3.account.Delete', two)).toBe('UserHasBuckets');
	await must('s3.bucket.Delete', IN_BUCKET);
	await must('s3.account.Delete', two);
	expect(await refused('s3.account.Delete', one)).toEqual([5, 'account [one] not found']);
});

it.each(['Create', 'Delete', 'GenerateKey'])('%s names the missing parameter', async (name) => {
	const method = `s3.account.${name}`;
	expect(await refused(method, { hostGroup })).toEqual([3, 'invalid parameter [name]']);
	const withoutGroup = await refused(method, { name: 'x', hostGroup: '' });
	expect(withoutGroup).toEqual([3, 'invalid parameter [hostGroup]']);
});
