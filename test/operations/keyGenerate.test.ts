import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers, type Answers } from '../support/answering';
import { op, useThings } from '../support/world';

// Generate and Regenerate: both give a new pair, and may be answered with all pairs of the account. Which of them is
// new is not guessed: whoever then revokes "the other one" would revoke the new one.

const ACCESS_KEY = expect.stringMatching(/^[\da-f]{16}\w{4}$/);
const SECRET_KEY = expect.stringMatching(/^[\w+/]{40}$/);

describe('on the local platform', () => {
	const { must, own, refusalOf, sandbox, things } = useThings();

	test('gives the new pair: of an account', async () => {
		const { hostGroup, account: accountName } = things();
		const pair = { hostGroup, accountName, accessKey: ACCESS_KEY, secretKey: SECRET_KEY };
		expect(await must(own('key generate'))).toEqual([pair]);
	});

	test('gives the new pair: in place of another', async () => {
		const { hostGroup } = things();
		const pair = { hostGroup, accessKey: ACCESS_KEY, secretKey: SECRET_KEY };
		expect(await must(own('key regenerate'))).toEqual([pair]);
	});

	test('refuses a third pair', async () => {
		const { hostGroup, account: accountName } = things();
		await sandbox().store.generateKey({
			hostGroup,
			ownerUid: sandbox().ownerUid,
			name: accountName,
		});
		expect(await refusalOf('key generate')).toEqual({
			message: `The account "${accountName}" has two key pairs already`,
			advice: expect.stringContaining(
				'Revoke the one that is not in use (Access Key: Revoke), then generate',
			),
			answered: `"MaxKeysReached: The account ${accountName} has the maximum number of access keys (2)" (code 4099)`,
		});
	});

	test('refuses an account that does not exist', async () => {
		expect(await refusalOf('key generate', { accountName: 'nobody' })).toEqual({
			message: `The account "nobody" does not exist in the host group "${things().hostGroup}"`,
			advice: expect.stringContaining('Account: Get Many lists the accounts of every host group.'),
			answered: '"account [nobody] not found" (code 5)',
		});
	});
});

const { run, sent, methods } = useAnswers();

const pair = (name: string, secret = `secret-of-${name}`) => ({ accKey: name, secretKey: secret });
const [OLD, NEW, OTHER] = ['OLD', 'NEW', 'OTHER'].map((name) => pair(name));

const GENERATE = op('key generate', { hostGroup: 'hg', accountName: 'shop' });
const REGENERATE = op('key regenerate', { hostGroup: 'hg', accessKey: 'OLD' });
/** A pair as the node gives it. */
const given = ({ accKey: accessKey, secretKey }: typeof OLD) => ({ accessKey, secretKey });

const GENERATED = { hostGroup: 'hg', accountName: 'shop', ...given(NEW) };

const before = (...keys: object[]) => ({ array: [{ hostGroup: 'hg', name: 'shop', keys }] });
const DENIED = { result: 8202, error: 'no permission' };

const made = (operation: IDataObject, answer: object): Answers =>
	operation === GENERATE ? { generatekey: answer } : { regeneratekeys: answer };

const FORMS: Array<[string, (pairs: object[]) => object]> = [
	['a list', (pairs) => ({ keys: pairs })],
	['as the object storage', (pairs) => ({ UserId: 'b0', AWSAccessKeys: pairs })],
	['accounts', (pairs) => ({ array: [{ name: 'shop', keys: pairs }] })],
	['in a wrapper', (pairs) => ({ response: { keyPairs: pairs } })],
	['under object', (pairs) => ({ object: pairs })],
];

describe.each(FORMS)('%s', (_, form) => {
	test.each([
		['of two', [OLD, NEW], before(OLD)],
		['of two, listed first', [NEW, OLD], before(OLD)],
		['alone', [NEW], before(OLD)],
		['listed twice', [OLD, NEW, NEW], before(OLD)],
		['alone, with nothing to compare it with', [NEW], DENIED],
	])('Generate gives the pair that was not there: %s', async (_title, pairs, getkeys) => {
		const { json, message } = await run(GENERATE, { getkeys, generatekey: form(pairs) });
		expect({ json, message }).toEqual({ json: [GENERATED] });
	});

	const changed = pair('OLD', 'another-secret');
	test.each([
		['the pair that was not there', NEW, OLD],
		['the pair with its new secret', changed, OLD],
		['the pair with its new secret, the old one masked', changed, pair('OLD', '***')],
	])('Regenerate gives %s', async (_title, renewed, old) => {
		const { json } = await run(REGENERATE, {
			getkeys: before(old, OTHER),
			regeneratekeys: form([OTHER, renewed]),
		});
		expect(json).toEqual([{ hostGroup: 'hg', ...given(renewed) }]);
	});
});

