import { BY_NETWORK_CODE } from './byNetworkCode';
import type { CallContext, Failure } from './failure';
import { fill } from './fill';

/** A connection that failed. @param code as Node.js names it, such as ECONNREFUSED */
export function networkFailure(code: string, context: CallContext): Failure {
	const found = BY_NETWORK_CODE.find(({ pattern }) => pattern.test(code));
	const { message, advice } = fill(
		found ?? {
			message: 'The request to {address} could not be sent',
			advice: 'Check "Platform Address" in the credential, and the network settings of this n8n.',
		},
		context,
	);
	return {
		message,
		advice: `${advice} (${code || 'no code'}, request key ${context.ruk})`,
		retry: found?.retry,
		isUnknown: !found?.neverSent,
	};
}
