import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../sandbox/platform';
import { useAnswers } from '../support/answering';
import { makeAccount, methodsSent, onKey, pairsNow, type Rotated } from '../support/rotation';
import { useSandbox } from '../support/world';

// Access Key: Revoke Others leaves an account with one key, or as it was.

const { sandbox, run, must } = useSandbox();

const REVOKE = 's3.account.RevokeKey';
const revokeOthers = ({ hostGroup }: Rotated, accessKey: string, options: IDataObject = {}) =>
	onKey('revokeOthers', hostGroup, accessKey, options);

const DONE: Array<[string, IDataObject, Fault[]]> = [
	['', {}, []],
	['Test First', { testFirst: true }, []],
	['the endpoint refuses, and nobody tests', {}, [{ kind: 'code', method: 'ListBuckets' }]],
	['Revoke is lost before the work', {}, [{ kind: 'dropBefore', method: REVOKE }]],
	['Revoke is lost after the work', {}, [{ kind: 'dropAfter', method: REVOKE }]],
	['secret keys are hidden, and nobody tests', {}, [{ kind: 'hiddenSecrets' }]],
];

test.each(DONE)('revokes the other pair: %s', async (_, options, faults) => {
	const made = await makeAccount(sandbox(), { spare: true });
	const bystander = await makeAccount(sandbox(), { spare: true });
	const { inUse, spare = '', hostGroup, account: accountName } = made;
	for (const fault of faults) sandbox().faults.add(fault);

	const json = await must(revokeOthers(made, spare, options));

	expect(json).toEqual([{ accessKey: spare, accountName, revoked: [inUse], hostGroup }]);
	expect(Object.keys(json[0])).toEqual(['accessKey', 'accountName', 'revoked', 'hostGroup']);
	expect(await pairsNow(sandbox(), made)).toEqual({ [spare]: made.secrets[spare] });
	expect(await pairsNow(sandbox(), bystander)).toEqual(bystander.secrets);
	expect(methodsSent(sandbox()).includes('ListBuckets')).toBe(options.testFirst === true);

	expect(await must(revokeOthers(made, spare, options))).toEqual([
		{ accessKey: spare, accountName, revoked: [], hostGroup },
	]);
});

test.each(['nope', 'a part', 'elsewhere'])('an unknown key changes nothing: %s', async (which) => {
	const made = await makeAccount(sandbox(), { spare: true });
	const key = which === 'nope' ? 'nope' : which === 'a part' ? made.inUse.slice(0, -1) : made.inUse;
	const hostGroup = sandbox().hostGroups[which === 'elsewhere' ? 1 : 0];
	for (const options of [{}, { testFirst: true }]) {
		const { error } = await run(revokeOthers({ ...made, hostGroup }, key, options));
		expect(error?.message).toMatch(/^Unknown access key "/);
	}
	expect(methodsSent(sandbox())).toEqual(['GetKeys', 'GetKeys']);
	expect(await pairsNow(sandbox(), made)).toEqual(made.secrets);
});

const UNTESTED: Array<[Fault, RegExp]> = [
	[
		{ kind: 'code', method: 'ListBuckets', status: 403, text: 'InvalidAccessKeyId: no' },
		/ does not work, so no other was revoked$/,
	],
	[{ kind: 'dropBefore', method: 'ListBuckets', times: Infinity }, / does not work, so no other/],
	[{ kind: 'html200', method: 'ListBuckets', times: Infinity }, / does not work, so no other/],
	[{ kind: 'hiddenSecrets' }, / cannot be tested$/],
];

test.each(UNTESTED)('Test First: nothing is revoked after %j', async (fault, message) => {
	const made = await makeAccount(sandbox(), { spare: true });
	sandbox().faults.add(fault);
	const { error } = await run(revokeOthers(made, made.spare ?? '', { testFirst: true }));
	expect(error?.message).toMatch(message);
	expect(methodsSent(sandbox())).not.toContain('RevokeKey');
	expect(await pairsNow(sandbox(), made)).toEqual(made.secrets);
});

test('two callers that keep the same key', async () => {
	const made = await makeAccount(sandbox(), { spare: true });
	const { inUse, spare = '' } = made;
	sandbox().setLatency(20);
	const keep = async () => await must(revokeOthers(made, spare));
	const results = await Promise.all([keep(), keep()]);
	expect(results.flatMap(([{ revoked }]) => revoked)).toEqual([inUse]);
	expect(Object.keys(await pairsNow(sandbox(), made))).toEqual([spare]);
});

describe('what the platform tells', () => {
	const { run: answered, sent } = useAnswers();
	const keys = ['A', 'B', 'C'].map((accKey) => ({ accKey, secretKey: 's' }));
	const keep = onKey('revokeOthers', 'hg', 'A');

	test('a failure names what was revoked before it', async () => {
		const { message, description } = await answered(keep, {
			getkeys: { array: [{ hostGroup: 'hg', name: 'shop', keys }] },
			revokekey: ({ accKey }) => (accKey === 'C' ? { result: 4099, error: 'no' } : {}),
		});
		expect(message).toBe('The platform answered with a failure');
		expect(description).toMatch(/The access key "B" was revoked\. Run it again\.$/);
	});

	test('pairs whose account has no name stay', async () => {
		const { message } = await answered(keep, { getkeys: { array: keys } });
		expect(message).toBe('The platform does not say which account has the access key "A"');
		expect(sent('revokekey')).toEqual([]);
	});
});
