import type { accessKeyInUse } from '../fields/accessKeys';
import type { account, hostGroup } from '../fields/common';
import { omitUndefined } from '../answers/omitUndefined';
import type { ResultItem, TaskOf } from '../operation';
import { freshPair } from './freshPair';
import { accountNamed, pairOf, unknownAccessKey, type OwnAccount } from './ownAccounts';
import { nothingDone, revokedText, withProgress, type Progress } from './progress';
import { otherKeys, revokePairs } from './revokePairs';

type RotateTask = TaskOf<[typeof hostGroup, typeof account, typeof accessKeyInUse]>;

/**
 * Access Key: Rotate. Makes room by revoking every pair but the one in use, and generates a new one. The
 * pair in use is never touched, so it may be repeated whatever became of it.
 */
export async function rotate(task: RotateTask): Promise<ResultItem[]> {
	const { hostGroup, accountName, accessKeyInUse: inUse } = task.values;
	const { endpoint, pairs } = await accountInUse(task);
	const progress = nothingDone();
	try {
		await revokePairs(task, otherKeys(pairs, inUse), progress.revoked);
		const pair = await freshPair(task, { accountName, known: pairs, inUse }, progress);
		const { accessKey, secretKey } = pair;
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

function toldOf({ revoked, mayBeMade }: Progress): string {
	const made = mayBeMade ? 'a new one may have been made' : 'no new one was made';
	if (revoked.length > 0) return `${revokedText(revoked, 'spare access key')}; ${made}.`;
	return mayBeMade ? 'A new access key may have been made.' : 'No new access key was made.';
}