const UNCERTAIN: Array<[string, IDataObject, object, object[]]> = [
	['two, and none may be read before', GENERATE, DENIED, [OLD, NEW]],
	['two, and those before are not understood', GENERATE, { stores: 1 }, [OLD, NEW]],
	['two that are new', GENERATE, before(), [OLD, NEW]],
	['only the one that was there', GENERATE, before(OLD), [OLD]],
	['the same access key with two secrets', GENERATE, before(OLD), [NEW, pair('NEW', 'x')]],
	['a pair that did not change', REGENERATE, before(OLD), [OLD]],
	['two, and none may be read before', REGENERATE, DENIED, [OLD, NEW]],
	['only another one that was there', REGENERATE, before(OLD, OTHER), [OTHER]],
];

test.each(UNCERTAIN)(
	'says so, without a secret, where it is uncertain: %s',
	async (_, operation, getkeys, pairs) => {
		const answers = { getkeys, ...made(operation, { keys: pairs }) };
		const { run: whole, json, message, description } = await run(operation, answers);
		expect(message).toMatch(/cannot be told which key pair is new\. Access keys that came: "/);
		for (const { accKey } of pairs as Array<typeof OLD>) expect(message).toContain(accKey);
		expect(description).toContain('Access Key: Get Many and "Include Secret Keys"');
		expect(json).toEqual([]);
		expect(inspect(whole, { depth: 12 })).not.toMatch(/secret-of-/);
	},
);

test.each([GENERATE, REGENERATE])(
	'$operation reads the pairs before, and only once',
	async (at) => {
		await run(at, { getkeys: before(OLD), ...made(at, { object: NEW }) });
		expect(methods()).toEqual(['getkeys', at === GENERATE ? 'generatekey' : 'regeneratekeys']);
		expect(Object.keys(sent('getkeys')[0]).sort()).toEqual(['appid', 'ruk', 'session']);
	},
);

test.each([8202, 8, 2, 705])(
	'makes a pair also where the token may not read the others (code %i)',
	async (result) => {
		const getkeys = { result, error: 'denied' };
		const { json } = await run(GENERATE, { getkeys, generatekey: { object: NEW } });
		expect(json).toEqual([GENERATED]);
	},
);

test.each([701, 702, 704, 4099])('makes none after another failure (code %i)', async (result) => {
	const getkeys = { result, error: 'failed' };
	const { message, json } = await run(GENERATE, { getkeys, generatekey: { object: NEW } });
	expect(message).toBeDefined();
	expect(json).toEqual([]);
	expect(sent('generatekey')).toEqual([]);
});

test.each(['***', '', '********', 'KcPb****', 'hidden', null])(
	'says that the platform hides the new secret (%j), and hands none out',
	async (secretKey) => {
		for (const at of [GENERATE, REGENERATE]) {
			const answers = made(at, { object: { accKey: 'NEW', secretKey } });
			const { message, description, json } = await run(at, { getkeys: DENIED, ...answers });
			expect(message).toBe(
				'The key pair "NEW" was made, but the platform does not tell its secret key',
			);
			expect(description).toMatch(/^Read the new one's secret key with Access Key: Get Many and/);
			expect(json).toEqual([]);
		}
	},
);

test.each<[string, object]>([
	['a list of texts', { keys: ['AK', 'secret-of-AK'] }],
	['texts under object', { object: ['AK', 'secret-of-AK'] }],
	['other names', { object: { login: 'AK', parole: 'secret-of-AK' } }],
])('a pair that cannot be read is not lost: %s', async (_, generatekey) => {
	const { message, description, run: whole } = await run(GENERATE, { generatekey });
	expect(message).toMatch(/not understood: the secret key is missing\. Fields that came: result, /);
	expect(description).toMatch(
		/A new access key may have been made\. Look with Access Key: Get Many.*"Include Secret Keys"/,
	);
	expect(inspect(whole, { depth: 12 })).not.toMatch(/secret-of-/);
});

test('an access key that is repeated beside the new pair is not the pair', async () => {
	const regeneratekeys = { accKey: 'OLD', object: NEW };
	const { json } = await run(REGENERATE, { getkeys: DENIED, regeneratekeys });
	expect(json).toEqual([{ hostGroup: 'hg', ...given(NEW) }]);
});

test('Regenerate names the account where the platform does', async () => {
	const { json } = await run(REGENERATE, { regeneratekeys: { name: 'shop', object: NEW } });
	expect(json).toEqual([GENERATED]);
});
