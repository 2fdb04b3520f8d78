import { CallFailed } from '../api/failures';
import { describeError } from '../api/failures/describeError';

/** What was changed so far: whoever sees the failure must know. */
export interface Progress {
	/** Access keys of pairs that were revoked. */
	revoked: string[];
	/** A pair may have been made of which nothing is known. */
	mayBeMade: boolean;
	/** Access keys of pairs that nobody can use, and that are still there. */
	unusable: string[];
}

export const nothingDone = (): Progress => ({ revoked: [], mayBeMade: false, unusable: [] });

/** Access keys as a failure names them. */
export const quoted = (accessKeys: string[]): string =>
	accessKeys.map((accessKey) => `"${accessKey}"`).join(', ');

/** Which pairs were revoked, as the beginning of a sentence. @param what "access key" */
export const revokedText = (accessKeys: string[], what: string): string =>
	accessKeys.length === 1
		? `The ${what} ${quoted(accessKeys)} was revoked`
		: `The ${what}s ${quoted(accessKeys)} were revoked`;

/** Whether a pair was made, as far as is known. */
export function madeText({ mayBeMade, unusable }: Progress): string {
	if (unusable.length > 0) {
		const [are, them] = unusable.length === 1 ? ['is', 'it'] : ['are', 'them'];
		return `Nobody can use ${quoted(unusable)}, which ${are} still there; revoke ${them} when the account has another access key.`;
	}
	return mayBeMade ? 'A new access key may have been made.' : 'No new access key was made.';
}

/** A failure, and in its advice what was done before it. What is no failure of ours stays as it is. */
export function withProgress(error: unknown, done: string): unknown {
	const text = describeError(error);
	if (!text) return error;
	const failure = error instanceof CallFailed ? error.failure : {};
	const advice = [text.advice, done].filter(Boolean).join(' ');
	return new CallFailed({ ...failure, ...text, uncertainty: undefined, advice });
}
