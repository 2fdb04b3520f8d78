import type { RequestRecord } from '../../../sandbox/platform';
import { CHOSEN, keysOf, type Outside } from '../../support/operations';
import type { Seen, Trial } from './provoke';
import type { Outcome } from './table';

/** The most requests for one call. */
const MOST = 4;

const GIVES_UP: Outcome[] = ['repeats', 'repeats?', 'detours'];
const COMPLETE: Outcome[] = ['done', 'detours', 'taken', 'twice', 'more'];

/** Whether all is done in the end. */
export const isComplete = (outcome: Outcome, { times }: Pick<Trial, 'times'>): boolean =>
	COMPLETE.includes(outcome) || ([...GIVES_UP, 'again'].includes(outcome) && times === 1);

/** How many requests of the kind that is hit must reach the sandbox. */
export function requestsExpected(outcome: Outcome, trial: Trial): number {
	const { request, fault, times } = trial;
	const all = request.times ?? 1;
	const begun = request.isEachSent ? all : 1;
	if (fault.name === 'expired certificate') return 0;
	if (outcome === 'done') return all;
	// After the new key pair, the account is read again for its endpoint.
	if (['again', 'twice', 'more'].includes(outcome)) return 2;
	// The page after the one whose token repeats is not requested.
	if (outcome === 'breaks') return (request.timesBefore ?? all) - 1;
	if (!GIVES_UP.includes(outcome)) return begun;
	if (times === 1) return all + 1;
	return (request.attempts ?? MOST) * begun;
}

/** The keys whose request failed for good. */
export function keysLost(outcome: Outcome, trial: Trial, { sent }: Seen): string[] {
	const { example, request, times } = trial;
	if (isComplete(outcome, trial)) return [];
	const isOneOfMany = times === 1 && request.times === CHOSEN.length;
	return isOneOfMany ? sent.slice(0, 1).map(keyIn) : keysOf(example);
}

/** The key that a request names: in its parameters, or in the path of the S3 endpoint. */
function keyIn({ server, params, path }: RequestRecord): string {
	if (server === 'platform') return params.srcKey ?? params.key;
	const [, , ...parts] = path.split('/');
	return decodeURIComponent(parts.join('/'));
}

/** What must be there afterwards. */
export function outsideExpected(outcome: Outcome, trial: Trial, seen: Seen): Outside {
	const { example, request, fault } = trial;
	const after = structuredClone(seen.before);
	const lost = keysLost(outcome, trial, seen);
	const keys = keysOf(example);
	const kept = keys.filter((key) => !lost.includes(key));
	const hit = example.requests.indexOf(request);
	const keysDone = (at: number): string[] => {
		if (outcome === 'taken') return [];
		if (outcome === 'breaks') {
			const isForEach = example.requests[at].times === keys.length;
			return isForEach ? keys.slice(0, workedBefore(trial)) : [];
		}
		if (isComplete(outcome, trial) || at < hit) return keys;
		if (at === hit) return fault.isWorkDone ? keys : kept;
		return request.isReported ? kept : [];
	};
	for (const [at, { does }] of example.requests.entries()) {
		const done = keysDone(at);
		if (done.length > 0) does?.(after, seen.things, done);
	}
	if (outcome === 'more') after.accounts[seen.things.newAccount].push('new');
	return after;
}

/**
 * How many objects are worked on before a listing breaks off, after its second page or earlier. Deletion waits until
 * the first 51 are known, which decides its way: by then this listing has broken off.
 */
export const workedBefore = ({ example, fault: { listed = 4 } }: Trial): number =>
	example.requests.some(({ method }) => /DeleteObjects?$/.test(method)) ? 0 : listed;
