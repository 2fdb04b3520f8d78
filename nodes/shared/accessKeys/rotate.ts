import type { accessKeyInUse } from '../fields/accessKeys';
import type { account, hostGroup } from '../fields/common';
import { omitUndefined } from '../answers/omitUndefined';
import type { ResultItem, TaskOf } from '../operation';
import { freshPair } from './freshPair';
import { pairsOf } from './newPair';
import { accountNamed, pairOf, unknownAccessKey, type OwnAccount } from './ownAccounts';
import { madeText, nothingDone, revokedText, withProgress, type Progress } from './progress';
import { revokeAllBut } from './revokePairs';

type RotateTask = TaskOf<[typeof hostGroup, typeof account, typeof accessKeyInUse]>;

/**
 * Access Key: Rotate. Makes room by revoking every pair but the one in use, and generates a new one. The
 * pair in use is never touched, so it may be repeated whatever became of it.
 */
export async function rotate(task: RotateTask): Promise<ResultItem[]> {
	const { hostGroup, accountName, accessKeyInUse: inUse } = task.values;
	const account = await accountInUse(task);
	const { endpoint, pairs: known } = account;
	const progress = nothingDone();
	try {
		await revokeAllBut(task, { ...account, accountName }, inUse, progress.revoked);
		const making = {
			make: async () => await task.call('s3.account.GenerateKey', { hostGroup, name: accountName }),
			look: async () => await pairsOf(task, accountName),
			...{ known, kept: [inUse] },
		};
		const { accessKey, secretKey } = await freshPair(task, making, progress);
		return [
			{
				json: omitUndefined({
					...{ accessKey, secretKey, endpoint, accessKeyInUse: inUse },
					...{ revoked: progress.revoked, accountName, hostGroup },
				}),
			},
		];
	} catch (error) {
		throw withProgress(error, `${toldOf(progress)} Run it again.`);
	}
}

/** The account, which must have the key in use. */
async function accountInUse(task: RotateTask): Promise<OwnAccount> {
	const { hostGroup, accountName, accessKeyInUse } = task.values;
	const found = await accountNamed(task, accountName);
	if (found && pairOf(found, accessKeyInUse)) return found;
	const account = `account "${accountName}"`;
	throw unknownAccessKey(
		accessKeyInUse,
		found
			? `the ${account} in the host group "${hostGroup}" does not have it`
			: `there is no ${account} in the host group "${hostGroup}"`,
	);
}

function toldOf(progress: Progress): string {
	const { revoked, mayBeMade } = progress;
	if (revoked.length === 0) return madeText(progress);
	const made = mayBeMade ? 'a new one may have been made' : 'no new one was made';
	return `${revokedText(revoked, 'spare access key')}; ${made}.`;
}
