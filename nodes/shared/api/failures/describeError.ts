import { UnexpectedAnswer } from '../../answers';
import { BadInput } from '../../errors';
import { CallFailed } from './failure';
import type { UserMessage } from './text';

/** What happened and what to do, for any failure of ours; undefined for one that is not ours. */
export function describeError(error: unknown): UserMessage | undefined {
	if (error instanceof CallFailed) return error.failure;
	if (error instanceof BadInput) return { message: error.message, advice: error.advice };
	if (error instanceof UnexpectedAnswer) {
		return {
			message: error.message,
			advice:
				"The request succeeded, but this package does not know this form of the answer. Report the text above to the package's authors.",
		};
	}
	return undefined;
}

/** A failure in one text, for reports in which it is one among many. */
export function errorText(error: unknown): string {
	const words = describeError(error);
	return words ? `${words.message}. ${words.advice}` : messageOf(error);
}

/** What anything that was thrown says. */
export const messageOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);
