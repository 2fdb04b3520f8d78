import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../sandbox/platform';
import { useAnswers } from '../support/answering';
import { makeAccount, methodsSent, pairsNow } from '../support/rotation';
import { useSandbox } from '../support/world';

// Account: Create gives what an S3 client needs.

const { sandbox, run, must } = useSandbox();

const create = (hostGroup: string, accountName: string, more: IDataObject = {}) => ({
	...{ resource: 'account', operation: 'create', hostGroup, accountName, ...more },
});
const WITH_KEY = { options: { withAccessKey: true } };
const WITHOUT_KEY = { options: { withAccessKey: false } };

let made = 0;
const newName = () => `customer-${++made}`;

test('puts out the first pair and the endpoint', async () => {
	const [hostGroup] = sandbox().hostGroups;
	const account = newName();
	const json = await must(create(hostGroup, account));
	const [[accessKey, secretKey]] = Object.entries(
		await pairsNow(sandbox(), { hostGroup, account }),
	);
	const endpoint = sandbox().endpoints[hostGroup];
	expect(json).toEqual([
		{ accountName: account, accessKey, secretKey, endpoint, created: true, hostGroup },
	]);
	expect(methodsSent(sandbox())).toEqual(['Create', 'GetKeys']);
});

test('without an access key it needs no more than one method', async () => {
	const [hostGroup] = sandbox().hostGroups;
	const account = newName();
	const json = await must(create(hostGroup, account, WITHOUT_KEY));
	expect(json).toEqual([{ accountName: account, created: true, hostGroup }]);
	expect(methodsSent(sandbox())).toEqual(['Create']);
});

describe('If It Already Exists', () => {
	test.each([{}, { ifExists: 'fail' }])('fails: %j', async (fields) => {
		const { hostGroup, account } = await makeAccount(sandbox());
		const { error } = await run(create(hostGroup, account, fields));
		expect(error?.message).toBe(`An account named "${account}" already exists`);
		expect(error?.description).not.toContain('was created');
	});

	test('uses it, and its first pair', async () => {
		const { hostGroup, account, inUse, secrets } = await makeAccount(sandbox(), { spare: true });
		const [json] = await must(create(hostGroup, account, { ifExists: 'use', ...WITH_KEY }));
		expect(json).toMatchObject({ accessKey: inUse, secretKey: secrets[inUse], created: false });
		expect(methodsSent(sandbox())).toEqual(['GetKeys']);
		for (const unasked of [{}, WITHOUT_KEY]) {
			const bare = await must(create(hostGroup, account, { ifExists: 'use', ...unasked }));
			expect(bare).toEqual([{ accountName: account, created: false, hostGroup }]);
		}
	});

	test("takes neither a similar name nor another host group's account for it", async () => {
		const { hostGroup, account } = await makeAccount(sandbox());
		const elsewhere = sandbox().hostGroups[1];
		for (const [place, name] of [
			[hostGroup, account.slice(0, -1)],
			[elsewhere, account],
		]) {
			const [json] = await must(create(place, name, { ifExists: 'use' }));
			expect(json).toMatchObject({ created: true, accountName: name, hostGroup: place });
		}
	});

	const LOST: Fault[] = [
		{ kind: 'dropBefore', method: 's3.account.Create' },
		{ kind: 'dropAfter', method: 's3.account.Create' },
		{ kind: 'code', code: 4099, method: 's3.account.GetKeys', match: lastOfTwo() },
	];

	test.each(LOST)('repeating it finishes what failed: %j', async (fault) => {
		const [hostGroup] = sandbox().hostGroups;
		const account = newName();
		sandbox().faults.add(fault);
		const repeated = create(hostGroup, account, { ifExists: 'use', ...WITH_KEY });
		const { error } = await run(repeated);
		expect(error).toBeDefined();
		const [json] = await must(repeated);
		const pairs = await pairsNow(sandbox(), { hostGroup, account });
		expect(pairs).toEqual({ [String(json.accessKey)]: json.secretKey });
	});
});

/** Lets the first request pass. */
function lastOfTwo() {
	let seen = 0;
	return () => ++seen === 2;
}

test('a failure names the account that was made', async () => {
	const [hostGroup] = sandbox().hostGroups;
	const account = newName();
	sandbox().faults.add({ kind: 'code', code: 4099, method: 's3.account.GetKeys' });
	const { error } = await run(create(hostGroup, account));
	expect(error?.description).toMatch(`The account "${account}" was created.`);
	expect(error?.description).toMatch(
		/"If It Already Exists" set to "Use It" and "With Access Key" turned on\.$/,
	);
});

