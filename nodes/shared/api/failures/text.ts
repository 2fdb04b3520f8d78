import type { Details } from '../../errors';

/**
 * What people read when something fails: what happened, and what to do. The files by* hold them as data; `{bucket}`,
 * `{method}` and so on are filled with what the request named.
 */
export interface UserMessage {
	message: string;
	advice: string;
	/** For the provider of the platform, not for the sentence. */
	details?: Details;
}

export const NO_S3: UserMessage = {
	message: 'This platform does not offer S3 storage',
	advice:
		'Ask the provider of the platform whether S3 storage is available, and check "Platform Address" in the credential.',
};

export const NOT_JELASTIC: UserMessage = {
	message: 'No Jelastic platform answers at {address}',
	advice:
		'Something else answered. Enter the address of the platform\'s dashboard as "Platform Address" in the credential, like https://app.jelastic.com.',
};
