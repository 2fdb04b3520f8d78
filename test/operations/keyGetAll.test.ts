import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { makeThings, op, useSandbox } from '../support/world';

const MASK = '********';
const WITH_SECRETS = { options: { includeSecretKeys: true } };

describe('on the local platform', () => {
	const { sandbox, must } = useSandbox();
	const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
	const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

	test('gives the pairs, simplified or as received, with secret keys on request alone', async () => {
		const { hostGroup, account: accountName, accessKey, secretKey } = await makeThings(sandbox());
		const list = async (fields: IDataObject) =>
			await must(op('key getAll', { returnAll: true, ...fields }));
		const createdAt = expect.stringMatching(ISO);
		const pair = { hostGroup, accountName, accessKey, createdAt, ageDays: 0 };
		expect(await list({})).toEqual([pair]);
		expect(await list(WITH_SECRETS)).toEqual([{ ...pair, secretKey }]);
		const raw = { accKey: accessKey, createdAt: expect.stringMatching(DATE) };
		expect(await list({ simplify: false })).toEqual([{ ...raw, secretKey: MASK }]);
		expect(await list({ simplify: false, ...WITH_SECRETS })).toEqual([{ ...raw, secretKey }]);

		// Limit counts pairs, not accounts.
		for (const other of ['limit-1', 'limit-2']) {
			await sandbox().createAccount(hostGroup, other);
			const owner = { hostGroup, ownerUid: sandbox().ownerUid };
			await sandbox().store.generateKey({ ...owner, name: other });
		}
		const limited = await must(op('key getAll', { limit: 4 }));
		expect(limited.map((row) => row.accountName)).toEqual([
			accountName,
			'limit-1',
			'limit-1',
			'limit-2',
		]);
	});

	test.each(['vendor', 'aws', 'wrapped', 'object', 'clusters'])(
		'masks secret keys whatever they are called: %s',
		async (spelling) => {
			const { accessKey, secretKey } = await makeThings(sandbox());
			sandbox().spelling(spelling);
			const raw = { returnAll: true, simplify: false };
			for (const resource of ['account', 'key']) {
				const text = JSON.stringify(await must(op(`${resource} getAll`, raw)));
				expect(text).toContain(accessKey);
				expect(text).toContain(MASK);
				expect(text).not.toContain(secretKey);
			}
		},
	);
});

const { run } = useAnswers();

const SHOP = { hostGroup: 'hg', name: 'shop' };
const PAIR = { accKey: 'AK', secretKey: 'SK' };
/** The same as the node gives it. */
const READ = { hostGroup: 'hg', accountName: 'shop', accessKey: 'AK' };
const getKeys = async (keys: unknown, fields: IDataObject = {}) =>
	await run(op('key getAll', fields), { getkeys: { array: [{ ...SHOP, keys }] } });

test.each<[string, object]>([
	['a pair', { array: [{ ...SHOP, keys: PAIR }] }],
	['an account', { array: { ...SHOP, keys: [PAIR] } }],
	['an account with one pair', { accounts: { ...SHOP, keys: PAIR } }],
	['a cluster', { array: { hostGroup: 'hg', accounts: { name: 'shop', keys: PAIR } } }],
	['a pair that names its account', { keys: { ...SHOP, ...PAIR } }],
	['a pair below "key"', { array: [{ ...SHOP, key: PAIR }] }],
])('%s may be an object instead of a list', async (_, getkeys) => {
	const { json } = await run(op('key getAll', WITH_SECRETS), { getkeys });
	expect(json).toEqual([{ ...READ, secretKey: 'SK' }]);
});

test.each<[string, unknown]>([
	['texts', ['AK', 'SK']],
	['one text', 'AK'],
	['a number', 2],
	['pairs and texts', [PAIR, 'AK2']],
	['lists', [['AK', 'SK']]],
])('keys of an account that are %s are not understood', async (_, keys) => {
	for (const simplify of [true, false]) {
		for (const resource of ['key', 'account']) {
			const getkeys = { array: [{ ...SHOP, keys }] };
			const { message, json } = await run(op(`${resource} getAll`, { simplify }), { getkeys });
			expect(message).toMatch(/not understood/);
			expect(json).toEqual([]);
		}
	}
});

