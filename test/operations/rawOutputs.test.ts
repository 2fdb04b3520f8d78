import { makeThings, useSandbox, type Things } from '../support/world';

// Simplify off: rows as received, with nothing hidden but secret keys.

const { sandbox, must } = useSandbox();

const MASK = '********';
const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

const raw = { returnAll: true, simplify: false };

test('accounts come as received, with their secret keys masked', async () => {
	const { hostGroup, account, accKey } = things;
	expect(await must({ resource: 'account', operation: 'getAll', ...raw })).toEqual([
		{
			...{ hostGroup, name: account, ownerUid: 40217, endpoint: sandbox().endpoints[hostGroup] },
			keys: [{ accKey, secretKey: MASK, createdAt: expect.stringMatching(DATE) }],
		},
	]);
});

test('key pairs come as received, with their secret keys masked', async () => {
	const { accKey } = things;
	expect(await must({ resource: 'key', operation: 'getAll', ...raw })).toEqual([
		{ accKey, secretKey: MASK, createdAt: expect.stringMatching(DATE) },
	]);
});

test('key pairs come with their secret keys where these are asked for', async () => {
	const { hostGroup, account, accKey, secretKey } = things;
	const options = { includeSecretKeys: true };
	const at = { resource: 'key', operation: 'getAll', options };
	expect(await must({ ...at, ...raw })).toEqual([
		{ accKey, secretKey, createdAt: expect.stringMatching(DATE) },
	]);
	expect(await must({ ...at, returnAll: true })).toEqual([
		{ hostGroup, name: account, accKey, secretKey, createdAt: expect.any(String) },
	]);
});

test('buckets come as received', async () => {
	const { hostGroup, bucket, emptyBucket } = things;
	const rest = { hostGroup, owner: 40217, creationDate: expect.stringMatching(DATE) };
	expect(await must({ resource: 'bucket', operation: 'getAll', ...raw })).toEqual([
		{ name: bucket, ...rest },
		{ name: emptyBucket, ...rest },
	]);
});

test('objects come as received', async () => {
	const { hostGroup, bucket: bucketName, key } = things;
	const at = { resource: 'object', operation: 'getAll', hostGroup, bucketName };
	expect(await must({ ...at, ...raw })).toEqual([
		{
			...{ key, size: 8, lastModified: expect.stringContaining('T'), storageClass: 'STANDARD' },
			eTag: '"98bf7d8c15784f0a3d63204441e1e2aa"',
		},
	]);
});

test.each(['vendor', 'aws', 'wrapped', 'object', 'clusters'])(
	'secret keys are masked whatever they are called: %s',
	async (spelling) => {
		sandbox().spelling(spelling);
		const rows = [
			...(await must({ resource: 'account', operation: 'getAll', ...raw })),
			...(await must({ resource: 'key', operation: 'getAll', ...raw })),
		];
		const text = JSON.stringify(rows);
		expect(text).toContain(things.accKey);
		expect(text).toContain(MASK);
		expect(text).not.toContain(things.secretKey);
	},
);

test('Limit counts key pairs, not accounts, and accounts, not key pairs', async () => {
	const { hostGroup } = things;
	const names = ['limit-1', 'limit-2', 'limit-3'];
	for (const name of names) {
		await sandbox().createAccount(hostGroup, name);
		await sandbox().store.generateKey({ hostGroup, ownerUid: sandbox().ownerUid, name });
	}
	const limited = { operation: 'getAll', limit: 4 };
	const accounts = await must({ resource: 'account', ...limited });
	expect(accounts.map(({ name, keyCount }) => [name, keyCount])).toEqual([
		[things.account, 1],
		...names.map((name) => [name, 2]),
	]);
	const keys = await must({ resource: 'key', ...limited });
	expect(keys.map(({ name }) => name)).toEqual([things.account, 'limit-1', 'limit-1', 'limit-2']);
});
