import type { KeyPair } from '../answers';
import { CallFailed } from '../api/failures';
import { sleepUnlessAborted } from '../api/backoff';
import type { waitSeconds } from '../fields/accessKeys';
import type { accessKey, hostGroup } from '../fields/common';
import { omitUndefined } from '../answers/omitUndefined';
import type { HostGroupValues, ResultItem, Task, TaskOf } from '../operation';
import { endpointWith, tryPair, type Trial } from '../s3/pairEndpoint';
import { isTold } from './freshPair';
import { accountOf, type OwnAccount } from './ownAccounts';

/** Between two tries. */
const PAUSE_MS = 2000;

type TestTask = TaskOf<[typeof hostGroup, typeof accessKey], [typeof waitSeconds]>;

/** Access Key: Test. Opens the S3 endpoint with a pair, repeatedly while there is time to wait. */
export async function testAccessKey(task: TestTask): Promise<ResultItem[]> {
	const { hostGroup, accessKey, waitSeconds = 0 } = task.values;
	const until = Date.now() + waitSeconds * 1000;
	const { account, pair } = await accountOf(task, accessKey);
	const tryOnce = await trialOf(task, account, pair);
	for (;;) {
		const { works, reason } = await tryOnce();
		const left = until - Date.now();
		if (works || left <= 0 || task.signal?.aborted) {
			const { accountName } = account;
			return [{ json: omitUndefined({ works, reason, accessKey, accountName, hostGroup }) }];
		}
		await sleepUnlessAborted(Math.min(PAUSE_MS, left), task.signal);
	}
}

/**
 * Prepares tries of a pair at the endpoint of its account.
 * @throws CallFailed where it cannot be tried
 */
export async function trialOf(
	task: Task<HostGroupValues>,
	{ endpoint }: OwnAccount,
	pair: KeyPair,
): Promise<() => Promise<Trial>> {
	if (!isTold(pair)) {
		throw new CallFailed({
			message: `The access key "${pair.accessKey}" cannot be tested`,
			advice: 'The platform does not return its secret key, which is needed to sign the request.',
		});
	}
	const storage = await endpointWith(task, pair, endpoint);
	return async () => await tryPair(storage);
}
