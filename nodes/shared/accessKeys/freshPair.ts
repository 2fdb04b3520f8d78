import {
	isUsablePair,
	keyPairsOf,
	newPairAmong,
	UnexpectedAnswer,
	type Answer,
	type KeyPair,
	type UsablePair,
} from '../answers';
import { CallFailed } from '../api/failures';
import type { HostGroupValues, Task } from '../operation';
import { assertInUse } from './ownAccounts';
import { quoted, type Progress } from './progress';
import { revokeUnusable } from './revokePairs';

/** The first, and once more where what it made was lost. */
const ATTEMPTS = 2;

/** How a pair is made, and told from others. */
export interface Making {
	/** Requests it. */
	make: () => Promise<Answer>;
	/** The pairs that there were before; undefined where they cannot be read, and nothing can be compared. */
	known?: KeyPair[];
	/** The pairs of the account as they are now. */
	look?: () => Promise<KeyPair[]>;
	/** Access keys that others may use: all must be there when a pair is revoked that nobody can use. */
	kept: string[];
	/** The access key of the pair that it replaces; it may stay, with another secret. */
	replaced?: string;
}

/**
 * Makes a pair that can be used. Where the answer is lost, or lacks the new pair or its secret key, the account's
 * pairs are read again: the new one among them is it. One that nobody can use is revoked, and making is tried once
 * more; the only pair of an account only after that, because platforms keep the last one.
 * @param progress is kept up to date for the failure, if there is one
 */
export async function freshPair(
	task: Task<HostGroupValues>,
	making: Making,
	progress: Progress,
): Promise<UsablePair> {
	const before = making.known && [...making.known];
	for (let attempt = 1; ; attempt++) {
		task.signal?.throwIfAborted();
		const outcome = await requested(making, before);
		if ('pair' in outcome) return await withoutUnusable(task, outcome.pair, progress);
		progress.mayBeMade = true;
		if (!making.look || !before) throw outcome.cause;
		task.signal?.throwIfAborted();
		const pairs = await making.look();
		const found = newOne(pairs, before, making.replaced);
		if (found && isUsablePair(found)) return await withoutUnusable(task, found, progress);
		const isLast = attempt === ATTEMPTS;
		if (!found) {
			// Done, the platform says, so that another would be one too many.
			if (!isLost(outcome.cause) || !isUntouched(pairs, making)) throw outcome.cause;
			progress.mayBeMade = progress.unusable.length > 0;
			if (isLast) throw withNothingMade(outcome.cause);
			continue;
		}
		if (making.replaced !== undefined) throw cannotBeUsed(found, HOW_TO_READ);
		before.push(found);
		for (const accessKey of making.kept) assertInUse({ pairs }, accessKey);
		if (pairs.length > 1) await revokeUnusable(task, found.accessKey, progress.revoked);
		else progress.unusable.push(found.accessKey);
		progress.mayBeMade = progress.unusable.length > 0;
		if (isLast) throw cannotBeUsed(found);
	}
}

/** Sends the request. @returns why there is no pair, or none that can be used, in its answer */
async function requested(
	{ make, replaced }: Making,
	known: KeyPair[] | undefined,
): Promise<{ pair: UsablePair } | { cause: unknown }> {
	return await make()
		.then((answer) => {
			const pairs = keyPairsOf(answer);
			const pair = newPairAmong(pairs, known, replaced);
			if (!pair) return { cause: whichIsNew(pairs) };
			return isUsablePair(pair) ? { pair } : { cause: cannotBeUsed(pair, HOW_TO_READ) };
		})
		.catch(async (cause: unknown) =>
			cause instanceof UnexpectedAnswer || isLost(cause) ? { cause } : await Promise.reject(cause),
		);
}

/** Whether nothing says that the platform did it. */
const isLost = (cause: unknown) =>
	cause instanceof CallFailed && cause.failure.mayHaveSucceeded === true;

/**
 * The pair that was not there before; undefined where none was made. It may be that of another run for the account
 * at the same time. If its secret key is readable, both get the same pair, which works for both.
 */
function newOne(pairs: KeyPair[], known: KeyPair[], replaced?: string): KeyPair | undefined {
	const found = newPairAmong(pairs, known, replaced);
	if (found) return found;
	const before = new Set(known.map(({ accessKey }) => accessKey));
	const others = pairs.filter(({ accessKey }) => !before.has(accessKey));
	if (others.length > 0) throw whichIsOurs(others);
	return undefined;
}

/** Whether a pair that was to be replaced is as it was: if its secret key is hidden, that is not known. */
function isUntouched(pairs: KeyPair[], { known = [], replaced }: Making): boolean {
	if (replaced === undefined) return true;
	const secretIn = (list: KeyPair[]) =>
		list.find(({ accessKey }) => accessKey === replaced)?.secretKey;
	const secret = secretIn(pairs);
	return secret !== undefined && secret === secretIn(known);
}

/** Revokes what nobody can use, now that the account has another pair. */
async function withoutUnusable(
	task: Task<HostGroupValues>,
	pair: UsablePair,
	{ unusable, revoked }: Progress,
): Promise<UsablePair> {
	for (const accessKey of unusable.splice(0)) {
		await revokeUnusable(task, accessKey, revoked).catch(() => {
			task.hint(
				`The access key "${accessKey}" could not be revoked. Nobody knows its secret key, so revoke it with Access Key: Revoke.`,
				'warning',
			);
		});
	}
	return pair;
}

const whichIsOurs = (pairs: KeyPair[]) =>
	new CallFailed({
		message: `It cannot be told which access key is new: ${namesOf(pairs)}`,
		advice: 'Another workflow may be making one for the same account.',
	});

const HOW_TO_READ =
	'Read the new one\'s secret key with Access Key: Get Many and "Include Secret Keys"; if it is hidden there, revoke the pair and generate another.';

const whichIsNew = (pairs: KeyPair[]) =>
	new CallFailed({
		message: `The work is done, but it cannot be told which key pair is new. Access keys that came: ${namesOf(pairs)}`,
		advice: `Compare them with those that you know before you revoke one. ${HOW_TO_READ} A token that permits s3.account.GetKeys lets the node compare by itself.`,
	});

const cannotBeUsed = ({ accessKey, secretKey }: KeyPair, advice = 'Ask the provider.') =>
	new CallFailed({
		message:
			secretKey === undefined
				? `The key pair "${accessKey}" was made, but the platform does not tell its secret key`
				: `The key pair "${accessKey}" was made, but the platform says that it is not enabled`,
		advice,
	});

/** The first access keys, each once. */
const namesOf = (pairs: KeyPair[]) =>
	quoted([...new Set(pairs.map(({ accessKey }) => accessKey))].slice(0, 10));

/** The failure of a lost answer, without its uncertainty: nothing was made. */
const withNothingMade = (cause: unknown) =>
	cause instanceof CallFailed
		? new CallFailed({ ...cause.failure, uncertainty: undefined })
		: cause;
