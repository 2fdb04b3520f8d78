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
import type { Operation, ResultItem, Task } from '../operation';
import { omitUndefined } from '../items';

const HOW_TO_READ =
	'Read the new one\'s secret key with Key: Get Many and "Include Secret Keys"; if it is hidden there, revoke the pair and generate another.';

/**
 * Makes a key pair and gives it. The platform may answer with all pairs of the account, the new one among
 * them, so those that there were before are read first; a token that may not read them goes without.
 * @throws CallFailed where it cannot be told which pair is new, or the platform hides its secret key
 */
export const newKeyPair =
	(method: Operation['methods'][0]) =>
	async (task: Task): Promise<ResultItem[]> => {
		const { parameters, named } = task;
		const known = await pairsBefore(task);
		const answer = await task.call(method);
		const pairs = keyPairsOf(answer);
		const pair = newPairAmong(pairs, known, parameters.accKey?.toString());
		if (!pair) throw new CallFailed(whichIsNew(pairs));
		const { accKey, secretKey } = pair;
		if (secretKey === undefined) throw new CallFailed(secretIsHidden(accKey));
		const name = named.name ?? accountNameIn(answer);
		return [{ json: omitUndefined({ hostGroup: named.hostGroup, name, accKey, secretKey }) }];
	};

const accountNameIn = (answer: Answer) =>
	containersOf(answer)
		.map((container) => read(container, 'accountName'))
		.find((name) => typeof name === 'string');

/** What GetKeys is not asked by. */
const NOT_SENT = { hostGroup: undefined, name: undefined, accKey: undefined };

/** The owner's key pairs; undefined where they cannot be read, since that is no reason not to make one. */
const pairsBefore = async (task: Task): Promise<KeyPair[] | undefined> =>
	await task
		.call('s3.account.GetKeys', NOT_SENT)
		.then(pairsIn)
		.catch(async (cause: unknown) =>
			cause instanceof UnexpectedAnswer || isNotPermitted(cause)
				? undefined
				: await Promise.reject(cause),
		);

const pairsIn = (answer: Answer) => accountsOf(answer).flatMap(({ keys }) => keys.map(keyPair));

const whichIsNew = (pairs: KeyPair[]) => ({
	message: `The work is done, but it cannot be told which key pair is new. Access keys that came: ${quoted(pairs)}`,
	advice: `Compare them with those that you know before you revoke one. ${HOW_TO_READ} A token that permits s3.account.GetKeys lets the node compare by itself.`,
});

const secretIsHidden = (accKey: string) => ({
	message: `The key pair "${accKey}" was made, but the platform does not tell its secret key in its answer`,
	advice: HOW_TO_READ,
});

const quoted = (pairs: KeyPair[]) =>
	[...new Set(pairs.map(({ accKey }) => `"${accKey}"`))].slice(0, 10).join(', ');
