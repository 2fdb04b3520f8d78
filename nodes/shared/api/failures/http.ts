import type { IDataObject } from 'n8n-workflow';
import { secondsToWait } from '../backoff';
import { GATEWAY_FAILED, isSurelyUndone, STATUSES, TOO_SLOW_OR_OFTEN } from './statuses';
import type { CallContext, Failure } from './failure';
import { interpolateMessage } from './interpolate';
import { NOT_JELASTIC } from './text';

const RETRY_STATUSES = [...TOO_SLOW_OR_OFTEN, ...GATEWAY_FAILED];

/** A failure by HTTP status; the body is not repeated, since it may hold anything. */
export function statusFailure(status: number, headers: IDataObject, context: CallContext): Failure {
	const details = { code: `HTTP ${status}`, requestKey: context.ruk };
	if (status >= 300 && status < 400) {
		return {
			message: `${context.address} redirects elsewhere`,
			advice: `It points to ${hostOf(headers.location)}; redirects are not followed, because the access token would go with the request. If that is the platform's address, enter it as "Platform Address" in the credential.`,
			details,
			mayHaveSucceeded: true,
		};
	}
	const { message, advice } = interpolateMessage(
		STATUSES[status] ?? {
			message: `The platform, or a gateway before it, answered with HTTP ${status}`,
			advice:
				status >= 500
					? 'Ask the provider, who can find the request by its request key.'
					: 'Check "Platform Address" in the credential.',
		},
		context,
	);
	return {
		message,
		advice,
		details,
		retry: RETRY_STATUSES.includes(status),
		cause: STATUSES[status]?.cause,
		mayHaveSucceeded: !isSurelyUndone(status),
		endsRun: status === 401,
		retryAfter: secondsToWait(headers['retry-after']),
	};
}

function hostOf(location: unknown): string {
	return typeof location === 'string' && URL.canParse(location)
		? new URL(location).origin
		: 'another place';
}

/** An answer that is no envelope: cut short where it began as JSON, else not from a Jelastic platform. */
export function bodyFailure(body: string, context: CallContext): Failure {
	if (body.trimStart().startsWith('{')) {
		return {
			message: 'The answer of the platform came incomplete',
			advice: 'Try again.',
			details: { requestKey: context.ruk },
			retry: true,
			mayHaveSucceeded: true,
		};
	}
	return { ...interpolateMessage(NOT_JELASTIC, context), mayHaveSucceeded: true };
}
