import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS } from '../../sandbox/platform';
import { useAnswers } from '../support/answering';
import { makeThings, op, useSandbox, type Things } from '../support/world';

// No public source shows how the platform answers, so every spelling that is known from elsewhere must
// give the same items.

describe('on the local platform', () => {
	const { sandbox, must, run } = useSandbox({ defaultDelimiter: '' });

	let things: Things;
	beforeAll(async () => {
		const { store, ownerUid, fill, hostGroups } = sandbox();
		things = await makeThings(sandbox());
		const { hostGroup, account: name, bucket } = things;
		await store.generateKey({ hostGroup, ownerUid, name });
		await fill(hostGroup, bucket, [{ key: 'second', size: 12_345 }]);
		await makeThings(sandbox());
		const { accKey } = await sandbox().createAccount(hostGroups[1], 'elsewhere');
		await store.revokeKey({ hostGroup: hostGroups[1], ownerUid, accKey });
	});

	const READS: Array<[string, IDataObject]> = [
		['account getAll', {}],
		['key getAll', { options: { includeSecretKeys: true } }],
		['bucket getAll', {}],
		// More pages than one, so that tokens are read too.
		['object getAll', { options: { maxKeys: 1 } }],
		['object getAll', { options: { delimiter: '/' } }],
		['policy get', {}],
	];

	/** What rows that are plain texts can still say. */
	const ONLY_NAMES: Record<string, string[]> = {
		'bucket getAll': ['bucketName'],
		'object getAll': ['hostGroup', 'bucketName', 'key', 'isPrefix'],
	};
	const only = (names: string[], item: IDataObject) =>
		Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));

	describe.each(Object.keys(SPELLINGS))('spelling %s', (spelling) => {
		test.each(READS)('%s %j gives the same items', async (name, fields) => {
			const { hostGroup, bucket: bucketName } = things;
			const at = /^(account|key|bucket)/.test(name) ? {} : { hostGroup, bucketName };
			const parameters = op(name, { ...at, returnAll: true, ...fields });
			const usual = await must(parameters);
			sandbox().spelling(spelling);
			const names = spelling === 'plain' ? ONLY_NAMES[name] : undefined;
			expect(usual.length).toBeGreaterThan(0);
			expect(await must(parameters)).toEqual(
				names ? usual.map((item) => only(names, item)) : usual,
			);
		});

		test('a presigned URL is found', async () => {
			sandbox().spelling(spelling);
			const { hostGroup, bucket: bucketName } = things;
			const fields = { hostGroup, bucketName, key: 'second' };
			const [{ url }] = await must(op('object getPresignedUrl', fields));
			expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/bucket-\d+\/second\?.*X-Amz-Signature=/);
		});

		test('a new key pair is found', async () => {
			const { hostGroup, account: accountName, accessKey } = await makeThings(sandbox());
			/** The account's pairs, read from the store. */
			const pairs = async () =>
				(await sandbox().accounts())
					.find(({ name }) => name === accountName)!
					.keys.map(({ accKey, secretKey }) => ({ accessKey: accKey, secretKey }));
			sandbox().spelling(spelling);
			const [generated] = await must(op('key generate', { hostGroup, accountName }));
			expect(generated).toEqual({ hostGroup, accountName, ...(await pairs()).at(-1) });
			const [renewed] = await must(op('key regenerate', { hostGroup, accessKey }));
			const stored = (await pairs()).find((pair) => pair.accessKey === renewed.accessKey);
			expect(renewed.accessKey).not.toBe(accessKey);
			expect(stored).toBeDefined();
			expect(renewed).toEqual({ hostGroup, ...stored });
			sandbox().spelling(undefined);
			await must(op('account delete', { hostGroup, accountName }));
		});

		test('a failure is a failure', async () => {
			sandbox().spelling(spelling);
			const fields = { hostGroup: things.hostGroup, bucketName: 'no-such' };
			const { error } = await run(op('object getAll', fields));
			expect(error?.message).toBe('The bucket "no-such" does not exist');
		});
	});
});

describe('names of key pairs', () => {
	const { run } = useAnswers();

	const READ = { hostGroup: 'hg', accountName: 'shop', accessKey: 'AK', secretKey: 'SK' };
	const GENERATE = op('key generate', { hostGroup: 'hg', accountName: 'shop' });

	// The families of the vendor's guides and tools, of S3, and as somebody might write them.
	test.each([
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
	])('%s and %s are read everywhere', async (access, secret) => {
		const pair = { [access]: 'AK', [secret]: 'SK' };
		for (const getkeys of [
			{ Accounts: [{ HostGroup: 'hg', AccountName: 'shop', KeyPairs: [pair] }] },
			{ infos: [{ host_group: 'hg', name: 'shop', ...pair }] },
		]) {
			const parameters = op('key getAll', { options: { includeSecretKeys: true } });
			expect((await run(parameters, { getkeys })).json).toEqual([READ]);
		}
		for (const generatekey of [
			...[{ object: pair }, { AWSAccessKeys: [pair] }, { KeyPairs: pair }, pair],
		]) {
			expect((await run(GENERATE, { generatekey })).json).toEqual([READ]);
		}
	});
});
