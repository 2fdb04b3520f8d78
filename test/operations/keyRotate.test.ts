import '../support/quickRetries';
import { inspect } from 'node:util';
import type { Fault } from '../../sandbox/platform';
import { makeAccount, methodsSent, pairsNow, rotation } from '../support/rotation';
import { useSandbox } from '../support/world';

// Access Key: Rotate against faults: the key in use works at every moment, there are at most two pairs, and the
// caller gets a pair that was not there before.

const GENERATE = 's3.account.GenerateKey';
const REVOKE = 's3.account.RevokeKey';
const GET = 's3.account.GetKeys';

/** Hits every request of its kind but the first two: before and after a revocation. */
const laterOnes = (fault: Fault): Fault => {
	let seen = 0;
	return { ...fault, times: Infinity, match: () => ++seen > 2 };
};

const hidden = (method: string, times = Infinity): Fault => ({
	...{ kind: 'hiddenSecrets', method, times },
});

/** What happens, the faults that make it, and how many pairs are generated for that. */
const HEALED: Array<[string, () => Fault[], number]> = [
	['nothing', () => [], 1],
	['Generate is lost before the work', () => [{ kind: 'dropBefore', method: GENERATE }], 2],
	['Generate is lost after the work', () => [{ kind: 'dropAfter', method: GENERATE }], 1],
	['Generate is cut in half', () => [{ kind: 'truncatedJson', method: GENERATE }], 1],
	['Generate answers nothing', () => [{ kind: 'emptyAnswer', method: GENERATE }], 1],
	['Generate answers something else', () => [{ kind: 'foreignList', method: GENERATE }], 1],
	['a gateway answers Generate', () => [{ kind: 'badGateway', method: GENERATE }], 2],
	['Generate fails for the moment', () => [{ kind: 'code', code: 99, method: GENERATE }], 2],
	['Generate is refused for the moment', () => [{ kind: 'status', method: GENERATE }], 2],
	['Generate hides the secret key once', () => [hidden(GENERATE, 1)], 1],
	['Generate hides every secret key', () => [hidden(GENERATE)], 1],
	['only Generate tells secret keys', () => [hidden(GET)], 1],
	['that, and Generate is lost', () => [hidden(GET), { kind: 'dropAfter', method: GENERATE }], 2],
	['GetKeys is lost', () => [{ kind: 'dropBefore', method: GET }], 1],
	['Revoke is lost before the work', () => [{ kind: 'dropBefore', method: REVOKE }], 1],
	['Revoke is lost after the work', () => [{ kind: 'dropAfter', method: REVOKE }], 1],
];

