import type { Fault } from '../../platform';
import { answered, type Checks, type Context, holds, same } from './check';
import type { RotatedAccount } from './rotatedAccount';

const GENERATE = 's3.account.GenerateKey';
const REVOKE = 's3.account.RevokeKey';
const GET = 's3.account.GetKeys';

const hidden = (method: string): Fault => ({ kind: 'hiddenSecrets', method, times: Infinity });

/** Faults that one call of "rotate" gets over. */
const HEALED: Array<[what: string, faults: Fault[]]> = [
	['Generate lost before the work', [{ kind: 'dropBefore', method: GENERATE }]],
	['Generate lost after the work', [{ kind: 'dropAfter', method: GENERATE }]],
	['Revoke lost before the work', [{ kind: 'dropBefore', method: REVOKE }]],
	['Revoke lost after the work', [{ kind: 'dropAfter', method: REVOKE }]],
	['a Generate that hides the secret key', [hidden(GENERATE)]],
	['a lost pair that hides its secret key', [hidden(GET), { kind: 'dropAfter', method: GENERATE }]],
];

/** "rotate" while the platform fails: each with a spare pair, and without. */
export function rotationFaults({ sandbox }: Context, account: RotatedAccount): Checks {
	/** With a spare pair, which the checks before leave, then without. */
	const twice = async (faults: Fault[], call: () => Promise<void>) => {
		for (const hasSpare of [true, false]) {
			if (!hasSpare) await account.removeSpare();
			for (const fault of faults) sandbox.faults.add(fault);
			await call().finally(() => sandbox.faults.clear());
		}
		return 'with a spare pair and without: the one in use works, keys at most 2';
	};
	const rotate = async () => void (account.second = await account.rotated());

	const healed = HEALED.map(([what, faults]) => [
		`rotate heals ${what}`,
		() => twice(faults, rotate),
	]);
	return {
		...(Object.fromEntries(healed) as Checks),
		'rotate tells the new pair where all pairs come in one answer': async () => {
			sandbox.answerAllPairs(true);
			return await twice([], rotate).finally(() => sandbox.answerAllPairs(false));
		},
		'rotate fails where every secret key is hidden, and repeating it heals': async () => {
			const seen = await twice([hidden(GENERATE), hidden(GET)], async () => {
				answered(await account.rotate(), 502);
				const keys = await account.keys();
				const isKept = keys.includes(account.inUse.accKey) && keys.length <= 2;
				holds(isKept, `keys ${keys}`);
				same(await account.tryPair(account.inUse), 'stored', 'the pair in use');
			});
			await rotate();
			return `HTTP 502, ${seen}; then 200`;
		},
	};
}
