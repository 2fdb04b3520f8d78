import { NO_S3, type FailureText } from './text';

export interface StatusCause extends FailureText {
	/** Worth sending again, where the operation may be repeated. */
	retry?: boolean;
	/** Whether the request certainly did nothing. */
	isNotDone?: boolean;
}

/** By HTTP status; others are described by their number. */
export const BY_STATUS: Record<number, StatusCause> = {
	401: {
		message: 'The access to {address} was refused (HTTP 401)',
		advice: 'Check "Platform Address" and "Access Token" in the credential.',
		isNotDone: true,
	},
	403: {
		message: 'The access to {address} was refused (HTTP 403)',
		advice:
			'A gateway before the platform refused the request. Check "Platform Address", or ask the provider.',
		isNotDone: true,
	},
	404: { ...NO_S3, isNotDone: true },
	408: {
		message: 'A gateway before the platform stopped waiting (HTTP 408)',
		advice: 'Try again later.',
		retry: true,
	},
	413: {
		message: 'The request is too large for a gateway before the platform (HTTP 413)',
		advice: 'Shorten what is sent, such as "Policy", or ask the provider.',
		isNotDone: true,
	},
	429: {
		message: 'The platform is receiving too many requests',
		advice: 'Lower "Concurrency" under Options, or try again later.',
		retry: true,
		isNotDone: true,
	},
	501: {
		message: 'The platform, or a gateway before it, does not know this request (HTTP 501)',
		advice: 'Check "Platform Address" in the credential, or ask the provider.',
		isNotDone: true,
	},
	502: {
		message: 'The platform, or a gateway before it, answered with HTTP 502',
		advice: 'Try again later.',
		retry: true,
	},
	503: {
		message: 'The platform, or a gateway before it, answered with HTTP 503',
		advice: 'Try again later.',
		retry: true,
	},
	504: {
		message: 'The platform, or a gateway before it, answered with HTTP 504',
		advice: 'Try again later.',
		retry: true,
	},
	507: {
		message: 'The platform is out of space (HTTP 507)',
		advice: 'Delete what is no longer needed, or ask the provider for more.',
	},
};
