import {
	containersOf,
	read,
	UnexpectedAnswer,
	type Answer,
	type KeyPair,
	type UsablePair,
} from '../answers';
import { isNotPermitted } from '../api/failures';
import { howToVerify } from '../api/methods';
import type { accessKey, account, hostGroup } from '../fields/common';
import type { HostGroupValues, ResultItem, Task, TaskOf } from '../operation';
import { omitUndefined } from '../answers/omitUndefined';
import { freshPair, type Making } from './freshPair';
import { accountNamed, accountsIn, pairOf, type OwnAccount } from './ownAccounts';
import { madeText, nothingDone, revokedText, withProgress, type Progress } from './progress';

type GenerateTask = TaskOf<[typeof hostGroup, typeof account]>;
type RegenerateTask = TaskOf<[typeof hostGroup, typeof accessKey]>;

/** Access Key: Generate. */
export async function generateKeyPair(task: GenerateTask): Promise<ResultItem[]> {
	const { hostGroup, accountName: name } = task.values;
	const accounts = await accountsBefore(task);
	const own = accounts?.find(({ accountName }) => accountName === name);
	const making: Making = {
		make: async () => await task.call('s3.account.GenerateKey', { hostGroup, name }),
		known: accounts?.flatMap(({ pairs }) => pairs),
		look: async () => await pairsOf(task, name),
		kept: own?.pairs.map(({ accessKey }) => accessKey) ?? [],
	};
	const pair = await made(task, making);
	return [item(task, pair, name)];
}

/** Access Key: Regenerate. What it made is found by the account's name, where the platform tells that. */
export async function regenerateKeyPair(task: RegenerateTask): Promise<ResultItem[]> {
	const { hostGroup, accessKey: accKey } = task.values;
	const accounts = await accountsBefore(task);
	const name = accounts?.find((account) => pairOf(account, accKey))?.accountName;
	let answered: string | undefined;
	const making: Making = {
		make: async () => {
			const answer = await task.call('s3.account.RegenerateKeys', { hostGroup, accKey });
			answered = accountNameIn(answer);
			return answer;
		},
		known: accounts?.flatMap(({ pairs }) => pairs),
		look: name === undefined ? undefined : async () => await pairsOf(task, name),
		kept: [],
		replaced: accKey,
	};
	const pair = await made(task, making);
	return [item(task, pair, answered)];
}

const item = (
	{ values: { hostGroup } }: Task<HostGroupValues>,
	{ accessKey, secretKey }: UsablePair,
	accountName?: string,
): ResultItem => ({ json: omitUndefined({ accessKey, secretKey, accountName, hostGroup }) });

async function made(task: Task<HostGroupValues>, making: Making): Promise<UsablePair> {
	const progress = nothingDone();
	// What nothing was compared with says itself what is not known.
	if (!making.look || !making.known) return await freshPair(task, making, progress);
	try {
		return await freshPair(task, making, progress);
	} catch (error) {
		throw withProgress(error, doneText(progress));
	}
}

/** What was done before a failure, and how to find out what is not known. */
function doneText(progress: Progress): string {
	const { revoked, mayBeMade } = progress;
	if (revoked.length > 0) return `${revokedText(revoked, 'unusable access key')}.`;
	return mayBeMade ? `${madeText(progress)} ${howToVerify('s3.account.GenerateKey')}` : '';
}

function accountNameIn(answer: Answer): string | undefined {
	const names = containersOf(answer).map((container) => read(container, 'accountName'));
	return names.find((name) => typeof name === 'string');
}

export const pairsOf = async (task: Task<HostGroupValues>, name: string): Promise<KeyPair[]> =>
	(await accountNamed(task, name))?.pairs ?? [];

/** The owner's accounts; undefined where they cannot be read, since that is no reason not to make a pair. */
const accountsBefore = async (task: Task<HostGroupValues>): Promise<OwnAccount[] | undefined> =>
	await task
		.call('s3.account.GetKeys', {})
		.then((answer) => accountsIn(answer, task.values.hostGroup))
		.catch(async (cause: unknown) =>
			cause instanceof UnexpectedAnswer || isNotPermitted(cause)
				? undefined
				: await Promise.reject(cause),
		);