describe('what the platform tells', () => {
	const { run: answered, sent, methods } = useAnswers();
	const PAIR = { accKey: 'AK', secretKey: 'the-secret' };
	const HIDDEN = { accKey: 'AK', secretKey: '***' };
	const STORAGE = {
		...{ Name: 'shop', AccountId: 'b0' },
		AWSAccessKeys: [{ AWSAccessKeyId: 'AK', AWSSecretAccessKey: 'the-secret' }],
	};
	const FRESH = { accKey: 'NEW', secretKey: 'another-secret' };
	const DENIED = { result: 8202, error: 'no permission' };
	const shop = (...keys: object[]) => ({
		array: [{ hostGroup: 'hg', name: 'shop', endpoint: 's3.example', keys }],
	});

	/** What Create, GetKeys and GenerateKey answer, and the access key that is put out. */
	const GIVEN: Array<[string, object, object, object, string, number]> = [
		['the pair comes with the account', { keys: [PAIR] }, shop(HIDDEN), {}, 'AK', 0],
		['and the pairs may not be read', { object: PAIR }, DENIED, {}, 'AK', 0],
		['the pair is read', { name: 'shop' }, shop(PAIR), {}, 'AK', 0],
		['no pair was made', {}, shop(), { object: FRESH }, 'NEW', 1],
		['no pair was made, and Generate answers nothing', {}, shop(), {}, '', 1],
		['as the storage answers', STORAGE, shop(HIDDEN), {}, 'AK', 0],
		['the first pair is hidden', {}, shop(HIDDEN), { object: FRESH }, 'NEW', 1],
		['it is disabled', {}, shop({ ...PAIR, enabled: false }), { object: FRESH }, 'NEW', 1],
	];

	test.each(GIVEN)('%s', async (_, create_, getkeys, generatekey, accessKey, generated) => {
		const { json, message } = await answered(create('hg', 'shop'), {
			...{ create: create_, getkeys, generatekey },
		});
		expect(json.map((one) => one.accessKey)).toEqual(accessKey ? [accessKey] : []);
		expect(message === undefined).toBe(accessKey !== '');
		expect(sent('generatekey')).toHaveLength(generated);
	});

	test('the hidden pair of a new account gives way to one that can be used', async () => {
		const { json, hints } = await answered(create('hg', 'shop'), {
			...{ getkeys: shop(HIDDEN), generatekey: { keys: [HIDDEN, FRESH] } },
		});
		expect(json).toEqual([
			expect.objectContaining({ accessKey: 'NEW', secretKey: 'another-secret' }),
		]);
		expect(methods()).toEqual(['create', 'getkeys', 'generatekey', 'revokekey']);
		expect(sent('revokekey')).toEqual([expect.objectContaining({ accKey: 'AK' })]);
		expect(hints).toEqual([]);
	});

	test('one that cannot be revoked is named', async () => {
		const { json, hints } = await answered(create('hg', 'shop'), {
			...{ getkeys: shop(HIDDEN), generatekey: { object: FRESH } },
			revokekey: { result: 4099, error: 'no' },
		});
		expect(json).toEqual([expect.objectContaining({ accessKey: 'NEW' })]);
		expect(hints).toEqual([expect.stringMatching('"AK" could not be revoked')]);
	});

	test.each([shop(HIDDEN), shop({ ...PAIR, state: 'disabled' })])(
		'nothing is made or revoked in an account that exists: %j',
		async (getkeys) => {
			const { message } = await answered(create('hg', 'shop', { ifExists: 'use', ...WITH_KEY }), {
				getkeys,
			});
			expect(message).toMatch(/ the access key "AK"/);
			expect(methods()).toEqual(['getkeys']);
		},
	);

	test('an answer that is not understood is not taken for work that is done', async () => {
		const { message, description } = await answered(create('hg', 'shop', { ifExists: 'use' }), {
			getkeys: { stores: [1] },
		});
		expect(message).toMatch(/not understood/);
		expect(description).not.toMatch(/work is done|was created/);
		expect(sent('create')).toEqual([]);
	});

	test('where every secret key is hidden, one pair is left, and what was done is told', async () => {
		let at = 0;
		const { description } = await answered(create('hg', 'shop'), {
			getkeys: () => (at++ === 0 ? shop(HIDDEN) : shop(HIDDEN, { accKey: `N${at}` })),
			generatekey: {},
		});
		expect(description).toContain('The account "shop" was created. Nobody can use "AK"');
		expect(sent('revokekey').map(({ accKey }) => accKey)).toEqual(['N2', 'N3']);
	});
});
