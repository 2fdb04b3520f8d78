import type { KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import type { accessKeyToKeep, testFirst } from '../fields/accessKeys';
import type { hostGroup } from '../fields/common';
import type { ResultItem, TaskOf } from '../operation';
import { accountOf, assertInUse, type OwnAccount } from './ownAccounts';
import { nothingDone, revokedText, withProgress } from './progress';
import { revokeAllBut } from './revokePairs';
import { trialOf } from './testAccessKey';

type RevokeOthersTask = TaskOf<[typeof hostGroup, typeof accessKeyToKeep], [typeof testFirst]>;

/** Access Key: Revoke Others. Revokes every other pair of the account that has the key. */
export async function revokeOthers(task: RevokeOthersTask): Promise<ResultItem[]> {
	const { hostGroup, accessKey } = task.values;
	const { accountName, ...account } = await accountToKeepFor(task);
	if (accountName === undefined) throw accountUntold(accessKey);
	const { revoked } = nothingDone();
	try {
		await revokeAllBut(task, { accountName, ...account }, accessKey, revoked);
	} catch (error) {
		const done = revoked.length > 0 ? `${revokedText(revoked, 'access key')}. ` : '';
		throw withProgress(error, `${done}Run it again.`);
	}
	return [{ json: { accessKey, accountName, revoked, hostGroup } }];
}

/** The account whose other pairs go. A test takes a while, so that the account is looked at again after it. */
async function accountToKeepFor(task: RevokeOthersTask): Promise<OwnAccount> {
	const { accessKey, testFirst = false } = task.values;
	const { account, pair } = await accountOf(task, accessKey);
	assertInUse(account, accessKey);
	if (!testFirst) return account;
	await mustWork(task, account, pair);
	return (await accountOf(task, accessKey)).account;
}

const accountUntold = (accessKey: string) =>
	new CallFailed({
		message: `The platform does not say which account has the access key "${accessKey}"`,
		advice: 'Nothing was revoked. Revoke the others with Access Key: Revoke.',
	});

/** @throws CallFailed where the endpoint does not accept the pair */
async function mustWork(task: RevokeOthersTask, account: OwnAccount, pair: KeyPair) {
	const { works, reason, advice } = await (await trialOf(task, account, pair))(task.signal);
	if (works) return;
	throw new CallFailed({
		message: `The access key "${pair.accessKey}" does not work, so no other was revoked`,
		advice: [`${reason}.`, advice, 'Try again when it works; Access Key: Test can wait for that.']
			.filter(Boolean)
			.join(' '),
	});
}
