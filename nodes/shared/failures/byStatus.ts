import { NO_S3, type FailureText } from './text';

/** By HTTP status; others are described by their number. */
export const BY_STATUS: Record<number, FailureText> = {
	401: {
		message: 'The access to {address} was refused (HTTP 401)',
		advice: 'Check "Platform Address" and "Access Token" in the credential.',
	},
	403: {
		message: 'The access to {address} was refused (HTTP 403)',
		advice:
			'A gateway before the platform refused the request. Check "Platform Address", or ask the provider.',
	},
	404: NO_S3,
	429: {
		message: 'The platform is receiving too many requests',
		advice: 'Lower "Concurrency" under Options, or try again later.',
	},
};
