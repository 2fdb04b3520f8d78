import {
	accountsOf,
	containersOf,
	keyPair,
	keyPairsOf,
	newPairAmong,
	read,
	UnexpectedAnswer,
	type Answer,
	type KeyPair,
} from '../answers';
import { CallFailed, isNotPermitted } from '../api/failures';
import type { accessKey, account, hostGroup } from '../fields/common';
import type { HostGroupValues, ResultItem, Task, TaskOf } from '../operation';
import { omitUndefined } from '../answers/omitUndefined';
import { quoted } from './progress';

const HOW_TO_READ =
	'Read the new one\'s secret key with Access Key: Get Many and "Include Secret Keys"; if it is hidden there, revoke the pair and generate another.';

/**
 * Makes a key pair and gives it. The platform may answer with all pairs of the account, the new one among
 * them, so those that there were before are read first; a token that may not read them goes without.
 * @throws CallFailed where it cannot be told which pair is new, or the platform hides its secret key
 */
async function newKeyPair(
	task: Task<HostGroupValues>,
	make: () => Promise<Answer>,
	{ account, replaced }: { account?: string; replaced?: string },
): Promise<ResultItem[]> {
	const known = await pairsBefore(task);
	const answer = await make();
	const pairs = keyPairsOf(answer);
	const pair = newPairAmong(pairs, known, replaced);
	if (!pair) throw new CallFailed(whichIsNew(pairs));
	const { accessKey, secretKey } = pair;
	if (secretKey === undefined) throw new CallFailed(secretIsHidden(accessKey));
	const { hostGroup } = task.values;
	const accountName = account ?? accountNameIn(answer);
	return [{ json: omitUndefined({ accessKey, secretKey, accountName, hostGroup }) }];
}

type GenerateTask = TaskOf<[typeof hostGroup, typeof account]>;
type RegenerateTask = TaskOf<[typeof hostGroup, typeof accessKey]>;

/** Access Key: Generate. */
export async function generateKeyPair(task: GenerateTask) {
	const { hostGroup, accountName: name } = task.values;
	const make = async () => await task.call('s3.account.GenerateKey', { hostGroup, name });
	return await newKeyPair(task, make, { account: name });
}

/** Access Key: Regenerate. */
export async function regenerateKeyPair(task: RegenerateTask) {
	const { hostGroup, accessKey: accKey } = task.values;
	const make = async () => await task.call('s3.account.RegenerateKeys', { hostGroup, accKey });
	return await newKeyPair(task, make, { replaced: accKey });
}

const accountNameIn = (answer: Answer) =>
	containersOf(answer)
		.map((container) => read(container, 'accountName'))
		.find((name) => typeof name === 'string');

/** The owner's key pairs; undefined where they cannot be read, since that is no reason not to make one. */
const pairsBefore = async (task: Task): Promise<KeyPair[] | undefined> =>
	await task
		.call('s3.account.GetKeys', {})
		.then(pairsIn)
		.catch(async (cause: unknown) =>
			cause instanceof UnexpectedAnswer || isNotPermitted(cause)
				? undefined
				: await Promise.reject(cause),
		);

const pairsIn = (answer: Answer) => accountsOf(answer).flatMap(({ keys }) => keys.map(keyPair));

const whichIsNew = (pairs: KeyPair[]) => ({
	message: `The work is done, but it cannot be told which key pair is new. Access keys that came: ${namesOf(pairs)}`,
	advice: `Compare them with those that you know before you revoke one. ${HOW_TO_READ} A token that permits s3.account.GetKeys lets the node compare by itself.`,
});

const secretIsHidden = (accessKey: string) => ({
	message: `The key pair "${accessKey}" was made, but the platform does not tell its secret key in its answer`,
	advice: HOW_TO_READ,
});

/** The first access keys, each once. */
const namesOf = (pairs: KeyPair[]) =>
	quoted([...new Set(pairs.map(({ accessKey }) => accessKey))].slice(0, 10));
