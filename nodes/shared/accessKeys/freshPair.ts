import { keyPairsOf, newPairAmong, UnexpectedAnswer, type KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { accountNamed } from './ownAccounts';
import { quoted, type Progress } from './progress';
import { revokePairs } from './revokePairs';

/** A pair that can be used. */
export type ToldPair = Required<KeyPair>;

export const isTold = (pair: KeyPair): pair is ToldPair => pair.secretKey !== undefined;

/** The first, and once more where what it made was lost. */
const ATTEMPTS = 2;

interface Wanted {
	accountName: string;
	/** The pairs that there were before. */
	known: KeyPair[];
	/** The access key of the pair that is used meanwhile, if there is one. */
	inUse?: string;
}

/**
 * Generates a pair that can be used. Where the answer is lost, or lacks the new pair or its secret key, the
 * account's pairs are read again: the new one among them is it. If its secret key cannot be read, it is
 * revoked (beside a pair in use, which leaves room for one), and generating is tried once more.
 * @param progress is kept up to date for the failure, if there is one
 */
export async function freshPair(
	task: Task<HostGroupValues>,
	{ known, ...wanted }: Wanted,
	progress: Progress,
): Promise<ToldPair> {
	const before = [...known];
	for (let attempt = 1; ; attempt++) {
		task.signal?.throwIfAborted();
		const outcome = await generate(task, wanted.accountName, before);
		if ('pair' in outcome) return outcome.pair;
		progress.mayBeMade = true;
		task.signal?.throwIfAborted();
		const found = await newPairNow(task, { ...wanted, known: before });
		if (found && isTold(found)) return found;
		const isRevoked = wanted.inUse !== undefined;
		if (found && isRevoked) await revokePairs(task, [found.accessKey], progress.revoked);
		if (found) before.push(found);
		progress.mayBeMade = !isRevoked && before.length > known.length;
		if (attempt === ATTEMPTS) throw found ? secretIsHidden() : withNothingMade(outcome.cause);
	}
}

async function generate(
	task: Task<HostGroupValues>,
	name: string,
	known: KeyPair[],
): Promise<{ pair: ToldPair } | { cause: unknown }> {
	const { hostGroup } = task.values;
	return await task
		.call('s3.account.GenerateKey', { hostGroup, name })
		.then((answer) => {
			const pair = newPairAmong(keyPairsOf(answer), known);
			return pair && isTold(pair) ? { pair } : { cause: noNewPair() };
		})
		.catch((cause: unknown) => {
			if (!isLost(cause)) throw cause;
			return { cause };
		});
}

/** Whether a pair may have been made all the same. */
const isLost = (cause: unknown) =>
	cause instanceof UnexpectedAnswer ||
	(cause instanceof CallFailed && cause.failure.mayHaveSucceeded === true);

/**
 * The pair that was not there before; undefined where none was made. It may be that of another rotation of
 * the account at the same time. If its secret key is readable, both callers get the same pair, which works
 * for both. If not, it is going to be revoked, but only while the key in use exists: had the other caller
 * already revoked that one, this pair would be in use.
 */
async function newPairNow(
	task: Task<HostGroupValues>,
	{ accountName, known, inUse }: Wanted,
): Promise<KeyPair | undefined> {
	const pairs = (await accountNamed(task, accountName))?.pairs ?? [];
	const has = (list: KeyPair[], accessKey: string) =>
		list.some((pair) => pair.accessKey === accessKey);
	if (inUse !== undefined && !has(pairs, inUse)) throw inUseIsGone(inUse);
	const found = pairs.filter(({ accessKey }) => !has(known, accessKey));
	if (found.length > 1) throw whichIsOurs(found);
	return found[0];
}

const inUseIsGone = (accessKey: string) =>
	new CallFailed({
		message: `The access key in use, "${accessKey}", no longer exists`,
		advice: 'It was revoked while a new one was generated, perhaps by another rotation.',
	});

const whichIsOurs = (pairs: KeyPair[]) =>
	new CallFailed({
		message: `It cannot be told which access key is new: ${quoted(pairs.map(({ accessKey }) => accessKey))}`,
		advice: 'Another rotation of the same account may be running.',
	});

const secretIsHidden = () =>
	new CallFailed({
		message: 'The platform does not return the secret key of a new access key',
		advice: 'Without it, the access key cannot be used. Ask the provider of the platform.',
	});

const noNewPair = () =>
	new CallFailed({
		message: 'The platform did not return the new access key',
		advice: 'Report it to the provider of the platform.',
	});

/** The failure of a lost answer, without its uncertainty: nothing was made. */
const withNothingMade = (cause: unknown) =>
	cause instanceof CallFailed
		? new CallFailed({ ...cause.failure, uncertainty: undefined })
		: cause;
