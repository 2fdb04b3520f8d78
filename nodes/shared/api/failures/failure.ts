import type { Failure as DeclaredFailure } from 'n8n-workflow';
import { ErrorWithAdvice } from '../../errors';
import type { ApiMethod, Missing } from '../methods';
import type { UserMessage } from './text';

/** What a call named: for texts. */
export interface CallContext {
	method: ApiMethod;
	/** What was sent, without the token. */
	parameters: Record<string, string | number>;
	/** Each parameter's label in the editor. */
	labels: Record<string, string>;
	/** The platform's address, without path. */
	address: string;
	/** Names the request in the platform's logs. */
	ruk: string;
}

/** Why something failed, in n8n's words (n8n-workflow, errors/failure.ts). */
export type FailureCause = DeclaredFailure['cause'];

/** Why a call failed, and what follows from it. */
export interface Failure extends UserMessage {
	/** Worth sending again, where the operation may be repeated. */
	retry?: boolean;
	/** Whether the platform may have done the work although no answer says so. */
	mayHaveSucceeded?: boolean;
	/** What is not known about the work, until somebody finds out. It is shown after the advice. */
	uncertainty?: string;
	/** What was named and is not there. */
	notFound?: Missing;
	/** The token may not call this method. */
	isNotPermitted?: boolean;
	/** In n8n's words, where the rest of this does not tell it. */
	cause?: FailureCause;
	/** Token, permission or account: whatever is asked for next would fail in the same way. */
	endsRun?: boolean;
	/** Seconds the platform asked to wait. */
	retryAfter?: number;
}

/** What became of one request. */
export type Outcome<T, F extends Failure = Failure> = { answer: T } | { failure: F };

/** A call that failed, and is not repeated. */
export class CallFailed extends ErrorWithAdvice {
	constructor(readonly failure: Failure) {
		const advice = [failure.advice, failure.uncertainty].filter(Boolean).join(' ');
		super(failure.message, advice, failure.details);
	}
}

/** Whether something failed because the token may not call the method. */
export const isNotPermitted = (error: unknown): boolean =>
	error instanceof CallFailed && error.failure.isNotPermitted === true;

/** Whether the same work would fail in the same way again. */
export const isFinal = (error: unknown): boolean =>
	error instanceof CallFailed && !error.failure.retry;

/** Whether something failed because what it named is not there. */
export const isNotFound = (error: unknown, what?: Missing): boolean =>
	error instanceof CallFailed &&
	error.failure.notFound !== undefined &&
	(what === undefined || error.failure.notFound === what);

/** Whether everything that follows would fail as well, so that a run over many objects ends. */
export const endsRun = (error: unknown): boolean =>
	error instanceof CallFailed && error.failure.endsRun === true;
