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
		const [json] = await must(create(hostGroup, account, { ifExists: 'use' }));
		expect(json).toMatchObject({ accessKey: inUse, secretKey: secrets[inUse], created: false });
		expect(methodsSent(sandbox())).toEqual(['GetKeys']);
		const bare = await must(create(hostGroup, account, { ifExists: 'use', ...WITHOUT_KEY }));
		expect(bare).toEqual([{ accountName: account, created: false, hostGroup }]);
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
		const repeated = create(hostGroup, account, { ifExists: 'use' });
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
	expect(error?.description).toMatch(/"If It Already Exists" set to "Use It"\.$/);
});

describe('what the platform tells', () => {
	const { run: answered, sent } = useAnswers();
	const PAIR = { accKey: 'AK', secretKey: 'the-secret' };
	const HIDDEN = { accKey: 'AK', secretKey: '***' };
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
		['no pair was made, and Generate answers nothing', {}, shop(), {}, '', 2],
	];

	test.each(GIVEN)('%s', async (_, create_, getkeys, generatekey, accessKey, generated) => {
		const { json, message } = await answered(create('hg', 'shop'), {
			...{ create: create_, getkeys, generatekey },
		});
		expect(json.map((one) => one.accessKey)).toEqual(accessKey ? [accessKey] : []);
		expect(message === undefined).toBe(accessKey !== '');
		expect(sent('generatekey')).toHaveLength(generated);
	});

	test('no pair is made beside one whose secret key is hidden', async () => {
		const { message, description } = await answered(create('hg', 'shop'), {
			getkeys: shop(HIDDEN),
		});
		expect(message).toBe('The platform does not return the secret key of the access key "AK"');
		expect(description).toContain('The account "shop" was created.');
		expect(sent('generatekey')).toEqual([]);
	});

	test('an answer that is not understood is not taken for work that is done', async () => {
		const { message, description } = await answered(create('hg', 'shop', { ifExists: 'use' }), {
			getkeys: { stores: [1] },
		});
		expect(message).toMatch(/not understood/);
		expect(description).not.toMatch(/work is done|was created/);
		expect(sent('create')).toEqual([]);
	});

	test('a pair that may have been made is not revoked, and is told', async () => {
		let at = 0;
		const { description } = await answered(create('hg', 'shop'), {
			getkeys: () => (at++ === 0 ? shop() : shop(HIDDEN)),
			generatekey: { object: HIDDEN },
		});
		expect(description).toContain(
			'The account "shop" was created. An access key may have been gen',
		);
		expect(sent('revokekey')).toEqual([]);
	});
});
