import { backoffMs, sleepUnlessAborted } from './backoff';
import { CallFailed, type Failure, type Outcome } from './failures';

type AttemptOnce<T> = () => Promise<Outcome<T>>;

/** Requests for one piece of work: the first, and its repetitions. */
const ATTEMPTS = 4;

/** How a piece of work may be repeated, and what to make of it when no answer is clear. */
export interface RetryOptions<T> {
	/** The most requests; four by default. */
	attempts?: number;
	longestPauseMs?: number;
	/** Whether doing the work twice does no harm, which is the default. */
	isRepeatable?: boolean;
	/** For work after which its object is gone: the answer if a repetition finds nothing, because a request whose answer was lost did it. */
	answerIfGone?: T;
	/** Added to the failure where the work may be done although no answer says so. */
	uncertainty?: string;
	signal?: AbortSignal;
}

/** Whether to send a request again whose attempt, counted from 1, failed. */
export function shouldRepeat(
	failure: Failure,
	attempt: number,
	{ attempts = ATTEMPTS, isRepeatable = true, signal }: RetryOptions<unknown>,
): boolean {
	// Enough: each repetition is more load for a server that may be down because of its load.
	if (attempt >= attempts) return false;
	// Nobody waits for the answer anymore.
	if (signal?.aborted) return false;
	// The same request would fail the same way: a wrong token, a missing bucket, an untrusted certificate.
	if (!failure.retry) return false;
	// The server certainly did nothing (no connection, too many requests), so this is still the first time.
	if (failure.mayHaveSucceeded === false) return true;
	// The server may have done it, so only what does no harm twice is sent again.
	return isRepeatable;
}

/** The requests for one piece of work; loops that share it share their limit. */
export class Attempts<T = unknown> {
	private made = 0;
	private mayBeDone = false;

	constructor(private readonly options: RetryOptions<T> = {}) {}

	/** Sends until there is an answer. @throws CallFailed when the last request fails */
	async run(attemptOnce: AttemptOnce<T>): Promise<T> {
		const { answerIfGone } = this.options;
		for (;;) {
			this.made++;
			const outcome = await attemptOnce();
			if ('answer' in outcome) return outcome.answer;
			const { failure } = outcome;
			if (failure.notFound && this.mayBeDone && answerIfGone !== undefined) return answerIfGone;
			await this.pauseAfter(failure);
		}
	}

	/** Waits before the next request. @throws CallFailed where there is to be none */
	async pauseAfter(failure: Failure): Promise<void> {
		this.mayBeDone ||= failure.mayHaveSucceeded === true;
		if (!this.mayRepeat(failure)) throw this.finalFailure(failure);
		const { longestPauseMs = Infinity, signal } = this.options;
		const delay = Math.min(backoffMs(this.made, failure.retryAfter), longestPauseMs);
		await sleepUnlessAborted(delay, signal);
	}

	/** Whether another request may follow this failure. */
	mayRepeat(failure: Failure): boolean {
		return shouldRepeat(failure, this.made, this.options);
	}

	/** A failure that no request follows, with the number of attempts and what is uncertain. */
	finalFailure(failure: Failure): CallFailed {
		const tried = this.made > 1 && `Tried ${this.made} times.`;
		const uncertainty = this.mayBeDone ? this.options.uncertainty : undefined;
		const advice = [failure.advice, tried].filter(Boolean).join(' ');
		return new CallFailed({ ...failure, advice, uncertainty });
	}
}

/** Sends until there is an answer. @throws CallFailed when the last request fails */
export const withRetries = async <T>(attemptOnce: AttemptOnce<T>, options: RetryOptions<T>) =>
	await new Attempts(options).run(attemptOnce);
