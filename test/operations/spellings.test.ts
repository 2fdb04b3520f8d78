import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS } from '../../sandbox/platform';
import { makeThings, useSandbox, type Things } from '../support/world';

// No public source shows how the platform answers, so every spelling that is known from elsewhere must
// give the same items.

const { sandbox, must, run } = useSandbox({ defaultDelimiter: '' });

let things: Things;
beforeAll(async () => {
	const { store, ownerUid, fill, hostGroups } = sandbox();
	things = await makeThings(sandbox());
	const { hostGroup, account: name, bucket } = things;
	await store.generateKey({ hostGroup, ownerUid, name });
	await fill(hostGroup, bucket, [{ key: 'second', size: 12_345 }]);
	await makeThings(sandbox());
	await sandbox().createAccount(hostGroups[1], 'elsewhere');
	await store.revokeKey({
		...{ hostGroup: hostGroups[1], ownerUid },
		accKey: (await sandbox().accounts()).at(-1)!.keys[0].accKey,
	});
});

const READS: Array<[string, string, (things: Things) => IDataObject]> = [
	['account', 'getAll', () => ({ returnAll: true })],
	['key', 'getAll', () => ({ returnAll: true, options: { includeSecretKeys: true } })],
	['bucket', 'getAll', () => ({ returnAll: true })],
	[
		'object',
		'getAll',
		({ hostGroup, bucket: bucketName }) => ({
			...{ hostGroup, bucketName, returnAll: true },
			// More pages than one, so that tokens are read too.
			options: { maxKeys: 1 },
		}),
	],
	[
		'object',
		'getAll',
		({ hostGroup, bucket: bucketName }) => ({
			...{ hostGroup, bucketName, returnAll: true },
			options: { delimiter: '/' },
		}),
	],
	['policy', 'get', ({ hostGroup, bucket: bucketName }) => ({ hostGroup, bucketName })],
];

const NAMES = Object.keys(SPELLINGS);

/** What rows that are plain texts can still say. */
const ONLY_NAMES: Record<string, string[]> = {
	bucket: ['bucketName'],
	object: ['hostGroup', 'bucketName', 'key', 'prefix'],
};

const expected = (spelling: string, resource: string, items: IDataObject[]) =>
	spelling === 'plain' && resource in ONLY_NAMES
		? items.map((item) =>
				Object.fromEntries(
					Object.entries(item).filter(([name]) => ONLY_NAMES[resource].includes(name)),
				),
			)
		: items;

describe.each(NAMES)('spelling %s', (spelling) => {
	test.each(READS)('%s: %s gives the same items', async (resource, operation, fields) => {
		const parameters = { resource, operation, ...fields(things) };
		const usual = await must(parameters);
		sandbox().spelling(spelling);
		const other = await must(parameters);
		expect(usual.length).toBeGreaterThan(0);
		expect(other).toEqual(expected(spelling, resource, usual));
	});

	test('a presigned URL is found', async () => {
		sandbox().spelling(spelling);
		const { hostGroup, bucket: bucketName } = things;
		const at = { resource: 'object', operation: 'getPresignedUrl', hostGroup, bucketName };
		const [{ url }] = await must({ ...at, key: 'second' });
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/bucket-\d+\/second\?.*X-Amz-Signature=/);
	});

	test('a new key pair is found', async () => {
		const { hostGroup, account: name, accKey } = await makeThings(sandbox());
		const pairOf = async () =>
			(await sandbox().accounts()).find((account) => account.name === name)!.keys.at(-1)!;
		sandbox().spelling(spelling);
		const at = { resource: 'key', hostGroup };
		const [generated] = await must({ ...at, operation: 'generate', name });
		expect(generated).toEqual({ hostGroup, name, ...bare(await pairOf()) });
		const [renewed] = await must({ ...at, operation: 'regenerate', accKey });
		const pairs = (await sandbox().accounts()).flatMap(({ keys }) => keys.map(bare));
		expect(renewed.accKey).not.toBe(accKey);
		expect([{ hostGroup, ...pairs.find((pair) => pair.accKey === renewed.accKey) }]).toEqual([
			renewed,
		]);
		sandbox().spelling(undefined);
		await must({ resource: 'account', operation: 'delete', hostGroup, name });
	});

	test('a failure is a failure', async () => {
		sandbox().spelling(spelling);
		const { hostGroup } = things;
		const at = { resource: 'object', operation: 'getAll', hostGroup, bucketName: 'no-such' };
		expect((await run(at)).error?.message).toBe('The bucket "no-such" does not exist');
	});
});

const bare = ({ accKey, secretKey }: { accKey: string; secretKey: string }) => ({
	accKey,
	secretKey,
});
