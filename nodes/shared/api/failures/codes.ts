import type { FailureCause } from './failure';
import { NO_S3, type UserMessage } from './text';

export interface CodeCause extends UserMessage {
	/** Alone or from–to: the platform's API reference and its Java client. */
	codes: Array<number | [number, number]>;
	/** Only for calls of these methods. */
	methods?: string[];
	/** The advice where "Owner UID" is set. */
	ownerAdvice?: string;
	/** It says less than a text may, so the text is asked first. */
	isVague?: boolean;
	cause?: FailureCause;
	/** It does not say whether the work is done. */
	isUnknown?: boolean;
	/** The same request may succeed later. */
	isTemporary?: boolean;
	/** The token may not call the method. */
	isNotPermitted?: boolean;
	/** As of `Failure`. */
	endsRun?: boolean;
}

/** Codes of a token that is not accepted, and of one that may not call the method (the platform's API reference). */
export const TOKEN_REFUSED = [7, 505, 701, 702];
export const METHOD_NOT_PERMITTED = 8202;

/** Where in the platform's dashboard tokens are made. */
const TOKENS = 'in the dashboard under Settings, Access Tokens';

/** An owner shares an S3 region with other platform accounts, by roles made of methods (collaboration). */
const SHARING =
	'"Owner UID" is set: check that its owner shares the S3 region with the platform account of the access token, in a role that permits {method} (in the owner\'s dashboard: Settings, Shared by Me)';

export const CODES: CodeCause[] = [
	{
		codes: TOKEN_REFUSED,
		cause: 'credential-invalid',
		endsRun: true,
		message: 'The access token is wrong or has expired',
		advice: `Make a new personal access token ${TOKENS}, and enter it in the credential.`,
	},
	{
		codes: [METHOD_NOT_PERMITTED],
		isNotPermitted: true,
		cause: 'credential-invalid',
		endsRun: true,
		message: 'The access token lacks the permission {method}',
		advice: `Permit this method: edit the token ${TOKENS}, or make a new one and enter it in the credential.`,
		ownerAdvice: `Permit this method: edit the token ${TOKENS}. ${SHARING}.`,
	},
	{
		codes: [703, 704, 707, 708],
		cause: 'credential-invalid',
		endsRun: true,
		message: 'The platform account of the access token is unknown, blocked or not activated',
		advice: 'Sign in to the dashboard to see the state of the account, or ask the provider.',
	},
	{
		codes: [2, 8, 705],
		isNotPermitted: true,
		cause: 'configuration-invalid',
		message: 'The platform denied access to {named}',
		advice:
			'Check that the platform account of the access token may use it, and that the token permits {method}.',
		ownerAdvice: `${SHARING}, and that the access token permits this method.`,
	},
	{
		codes: [10],
		endsRun: true,
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
		cause: 'configuration-invalid',
		...NO_S3,
	},
	{
		codes: [507],
		message: 'The platform refuses a value as too long',
		advice:
			'Shorten what was entered: a bucket name has at most 63 characters, an object key 1,024 bytes.',
	},
	{
		codes: [9],
		methods: ['s3.account.RevokeKey'],
		isVague: true,
		message: 'The platform does not allow the access key {accessKey} to be revoked',
		advice:
			'If it is the last key pair of its account, generate another first (Access Key: Generate), then revoke this one.',
	},
	{
		codes: [9],
		isVague: true,
		message: 'The platform does not allow this operation on {named}',
		advice: 'Check the state of what was named in the dashboard, or ask the provider.',
	},
	{
		codes: [13, 301, 303],
		isVague: true,
		isUnknown: true,
		message: 'The platform failed while it worked on the request',
		advice: 'If it stays so, ask the provider, who can find the request by its request key.',
	},
	{
		codes: [305],
		isVague: true,
		message: 'The storage refused the request of the platform',
		advice:
			'Check the values that were entered; the provider can find the request by its request key.',
	},
	{
		codes: [1, 17, 19, 99, 302, 304],
		isTemporary: true,
		message: 'The platform could not do this now',
		advice: 'Try again later.',
	},
];
