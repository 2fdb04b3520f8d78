import { useAnswers } from '../support/answering';
import { makeThings, op, useSandbox } from '../support/world';

const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const GET_ALL = op('account getAll');

describe('on the local platform', () => {
	const { sandbox, must } = useSandbox();

	test('gives the accounts, simplified, as received, and as many as Limit says', async () => {
		const { hostGroup, account: name, accessKey } = await makeThings(sandbox());
		const endpoint = sandbox().endpoints[hostGroup];
		expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		const account = { hostGroup, name, endpoint };
		expect(await must(op('account getAll', { returnAll: true }))).toEqual([
			{ hostGroup, accountName: name, endpoint, keyCount: 1 },
		]);
		expect(await must(op('account getAll', { returnAll: true, simplify: false }))).toEqual([
			{
				...{ ...account, ownerUid: 40217 },
				keys: [
					{ accKey: accessKey, secretKey: '********', createdAt: expect.stringMatching(DATE) },
				],
			},
		]);

		// Accounts count, not their key pairs.
		for (const other of ['limit-1', 'limit-2', 'limit-3']) {
			await sandbox().createAccount(hostGroup, other);
			const owner = { hostGroup, ownerUid: sandbox().ownerUid };
			await sandbox().store.generateKey({ ...owner, name: other });
		}
		const limited = await must(op('account getAll', { limit: 3 }));
		expect(limited.map((row) => [row.accountName, row.keyCount])).toEqual([
			[name, 1],
			['limit-1', 2],
			['limit-2', 2],
		]);
	});
});

const { run } = useAnswers();

const PAIR = { accKey: 'AK', secretKey: 'SK' };
const SHOP = { hostGroup: 'hg', name: 'shop' };
const READ = { hostGroup: 'hg', accountName: 'shop' };
const listed = async (array: object[]) => await run(GET_ALL, { getkeys: { array } });

test('an account without keys is one, also where its keys are left out', async () => {
	const rows = [
		{ hostGroup: 'hg', name: 'a' },
		{ hostGroup: 'hg', name: 'b', keys: [] },
		{ hostGroup: 'hg', name: 'c', keys: null },
		{ hostGroup: 'hg', name: 'd', keys: '' },
	];
	const { json } = await listed(rows);
	expect(json).toEqual(
		rows.map(({ name }) => ({ hostGroup: 'hg', accountName: name, keyCount: 0 })),
	);
	expect((await run(op('key getAll'), { getkeys: { array: rows } })).json).toEqual([]);
});

test('a pair without its secret is still a pair of its account', async () => {
	expect((await listed([{ ...SHOP, accKey: 'AK' }])).json).toEqual([{ ...READ, keyCount: 1 }]);
});

test.each<[string, object]>([
	['text', { endpoint: 'https://s3.example' }],
	['texts', { endpoints: ['https://s3.example', 'https://other.example'] }],
	['text in the plural', { endpoints: 'https://s3.example' }],
	['objects with url', { endpoints: [{ url: 'https://s3.example' }] }],
	['objects with host', { endpoints: [{ id: 5, host: 'https://s3.example' }] }],
	['objects with domain', { Endpoints: [{ Domain: 'https://s3.example' }] }],
	['object with address', { endpoint: { address: 'https://s3.example' } }],
])('an endpoint may be given as %s, of the account or of its cluster', async (_, endpoint) => {
	const read = { ...READ, endpoint: 'https://s3.example', keyCount: 1 };
	expect((await listed([{ ...SHOP, keys: [PAIR], ...endpoint }])).json).toEqual([read]);
	const accounts = [{ name: 'shop', keys: [PAIR] }];
	expect((await listed([{ hostGroup: 'hg', accounts, ...endpoint }])).json).toEqual([read]);
});

test.each([{ endpoints: 5 }, { endpoints: [5] }, { endpoints: [{ port: 443 }] }])(
	'an endpoint that cannot be read is reported: %j',
	async (endpoint) => {
		const { message } = await listed([{ ...SHOP, keys: [PAIR], ...endpoint }]);
		expect(message).toMatch(/not understood: the (address of the )?S3 endpoint/);
	},
);
