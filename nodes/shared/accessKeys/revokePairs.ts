import type { KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { accountWith } from './ownAccounts';

/** The access keys of all pairs but one. */
export const otherKeys = (pairs: KeyPair[], kept: string): string[] =>
	pairs.map(({ accessKey }) => accessKey).filter((accessKey) => accessKey !== kept);

/**
 * Revokes pairs, one after another.
 * @param revoked gets each access key once its pair is revoked, so that a failure can name them
 */
export async function revokePairs(
	task: Task<HostGroupValues>,
	accessKeys: string[],
	revoked: string[],
): Promise<void> {
	const { hostGroup } = task.values;
	for (const accKey of accessKeys) {
		task.signal?.throwIfAborted();
		await task.call('s3.account.RevokeKey', { hostGroup, accKey }).then(
			() => revoked.push(accKey),
			async (error: unknown) => {
				// Somebody else may have revoked it since the pairs were read, which is what was wanted.
				const isGone = error instanceof CallFailed && error.failure.notFound;
				if (!isGone || (await accountWith(task, accKey))) throw error;
			},
		);
	}
}
