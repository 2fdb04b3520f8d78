import type { KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import type { accessKeyToKeep, testFirst } from '../fields/accessKeys';
import type { hostGroup } from '../fields/common';
import type { ResultItem, TaskOf } from '../operation';
import { accountOf, type OwnAccount } from './ownAccounts';
import { nothingDone, revokedText, withProgress } from './progress';
import { otherKeys, revokePairs } from './revokePairs';
import { trialOf } from './testAccessKey';

type RevokeOthersTask = TaskOf<[typeof hostGroup, typeof accessKeyToKeep], [typeof testFirst]>;

/** Access Key: Revoke Others. Revokes every other pair of the account that has the key. */
export async function revokeOthers(task: RevokeOthersTask): Promise<ResultItem[]> {
	const { hostGroup, accessKey, testFirst = false } = task.values;
	const { account, pair } = await accountOf(task, accessKey);
	const { accountName, pairs } = account;
	if (accountName === undefined) throw accountUntold(accessKey);
	if (testFirst) await mustWork(task, account, pair);
	const { revoked } = nothingDone();
	try {
		await revokePairs(task, otherKeys(pairs, accessKey), revoked);
	} catch (error) {
		const done = revoked.length > 0 ? `${revokedText(revoked, 'access key')}. ` : '';
		throw withProgress(error, `${done}Run it again.`);
	}
	return [{ json: { accessKey, accountName, revoked, hostGroup } }];
}

const accountUntold = (accessKey: string) =>
	new CallFailed({
		message: `The platform does not say which account has the access key "${accessKey}"`,
		advice: 'Nothing was revoked. Revoke the others with Access Key: Revoke.',
	});

/** @throws CallFailed where the endpoint does not accept the pair */
async function mustWork(task: RevokeOthersTask, account: OwnAccount, pair: KeyPair) {
	const { works, reason, advice } = await (await trialOf(task, account, pair))();
	if (works) return;
	throw new CallFailed({
		message: `The access key "${pair.accessKey}" does not work, so no other was revoked`,
		advice: [`${reason}.`, advice, 'Try again when it works; Access Key: Test can wait for that.']
			.filter(Boolean)
			.join(' '),
	});
}