const LOOKS = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';
const SHORT = 'a-secret-that-looks-like-nothing';

const PLACES: Array<[string, IDataObject]> = [
	...[
		...['secretKey', 'SecretAccessKey', 'secretkey', 'secret_access_key', 'acc_secrete', 'secKey'],
		...['S3SecretAccessKey', 'clientSecret', 'my-secret-thing', 'SECRET'],
	].map((name): [string, IDataObject] => [name, { [name]: SHORT }]),
	['a name that says nothing', { parole: LOOKS }],
	['a longer text', { note: `AK:${LOOKS}` }],
	['a plain list', { pair: ['AK', SHORT] }],
	['a plain list that says nothing', { both: ['AK', LOOKS] }],
	['nested lists', { keyPairs2: [['AK', SHORT]] }],
	['deep nesting', { a: [{ b: { c: { accSecret: SHORT, d: [LOOKS] } } }] }],
	['an object below the name', { secret: { value: SHORT, list: [SHORT] } }],
	['a JSON text', { raw: JSON.stringify({ parole: LOOKS }) }],
];

test.each(PLACES)('a secret key in %s is masked, unless it is asked for', async (_, fields) => {
	const pair = { accKey: 'AK', ...fields };
	const getkeys = { array: [{ ...SHOP, keys: [pair], ...fields }] };
	for (const resource of ['key', 'account']) {
		for (const simplify of [true, false]) {
			const shown = await run(op(`${resource} getAll`, { simplify }), { getkeys });
			expect(shown.message).toBeUndefined();
			expect(shown.json).toHaveLength(1);
			const text = JSON.stringify([shown.json, shown.hints]);
			expect(text).not.toMatch(new RegExp(`${SHORT}|KcPbYv7`));
			if (!simplify) expect(text).toContain(MASK);
		}
	}
	const asked = await run(op('key getAll', { simplify: false, ...WITH_SECRETS }), { getkeys });
	expect(asked.json).toEqual([pair]);
});

test('what is not secret stays as it is', async () => {
	const row = {
		...{ ...SHOP, accKey: 'b09693b73b3c7686V8NZ', createdAt: 1629384697000 },
		...{ enabled: true, tags: ['a', 'b'], secretKey: null, note: 'made by hand', uid: 40217 },
	};
	const { json } = await run(op('key getAll', { simplify: false }), { getkeys: { array: [row] } });
	expect(json).toEqual([row]);
});

test.each(['***', '********', 'KcPb****', '', null, 'hidden'])(
	'a secret that the platform hides (%j) is left out, with a hint where it was asked for',
	async (secretKey) => {
		const pairs = [{ accKey: 'AK', secretKey }, { accKey: 'BK' }];
		const asked = await getKeys(pairs, WITH_SECRETS);
		expect(asked.json).toEqual(['AK', 'BK'].map((accessKey) => ({ ...READ, accessKey })));
		expect(asked.hints.join()).toMatch('The platform does not tell the secret key of every pair');
		const { json, hints } = await getKeys(pairs);
		expect([json, hints]).toEqual([asked.json, []]);
	},
);

test('no hint about hidden secrets where none is hidden', async () => {
	const { json, hints } = await getKeys([PAIR], WITH_SECRETS);
	expect([json, hints]).toEqual([[{ ...READ, secretKey: 'SK' }], []]);
});

test.each<[object, unknown]>([
	[{ enabled: false }, false],
	[{ enabled: 'false' }, false],
	[{ Enabled: 0 }, false],
	[{ isEnabled: 'no' }, false],
	[{ state: 'disabled' }, false],
	[{ Status: 'Inactive' }, false],
	[{ enabled: true }, true],
	[{ status: 'Active' }, true],
	[{ status: 'expiring' }, 'expiring'],
])('a pair with %j has "enabled": %j', async (fields, enabled) => {
	const { json } = await getKeys([{ ...PAIR, ...fields }]);
	expect(json).toEqual([{ ...READ, enabled }]);
});
