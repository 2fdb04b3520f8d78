import { sleep } from 'n8n-workflow';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/** Nobody means more: a server that asks for ten years would silence a trigger. */
const LONGEST_WAIT_S = 3600;

/**
 * Milliseconds to wait before sending again: doubling, with jitter so that many items do not come back
 * together, and no less than the server asked for, up to half a minute.
 * @param attempt which attempt failed, from 1
 * @param retryAfter seconds the server asked for
 */
export function backoffMs(attempt: number, retryAfter?: number): number {
	const exponential = FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
	return Math.min(Math.max(exponential, (retryAfter ?? 0) * 1000), LONGEST_DELAY_MS);
}

/**
 * Seconds to wait, by the header Retry-After: a number of seconds, or an HTTP date (RFC 9110, 10.2.3).
 * @returns at most an hour; undefined for anything else, and for a time that is over
 */
export function secondsToWait(retryAfter: unknown, now = Date.now()): number | undefined {
	const text = String(retryAfter ?? '').trim();
	const isDate = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d/.test(text);
	const seconds = isDate ? (Date.parse(text) - now) / 1000 : Number(text);
	return seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : undefined;
}

/** Waits; returns early when the signal fires. */
export async function sleepUnlessAborted(
	milliseconds: number,
	signal?: AbortSignal,
): Promise<void> {
	if (signal?.aborted) return;
	let wake = () => {};
	const aborted = new Promise<void>((resolve) => (wake = resolve));
	signal?.addEventListener('abort', wake, { once: true });
	await Promise.race([sleep(milliseconds), aborted]);
	signal?.removeEventListener('abort', wake);
}
