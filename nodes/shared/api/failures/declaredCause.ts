import type { Failure as DeclaredFailure } from 'n8n-workflow';
import { UnexpectedAnswer } from '../../answers';
import { BadInput } from '../../errors';
import { CallFailed, type FailureCause } from './failure';

/**
 * Why something failed, in n8n's words: a trigger whose failure may pass by itself is polled again soon, one
 * that somebody has to act upon is not.
 * @returns undefined where it is not known, so that n8n goes by what it knows itself
 */
export function declaredCause(error: unknown): DeclaredFailure | undefined {
	const cause = causeOf(error);
	if (cause !== 'rate-limited' && cause !== 'temporarily-unavailable') {
		return cause && ({ cause } as DeclaredFailure);
	}
	const { retryAfter } = (error as CallFailed).failure;
	return { cause, ...(retryAfter && { retryAfterMs: Math.ceil(retryAfter * 1000) }) };
}

function causeOf(error: unknown): FailureCause | undefined {
	if (error instanceof BadInput) return 'configuration-invalid';
	if (error instanceof UnexpectedAnswer) return 'node-defect';
	if (!(error instanceof CallFailed)) return undefined;
	const { cause, retry, notFound } = error.failure;
	if (cause) return cause;
	if (retry) return 'temporarily-unavailable';
	return notFound ? 'configuration-invalid' : undefined;
}
