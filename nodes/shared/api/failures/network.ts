import { NETWORK_CODES, type NetworkCause } from './networkCodes';
import type { CallContext, Failure } from './failure';
import { interpolateMessage, interpolate } from './interpolate';

const causeOf = (code: string) => NETWORK_CODES.find(({ pattern }) => pattern.test(code));

/**
 * A connection to the platform that failed.
 * @param code as Node.js names it, such as ECONNREFUSED
 * @param wasConnecting whether there was no connection yet
 */
export function networkFailure(code: string, context: CallContext, wasConnecting = false): Failure {
	const found = causeOf(code);
	const { message, advice } = interpolateMessage(
		found ?? {
			message: 'The request to {address} could not be sent',
			advice: 'Check "Platform Address" in the credential, and the network settings of this n8n.',
		},
		context,
	);
	return {
		message,
		advice,
		details: { code: code || 'none', requestKey: context.ruk },
		retry: found?.retry,
		mayHaveSucceeded: !found?.neverSent && !wasConnecting,
	};
}

/** A connection to an S3 endpoint that failed. @param origin its scheme and host */
export function endpointFailure(code: string, origin: string): Failure {
	const found: Partial<NetworkCause> = causeOf(code) ?? {};
	const { message = '{server} cannot be reached at {address}' } = found;
	const { advice = 'Check that this n8n may connect to it.', endpointAdvice = advice } = found;
	return {
		message: interpolate(message, { server: 'The S3 endpoint', address: origin }),
		advice: endpointAdvice,
		details: { code: code || 'none' },
		retry: found.retry,
		mayHaveSucceeded: !found.neverSent,
	};
}
