import { hasSecret, type KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import { sleepUnlessAborted } from '../api/backoff';
import type { waitSeconds } from '../fields/accessKeys';
import type { accessKey, hostGroup } from '../fields/common';
import { omitUndefined } from '../answers/omitUndefined';
import type { HostGroupValues, ResultItem, Task, TaskOf } from '../operation';
import { endpointWith, tryPair, type Trial } from '../s3/pairEndpoint';
import { accountOf, type OwnAccount } from './ownAccounts';

/** Between two tries, unless the time is nearly over. */
const PAUSE_MS = 2000;
const LEAST_PAUSE_MS = 100;

type TestTask = TaskOf<[typeof hostGroup, typeof accessKey], [typeof waitSeconds]>;

/** Access Key: Test. Opens the S3 endpoint with a pair, repeatedly while there is time to wait. */
export async function testAccessKey(task: TestTask): Promise<ResultItem[]> {
	const { hostGroup, accessKey, waitSeconds = 0 } = task.values;
	const { account, pair } = await accountOf(task, accessKey);
	const tryOnce = await trialOf(task, account, pair);
	const { works, reason } =
		waitSeconds > 0 ? await waitedFor(task, tryOnce, waitSeconds) : await tryOnce(task.signal);
	const { accountName } = account;
	return [{ json: omitUndefined({ works, reason, accessKey, accountName, hostGroup }) }];
}

type TryOnce = (signal?: AbortSignal) => Promise<Trial>;

/** Tries until the pair works or the time is over, which also ends the request on its way. */
async function waitedFor(task: TestTask, tryOnce: TryOnce, seconds: number): Promise<Trial> {
	const until = Date.now() + seconds * 1000;
	const limit = AbortSignal.timeout(seconds * 1000);
	const signal = AbortSignal.any([limit, ...(task.signal ? [task.signal] : [])]);
	let before: Trial | undefined;
	for (;;) {
		const trial = await tryOnce(signal);
		if (trial.works) return trial;
		if (limit.aborted) return before ?? noAnswerWithin(seconds);
		before = trial;
		// Ever shorter at the end, so that the last try is just before it.
		const pause = Math.min(PAUSE_MS, (until - Date.now()) / 2);
		if (pause < LEAST_PAUSE_MS || signal.aborted) return trial;
		await sleepUnlessAborted(pause, signal);
	}
}

const noAnswerWithin = (seconds: number): Trial => ({
	works: false,
	reason: `The S3 endpoint did not answer within the ${seconds} seconds of "Wait Until It Works"`,
});

/**
 * Prepares tries of a pair at the endpoint of its account.
 * @throws CallFailed where it cannot be tried
 */
export async function trialOf(
	task: Task<HostGroupValues>,
	{ endpoint }: OwnAccount,
	pair: KeyPair,
): Promise<TryOnce> {
	if (!hasSecret(pair)) {
		throw new CallFailed({
			message: `The access key "${pair.accessKey}" cannot be tested`,
			advice: 'The platform does not return its secret key, which is needed to sign the request.',
		});
	}
	const storage = await endpointWith(task, pair, endpoint);
	return async (signal) => await tryPair(storage, signal);
}
