import { answered, type CheckGroup, type Checks, holds, same } from './check';
import { RotatedAccount } from './rotatedAccount';
import { rotationFaults } from './rotationFaults';

const DENIED = { kind: 'code', code: 8, text: 'access denied' } as const;
const BILLING_REJECTED = { kind: 'code', code: 2223, text: 'rejected' } as const;

/** Invalid bodies for "rotate": each is refused and changes nothing. */
const REFUSED: Array<[what: string, status: number, body: object]> = [
	['a field missing', 502, {}],
	['an unknown key', 409, { accessKey: '0000000000000000XXXX' }],
	['a malformed key', 409, { accessKey: "'}} {{ 1 }}" }],
	['a key that is no text', 502, { accessKey: { '0': 'x' } }],
];

/** Two calls rotate an account's keys without a gap; repeated, wrong and broken calls do no harm. */
export const rotation: CheckGroup = {
	title: 'Example: webhook key rotation',
	checks: async (context) => {
		const { sandbox, secrets } = context;
		const account = await RotatedAccount.pick(context);
		const finish = async ({ accKey }: { accKey: string }) =>
			await account.finish({ accessKey: accKey });

		const refusals: Checks = {
			'a call without the header is refused': async () => {
				const before = await account.keys();
				const { status } = await account.rotate(undefined, {});
				same(status, 403, 'HTTP status');
				same(await account.keys(), before, 'keys');
				return `HTTP 403, keys ${before.length}, unchanged`;
			},
			...Object.fromEntries(
				REFUSED.map(([what, status, body]) => [
					`rotate with ${what} changes nothing`,
					() => account.unchanged(status, () => account.rotate(body)),
				]),
			),
			"rotate with the key of another account than the call's changes nothing": async () => {
				const { accKey: accessKey } = account.inUse;
				const rotate = () => account.rotate({ accessKey, accountName: 'webshop' });
				return await account.unchanged(409, rotate);
			},
		};

		const rotating: Checks = {
			'rotate makes a new pair beside the one in use, and both work': async () => {
				account.first = await account.rotated();
				return `keys before 1 (${account.inUse.accKey}), after 2 (and ${account.first.accKey})`;
			},
			'rotate repeated replaces the pair that it made before': async () => {
				account.second = await account.rotated();
				const { inUse, first, second } = account;
				return `keys before 2 (${inUse.accKey}, ${first.accKey}), after 2 (${inUse.accKey}, ${second.accKey})`;
			},
			'finish with the pair that was replaced changes nothing': () =>
				account.unchanged(409, () => finish(account.first)),
		};

		/** The platform fails in between: the answer names what was done, and a repeated call repairs it. */
		const failures: Checks = {
			'finish without a key changes nothing': () =>
				account.unchanged(502, () => account.finish({})),
			'rotate and finish answer when the platform fails': async () => {
				const failing = async (method: string, ...calls: Array<typeof account.rotate>) => {
					sandbox.faults.add({ method, times: 2, ...DENIED });
					for (const call of calls) seen = await account.unchanged(502, () => call());
				};
				let seen = '';
				const rotate = () => account.rotate();
				const finishSecond = () => finish(account.second);
				await failing('s3.account.GetKeys', finishSecond, rotate);
				await failing('s3.account.RevokeKey', rotate, finishSecond);
				return seen;
			},
			'finish with a pair that does not open the storage changes nothing': () => {
				const text = 'InvalidAccessKeyId: no';
				sandbox.faults.add({ method: 'ListBuckets', kind: 'code', status: 403, text });
				return account.unchanged(502, () => finish(account.second));
			},
			'rotate says what it did when generating fails, and repeating it heals': async () => {
				sandbox.faults.add({ method: 's3.account.GenerateKey', ...BILLING_REJECTED });
				const { body, status } = await account.rotate();
				answered({ body, status }, 502);
				const done = `The spare access key "${account.second.accKey}" was revoked; no new one was made.`;
				holds(String(body.error).includes(done), `the error "${String(body.error)}"`);
				same(await account.keys(), [account.inUse.accKey], 'keys');
				account.second = await account.rotated();
				return `HTTP 502 "${String(body.error)}", then 200`;
			},
		};

		const finishing: Checks = {
			'finish revokes the pair that was in use; the new one works on': async () => {
				const { inUse: old, second } = account;
				const answer = await finish(second);
				answered(answer, 200);
				same(answer.body.revoked, [old.accKey], 'revoked');
				same(await account.keys(), [second.accKey], 'keys');
				same(await account.tryPair(old), 'InvalidAccessKeyId', 'the revoked pair');
				same(await account.tryPair(second), 'stored', 'the new pair');
				account.inUse = second;
				return `keys before 2 (${old.accKey}, ${second.accKey}), after 1 (${second.accKey})`;
			},
			'finish repeated does nothing': () => account.unchanged(200, () => finish(account.second)),
			'calls at the same time are all answered and leave the pair in use alone': async () => {
				const answers = await Promise.all([1, 2, 3, 4].map(async () => await account.rotate()));
				for (const { body } of answers) {
					if (typeof body.secretKey === 'string') secrets.add(body.secretKey);
				}
				const statuses = answers.map(({ status }) => status).sort();
				const isAnswered = statuses.every((status) => [200, 502].includes(status));
				holds(isAnswered, `answers ${statuses}`);
				const keys = await account.keys();
				holds(keys.includes(account.inUse.accKey) && keys.length <= 2, `keys ${keys}`);
				same(await account.tryPair(account.inUse), 'stored', 'the pair in use');
				return `answers ${statuses.join(', ')}; keys ${keys.length}, the one in use among them`;
			},
		};
		return {
			...refusals,
			...rotating,
			...failures,
			...rotationFaults(context, account),
			...finishing,
		};
	},
};
