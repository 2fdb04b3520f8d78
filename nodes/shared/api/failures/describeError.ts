import { ErrorWithAdvice } from '../../errors';
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

/** What anything that was thrown says. */
export const messageOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);
