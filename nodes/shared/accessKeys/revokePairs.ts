import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { accountNamed, assertInUse, pairOf, type OwnAccount } from './ownAccounts';

/**
 * Revokes every pair of an account but one, one after another. The account is looked at between any two revocations
 * and after the last: two runs that keep different pairs would otherwise leave none, and both succeed.
 * @param account as it was found just now
 * @param revoked gets each access key once its pair is revoked, so that a failure can name them
 * @throws CallFailed where the pair to keep is gone or disabled
 */
export async function revokeAllBut(
	task: Task<HostGroupValues>,
	account: OwnAccount & { accountName: string },
	kept: string,
	revoked: string[],
): Promise<void> {
	assertInUse(account, kept);
	let now: OwnAccount | undefined = account;
	// A pair that was not there at first is somebody's new one.
	for (const { accessKey } of account.pairs) {
		if (accessKey === kept || !now || !pairOf(now, accessKey)) continue;
		task.signal?.throwIfAborted();
		const refusal = await revokePair(task, accessKey);
		if (!refusal) revoked.push(accessKey);
		now = await accountNamed(task, account.accountName);
		if (refusal && now && pairOf(now, accessKey)) throw refusal;
		assertInUse(now, kept);
	}
}

/** @returns the refusal where the pair is said not to exist: somebody else may have revoked it, which is what was wanted */
async function revokePair(
	task: Task<HostGroupValues>,
	accKey: string,
): Promise<CallFailed | undefined> {
	const { hostGroup } = task.values;
	return await task.call('s3.account.RevokeKey', { hostGroup, accKey }).then(
		() => undefined,
		async (error: unknown) =>
			error instanceof CallFailed && error.failure.notFound ? error : await Promise.reject(error),
	);
}

/** Revokes a pair that nobody can use. */
export async function revokeUnusable(
	task: Task<HostGroupValues>,
	accessKey: string,
	revoked: string[],
): Promise<void> {
	task.signal?.throwIfAborted();
	if (!(await revokePair(task, accessKey))) revoked.push(accessKey);
}
