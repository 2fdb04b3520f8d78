import { accountsOf, keyPair, mergedByName, type KeyPair } from '../answers';
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
 * The owner's accounts in the host group, as they are now. Where the platform names no host group, it is this one.
 */
async function ownAccounts(task: Task<HostGroupValues>): Promise<OwnAccount[]> {
	const { hostGroup } = task.values;
	const answer = await task.call('s3.account.GetKeys', {});
	return readBefore(() => {
		const accounts = accountsOf(answer).filter((row) => (row.hostGroup ?? hostGroup) === hostGroup);
		return mergedByName(accounts).map(({ accountName, endpoint, keys }) => {
			const pairs = keys.map(keyPair).map((pair) => [pair.accessKey, pair] as const);
			return { accountName, endpoint, pairs: [...new Map(pairs).values()] };
		});
	});
}

/** The account of this name; undefined where there is none. */
export async function accountNamed(
	task: Task<HostGroupValues>,
	name: string,
): Promise<OwnAccount | undefined> {
	return (await ownAccounts(task)).find(({ accountName }) => accountName === name);
}

/** The account that has an access key; undefined where none has it. */
export async function accountWith(
	task: Task<HostGroupValues>,
	accessKey: string,
): Promise<OwnAccount | undefined> {
	return (await ownAccounts(task)).find((account) => pairOf(account, accessKey));
}

/**
 * As `accountWith`, of a key that must be known.
 * @throws CallFailed "Unknown access key …"
 */
export async function accountOf(
	task: Task<HostGroupValues>,
	accessKey: string,
): Promise<{ account: OwnAccount; pair: KeyPair }> {
	const account = await accountWith(task, accessKey);
	const pair = account && pairOf(account, accessKey);
	if (pair) return { account, pair };
	const { hostGroup } = task.values;
	throw unknownAccessKey(accessKey, `no account in the host group "${hostGroup}" has it`);
}

/** The account's pair with this access key, compared exactly. */
export const pairOf = ({ pairs }: OwnAccount, accessKey: string): KeyPair | undefined =>
	pairs.find((pair) => pair.accessKey === accessKey);

/** Callers distinguish a wrong key from a failed platform by the first three words, so those are a promise. */
export const unknownAccessKey = (accessKey: string, why: string) =>
	new CallFailed({
		message: `Unknown access key "${accessKey}": ${why}`,
		advice:
			'Nothing was changed. Check the access key, the account and the host group. Access Key: Get Many lists the access keys of every account.',
	});
