import type { FailureCause } from './failure';
import { NO_S3, type UserMessage } from './text';

const TOO_LONG: UserMessage = {
	message: 'The platform, or a gateway before it, refused the request as too long',
	advice: 'Shorten what was entered: a policy has at most 20 KB on S3, an object key 1,024 bytes.',
};

const BUSY: UserMessage = {
	message: 'The platform is not available behind its gateway now',
	advice: 'Try again later.',
};

/** Whether an HTTP status is a success. */
export const isSuccess = (status: number): boolean => status >= 200 && status <= 299;

/** Statuses after which the same request may succeed: the request came too slowly or too often, or a gateway failed. */
export const TOO_SLOW_OR_OFTEN = [408, 429];
export const GATEWAY_FAILED = [502, 503, 504];

/** They refuse the request by its number, its length or its headers, before anybody reads what it asks for. */
const REFUSED_UNREAD = [413, 414, 429, 431];

/**
 * Whether nothing was done after this status. Only the platform's own code says so of others: a gateway can answer
 * 302, 403, 404 or 500 for a platform that did the work.
 */
export const isSurelyUndone = (status: number): boolean => REFUSED_UNREAD.includes(status);

/** By HTTP status; others are described by their number. */
export const STATUSES: Record<number, UserMessage & { cause?: FailureCause }> = {
	401: {
		cause: 'credential-invalid',
		message: 'The access to {address} was refused (HTTP 401)',
		advice: 'Check "Platform Address" and "Access Token" in the credential.',
	},
	403: {
		cause: 'configuration-invalid',
		message: 'The access to {address} was refused (HTTP 403)',
		advice:
			'A gateway before the platform refused the request. Check "Platform Address", or ask the provider.',
	},
	404: NO_S3,
	408: {
		message:
			'The platform, or a gateway before it, did not get the whole request in time (HTTP 408)',
		advice: 'Try again. If it stays so, check the network between this n8n and the platform.',
	},
	413: TOO_LONG,
	414: TOO_LONG,
	429: {
		cause: 'rate-limited',
		message: 'The platform is receiving too many requests',
		advice: 'Try again later{orLess}.',
	},
	431: {
		message: 'The platform, or a gateway before it, refused the headers of the request (HTTP 431)',
		advice: 'Ask whoever runs the proxy or the gateway between this n8n and the platform.',
	},
	500: {
		message: 'The platform, or a gateway before it, failed (HTTP 500)',
		advice:
			'Check the values that were entered. If it stays so, ask the provider, who can find the request by its request key.',
	},
	502: BUSY,
	503: BUSY,
	504: {
		message: 'The platform did not answer a gateway before it in time (HTTP 504)',
		advice: 'Try again later.',
	},
	507: {
		message: 'The storage of the platform is full (HTTP 507)',
		advice: 'Delete what is no longer needed, or ask the provider to raise the quota.',
	},
};
