import {
	accountsOf,
	containersOf,
	enabledOf,
	isEnabled,
	keyPair,
	read,
	UnexpectedAnswer,
	type Answer,
	type KeyPair,
} from '../answers';
import { isTrue } from '../answers/values';
import { CallFailed } from '../api/failures';
import { readBefore } from '../api/failures/describeError';
import type { HostGroupValues, Task } from '../operation';

/** An account of the owner's in the host group that is worked in. */
export interface OwnAccount {
	accountName?: string;
	endpoint?: string;
	/** Each once. */
	pairs: KeyPair[];
}

/**
 * The owner's accounts in a host group, by an answer to GetKeys. Where the platform names no host group, it is this one.
 * @throws UnexpectedAnswer where it lists only some of them: what is not there would seem new later
 */
export function accountsIn(answer: Answer, hostGroup: string): OwnAccount[] {
	if (containersOf(answer).some((container) => isTrue(read(container, 'isCutOff')))) {
		throw new UnexpectedAnswer('accounts', answer, 'is cut off');
	}
	const byName = new Map<string | undefined, Omit<OwnAccount, 'pairs'> & { pairs: PairsByKey }>();
	for (const account of accountsOf(answer)) {
		if ((account.hostGroup ?? hostGroup) !== hostGroup) continue;
		const { accountName, endpoint, keys, row } = account;
		const known = byName.get(accountName) ?? { accountName, endpoint, pairs: new Map() };
		byName.set(accountName, known);
		const isDisabled = enabledOf(row) === false;
		for (const pair of keys.map(keyPair)) {
			addPair(known.pairs, isDisabled ? { ...pair, enabled: false } : pair);
		}
	}
	return [...byName.values()].map(({ pairs, ...account }) => ({
		...account,
		pairs: [...pairs.values()],
	}));
}

type PairsByKey = Map<string, KeyPair>;

/** A pair that comes twice is one: what one row leaves out is in the other, and one that is disabled is. */
function addPair(pairs: PairsByKey, pair: KeyPair): void {
	const { accessKey, secretKey, enabled } = pairs.get(pair.accessKey) ?? pair;
	pairs.set(accessKey, {
		accessKey,
		secretKey: secretKey ?? pair.secretKey,
		enabled: isEnabled(enabled) ? pair.enabled : enabled,
	});
}

/** The owner's accounts in the host group, as they are now. */
async function ownAccounts(task: Task<HostGroupValues>): Promise<OwnAccount[]> {
	const answer = await task.call('s3.account.GetKeys', {});
	return readBefore(() => accountsIn(answer, task.values.hostGroup));
}

/** The account of this name; undefined where there is none. */
export async function accountNamed(
	task: Task<HostGroupValues>,
	name: string,
): Promise<OwnAccount | undefined> {
	return (await ownAccounts(task)).find(({ accountName }) => accountName === name);
}

/**
 * The account that has an access key, which must be known.
 * @throws CallFailed "Unknown access key …", or where several accounts have it
 */
export async function accountOf(
	task: Task<HostGroupValues>,
	accessKey: string,
): Promise<{ account: OwnAccount; pair: KeyPair }> {
	const found = (await ownAccounts(task)).filter((account) => pairOf(account, accessKey));
	if (found.length > 1) throw ofSeveralAccounts(accessKey, found);
	const [account] = found;
	const pair = account && pairOf(account, accessKey);
	if (pair) return { account, pair };
	const { hostGroup } = task.values;
	throw unknownAccessKey(accessKey, `no account in the host group "${hostGroup}" has it`);
}

/** The account's pair with this access key, compared exactly. */
export const pairOf = (
	{ pairs }: Pick<OwnAccount, 'pairs'>,
	accessKey: string,
): KeyPair | undefined => pairs.find((pair) => pair.accessKey === accessKey);

/**
 * That a pair which others use is still there, and not disabled, before another of its account is revoked: somebody
 * else may have revoked this one meanwhile.
 * @throws CallFailed
 */
export function assertInUse(account: Pick<OwnAccount, 'pairs'> | undefined, accessKey: string) {
	const pair = account && pairOf(account, accessKey);
	if (!pair) {
		throw new CallFailed({
			message: `The access key "${accessKey}" no longer exists`,
			advice:
				'It was revoked at the same time, perhaps by another workflow for the same account. Access Key: Get Many shows what is left.',
		});
	}
	if (isEnabled(pair.enabled)) return;
	const state = pair.enabled === false ? '' : ` Its state is "${String(pair.enabled)}".`;
	throw new CallFailed({
		message: `The platform says that the access key "${accessKey}" is not enabled`,
		advice: `No other access key of its account is revoked, since one of them may be the only one that works.${state} Enable it, or name one that is enabled; Access Key: Get Many shows which are.`,
	});
}

/** Callers distinguish a wrong key from a failed platform by the first three words, so those are a promise. */
export const unknownAccessKey = (accessKey: string, why: string) =>
	new CallFailed({
		message: `Unknown access key "${accessKey}": ${why}`,
		advice:
			'Nothing was changed. Check the access key, the account and the host group. Access Key: Get Many lists the access keys of every account.',
	});

const ofSeveralAccounts = (accessKey: string, accounts: OwnAccount[]) =>
	new CallFailed({
		message: `Several accounts have the access key "${accessKey}": ${accounts
			.slice(0, 10)
			.map(({ accountName = '?' }) => `"${accountName}"`)
			.join(', ')}`,
		advice: 'Nothing was changed. Ask the provider of the platform whose it is.',
	});
