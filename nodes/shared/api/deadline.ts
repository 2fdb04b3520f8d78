import { LONGEST_TIMER_MS } from '../fields/options';

/** A time as a timer takes it: whole, and no longer than it can be. */
export const timerMs = (milliseconds: number): number =>
	Math.max(1, Math.min(Math.floor(milliseconds), LONGEST_TIMER_MS));

/** By its code, what is late fails like a server that is silent. */
class Late extends Error {
	readonly code = 'ETIMEDOUT';
}

/**
 * Calls `end` if work takes longer than its time. n8n's own timeout counts silence only, so an answer in drops would
 * be waited for without end.
 * @throws an error with the code ETIMEDOUT where the time is over
 */
export async function withinTime<T>(
	milliseconds: number,
	end: () => void,
	work: () => Promise<T>,
): Promise<T> {
	const clock = AbortSignal.timeout(timerMs(milliseconds));
	clock.addEventListener('abort', end);
	try {
		return await work();
	} catch (error) {
		return await Promise.reject(clock.aborted ? new Late() : error);
	} finally {
		clock.removeEventListener('abort', end);
	}
}

/**
 * What work gives that no signal can end: after its time it is not waited for.
 * @throws an error with the code ETIMEDOUT where the time is over
 */
export async function waitedFor<T>(milliseconds: number, work: Promise<T>): Promise<T> {
	let end = () => {};
	const over = new Promise<never>((_, reject) => {
		end = () => reject(new Late());
	});
	return await withinTime(milliseconds, end, async () => await Promise.race([work, over]));
}

/**
 * Gives a request a signal that ends it when its time is over, or when `outer` fires.
 * @throws an error with the code ETIMEDOUT where the time is over
 */
export async function withDeadline<T>(
	milliseconds: number,
	outer: AbortSignal | undefined,
	send: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const end = () => ending.abort();
	if (outer?.aborted) end();
	// Not AbortSignal.any: what it makes is remembered by a signal that lives as long as the run.
	outer?.addEventListener('abort', end);
	try {
		return await withinTime(milliseconds, end, async () => await send(ending.signal));
	} finally {
		outer?.removeEventListener('abort', end);
	}
}