describe.each([false, true])('all pairs in one answer: %j', (answersAllPairs) => {
	const { sandbox, run, must } = useSandbox({ answersAllPairs });

	describe.each([false, true])('a spare pair: %j', (spare) => {
		test.each(HEALED)('%s', async (_, faults, generated) => {
			const before = await makeAccount(sandbox(), { spare });
			const { hostGroup, account, inUse } = before;
			for (const fault of faults()) sandbox().faults.add(fault);

			const json = await must(rotation(hostGroup, account, inUse));

			const now = await pairsNow(sandbox(), before);
			const [accessKey] = Object.keys(now).filter((key) => key !== inUse);
			expect(Object.keys(now).sort()).toEqual([accessKey, inUse].sort());
			expect(before.secrets).not.toHaveProperty(accessKey);
			expect(json).toEqual([
				{
					...{ accessKey, secretKey: now[accessKey], accessKeyInUse: inUse },
					endpoint: sandbox().endpoints[hostGroup],
					...{ revoked: expect.any(Array), accountName: account, hostGroup },
				},
			]);
			const revoked = json[0].revoked as string[];
			expect(revoked.slice(0, spare ? 1 : 0)).toEqual(spare ? [before.spare] : []);
			for (const key of revoked) expect(now).not.toHaveProperty(key);
			expect(methodsSent(sandbox()).filter((name) => name === 'GenerateKey')).toHaveLength(
				generated,
			);
		});
	});

	test('the fields come in the order in which they are read', async () => {
		const { hostGroup, account, inUse } = await makeAccount(sandbox(), { spare: true });
		const [json] = await must(rotation(hostGroup, account, inUse));
		expect(Object.keys(json)).toEqual([
			...['accessKey', 'secretKey', 'endpoint', 'accessKeyInUse', 'revoked'],
			...['accountName', 'hostGroup'],
		]);
		expect(methodsSent(sandbox())).toEqual(['GetKeys', 'RevokeKey', 'GetKeys', 'GenerateKey']);
	});

	test('repeated, it replaces the pair that it made', async () => {
		const before = await makeAccount(sandbox());
		const { hostGroup, account, inUse } = before;
		const [first] = await must(rotation(hostGroup, account, inUse));
		const [second] = await must(rotation(hostGroup, account, inUse));
		expect(second.revoked).toEqual([first.accessKey]);
		expect(Object.keys(await pairsNow(sandbox(), before)).sort()).toEqual(
			[inUse, second.accessKey].sort(),
		);
	});

	/** What happens, the faults that make it, the message, and the end of what is advised. */
	const FAILED: Array<[string, () => Fault[], RegExp, RegExp]> = [
		[
			'Generate is always lost before the work',
			() => [{ kind: 'dropBefore', method: GENERATE, times: Infinity }],
			/./,
			/The spare access key "\w+" was revoked; no new one was made\. Run it again\.$/,
		],
		[
			'Generate is always lost, and secret keys are hidden',
			() => [hidden(GET), { kind: 'dropAfter', method: GENERATE, times: Infinity }],
			/^The key pair "\w+" was made, but the platform does not tell its secret key$/,
			/The spare access keys ("\w+"(, )?){3} were revoked; no new one was made\. Run it again\.$/,
		],
		[
			'Generate is refused',
			() => [{ kind: 'code', code: 2338, text: 'quota', method: GENERATE }],
			/^A quota of the platform account is reached$/,
			/The spare access key "\w+" was revoked; no new one was made\. Run it again\.$/,
		],
		[
			'the pairs cannot be read after a lost Generate',
			() => [
				{ kind: 'dropAfter', method: GENERATE },
				laterOnes({ kind: 'code', code: 4099, method: GET }),
			],
			/^The platform answered with a failure$/,
			/The spare access key "\w+" was revoked; a new one may have been made\. Run it again\.$/,
		],
		[
			'they are not understood then',
			() => [
				{ kind: 'dropAfter', method: GENERATE },
				laterOnes({ kind: 'foreignList', method: GET }),
			],
			/not understood: the list of accounts is missing/,
			/The spare access key "\w+" was revoked; a new one may have been made\. Run it again\.$/,
		],
		[
			'Revoke is refused',
			() => [{ kind: 'code', code: 4099, method: REVOKE }],
			/^The platform answered with a failure$/,
			/\. No new access key was made\. Run it again\.$/,
		],
	];

	test.each(FAILED)('fails: %s', async (_, faults, message, advice) => {
		const before = await makeAccount(sandbox(), { spare: true });
		const { hostGroup, account, inUse } = before;
		for (const fault of faults()) sandbox().faults.add(fault);

		const { error, json, run: whole } = await run(rotation(hostGroup, account, inUse));

		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
		expect(error?.description).not.toMatch(/may have done it all the same|The work is done/);
		expect(json).toEqual([]);
		expect(await pairsNow(sandbox(), before)).toHaveProperty(inUse);
		for (const secret of Object.values(before.secrets)) {
			expect(inspect(whole, { depth: 12 })).not.toContain(secret);
		}

		sandbox().faults.clear();
		const [made] = await must(rotation(hostGroup, account, inUse));
		expect(Object.keys(await pairsNow(sandbox(), before)).sort()).toEqual(
			[inUse, made.accessKey].sort(),
		);
	});

	const UNKNOWN: Array<[string, (inUse: string, account: string) => [string, string], RegExp]> = [
		['no such key', (_, account) => ['nope', account], /^Unknown access key "nope": the account/],
		['no such account', (inUse) => [inUse, 'nobody'], /: there is no account "nobody"/],
		['a part of the key', (inUse, account) => [inUse.slice(0, -1), account], /does not have it$/],
		['in small letters', (inUse, account) => [inUse.toLowerCase(), account], /not have it$/],
		['a part of the account', (inUse, account) => [inUse, account.slice(0, -1)], /no account/],
	];

	test.each(UNKNOWN)('changes nothing for an unknown key: %s', async (_, wrong, message) => {
		const before = await makeAccount(sandbox(), { spare: true });
		const { hostGroup, account } = before;
		const [inUse, name] = wrong(before.inUse, account);

		const { error } = await run(rotation(hostGroup, name, inUse));

		expect(error?.message).toMatch(/^Unknown access key "/);
		expect(error?.message).toMatch(message);
		expect(methodsSent(sandbox())).toEqual(['GetKeys']);
		expect(await pairsNow(sandbox(), before)).toEqual(before.secrets);
	});

	test("another account's key, or another host group's, is unknown too", async () => {
		const before = await makeAccount(sandbox(), { spare: true });
		const other = await makeAccount(sandbox());
		const elsewhere = sandbox().hostGroups[1];
		const wrong = [
			rotation(before.hostGroup, before.account, other.inUse),
			rotation(elsewhere, before.account, before.inUse),
		];
		for (const parameters of wrong) {
			const { error } = await run(parameters);
			expect(error?.message).toMatch(/^Unknown access key "/);
		}
		expect(await pairsNow(sandbox(), before)).toEqual(before.secrets);
	});

	test('a platform that refuses is not called an unknown key', async () => {
		const { hostGroup, account, inUse } = await makeAccount(sandbox());
		const { error } = await run(rotation(hostGroup, account, inUse), {
			credential: { host: sandbox().url, token: sandbox().tokens.buckets },
		});
		expect(error?.message).toBe('The access token lacks the permission s3.account.GetKeys');
	});

	test.each([
		[REVOKE, ['GetKeys', 'RevokeKey']],
		[GENERATE, ['GetKeys', 'RevokeKey', 'GetKeys', 'GenerateKey']],
	])('canceled while %s is on its way, it starts nothing more', async (method, sent) => {
		const before = await makeAccount(sandbox(), { spare: true });
		const { hostGroup, account, inUse } = before;
		sandbox().faults.add({ kind: 'latency', ms: 300, method });
		const isOnItsWay = () => sandbox().requests.some(({ apiMethod }) => apiMethod === method);
		const { run: whole } = await run(rotation(hostGroup, account, inUse), {
			whenStarted: (cancel) => {
				const looking = setInterval(() => {
					if (!isOnItsWay()) return;
					clearInterval(looking);
					cancel();
				}, 5);
			},
		});
		expect(whole.status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 500));
		expect(methodsSent(sandbox())).toEqual(sent);
		expect(await pairsNow(sandbox(), before)).toHaveProperty(inUse);
	});

	test.each([0, 30])('two callers at once, answers after %i ms', async (latency) => {
		sandbox().setLatency(latency);
		const before = await makeAccount(sandbox(), { spare: true });
		const { hostGroup, account, inUse } = before;
		const rotate = async () => await run(rotation(hostGroup, account, inUse));

		const results = await Promise.all([rotate(), rotate()]);

		const now = await pairsNow(sandbox(), before);
		expect(now[inUse]).toBe(before.secrets[inUse]);
		expect(Object.keys(now)).toHaveLength(2);
		const given = results.flatMap(({ json }) => json.map(({ accessKey }) => String(accessKey)));
		expect(given).toContain(Object.keys(now).find((key) => key !== inUse));
		for (const key of given) expect(before.secrets).not.toHaveProperty(key);
	});
});
