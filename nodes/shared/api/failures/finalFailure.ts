import { CallFailed, type Failure } from './failure';

/**
 * A failure in the end, with how often it was tried and what is not known.
 * @param unknown said where the work may be done although no answer says so
 */
export function finalFailure(failure: Failure, attempts: number, unknown = ''): CallFailed {
	const tried = attempts > 1 ? `Tried ${attempts} times.` : '';
	const advice = [failure.advice, tried, unknown].filter(Boolean).join(' ');
	return new CallFailed({ ...failure, advice });
}
