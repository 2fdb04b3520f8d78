import { NO_S3, type FailureText } from './text';

/** Where in the platform's dashboard tokens are made. */
const TOKENS = 'in the dashboard under Settings, Access Tokens';

export interface CodeCause extends FailureText {
	codes: Array<number | [number, number]>;
	/** "Not now": the same request may succeed later, and whether this one was done is unknown. */
	isTemporary?: boolean;
	/** The work may be done all the same. */
	isUnknown?: boolean;
	/** Refuses a method, or what it named, to whoever asks. */
	isNotPermitted?: boolean;
}

/** By the code in the envelope, alone or from–to. Codes: the platform's API reference and Java client. */
export const BY_CODE: CodeCause[] = [
	{
		codes: [7, 505, 701, 702],
		message: 'The access token is wrong or has expired',
		advice: `Make a new personal access token ${TOKENS}, and enter it in the credential.`,
	},
	{
		codes: [8202],
		isNotPermitted: true,
		message: 'The access token lacks the permission {method}',
		advice: `Permit this method: edit the token ${TOKENS}, or make a new one and enter it in the credential.`,
	},
	{
		codes: [703, 704, 707, 708],
		message: 'The platform account of the access token is unknown, blocked or not activated',
		advice: 'Sign in to the dashboard to see the state of the account, or ask the provider.',
	},
	{
		codes: [2, 8, 705],
		isNotPermitted: true,
		message: 'The platform denied access to {named}',
		advice: 'Check that the platform account of the access token may use it.',
	},
	{
		codes: [10],
		message: 'S3 storage is blocked for this platform account',
		advice: 'Ask the provider of the platform.',
	},
	{
		codes: [2207, 2223],
		message: "The provider's billing system rejected the request",
		advice: 'Check the balance and the tariff of the platform account, or ask the provider.',
	},
	{
		codes: [2338, [2360, 2378], 5000],
		message: 'A quota of the platform account is reached',
		advice: 'Delete what is no longer needed, or ask the provider to raise the quota.',
	},
	{
		codes: [6, 11],
		...NO_S3,
	},
	{
		codes: [507],
		message: 'A value is too long for the platform',
		advice: 'Shorten {named}.',
	},
	{
		codes: [13, 301, 303, 305],
		message: 'The platform had an internal failure',
		advice: 'Try again later, or ask the provider.',
		isUnknown: true,
	},
	{
		codes: [1, 17, 19, 99, 302, 304],
		isTemporary: true,
		isUnknown: true,
		message: 'The platform could not do this now',
		advice: 'Try again later.',
	},
];
