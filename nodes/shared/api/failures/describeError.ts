import { UnexpectedAnswer } from '../../answers';
import { ErrorWithAdvice } from '../../errors';
import { CallFailed } from './failure';
import type { UserMessage } from './text';

/** What happened and what to do, for any failure of ours; undefined for one that is not ours. */
export const describeError = (error: unknown): UserMessage | undefined =>
	error instanceof ErrorWithAdvice
		? { message: error.message, advice: error.advice, details: error.details }
		: undefined;

/** A failure in one text, for reports in which it is one among many. */
export function errorText(error: unknown): string {
	const words = describeError(error);
	return words ? `${words.message}. ${words.advice}` : messageOf(error);
}

export const sentencesOf = (message: string, advice: string): string =>
	advice === '' ? message : `${message}. ${advice}`;

/** What anything that was thrown says. */
export const messageOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/**
 * Reads the answer of a call that changes nothing, before an operation changes something. An answer that is
 * not understood is a failure of that call: n8n's user must not be told that the work is done.
 */
export function readBefore<T>(read: () => T): T {
	try {
		return read();
	} catch (error) {
		const text = error instanceof UnexpectedAnswer ? describeError(error) : undefined;
		throw text ? new CallFailed(text) : error;
	}
}
