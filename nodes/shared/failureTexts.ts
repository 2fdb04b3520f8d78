// What people read when something fails: what happened, and what to do. Only data; failures.ts looks
// things up here. `{bucket}`, `{method}` and so on are filled with what the request named.

export interface FailureText {
	message: string;
	advice: string;
}

/** Where in the platform's dashboard tokens are made. */
const TOKENS = 'in the dashboard under Settings, Access Tokens';

export const NO_S3: FailureText = {
	message: 'This platform does not offer S3 storage',
	advice:
		'Ask the provider of the platform whether S3 storage is available, and check "Platform Address" in the credential.',
};

export const NOT_JELASTIC: FailureText = {
	message: 'No Jelastic platform answers at {address}',
	advice:
		'Something else answered. Enter the address of the platform\'s dashboard as "Platform Address" in the credential, like https://app.jelastic.com.',
};

/** By the code in the envelope, alone or from–to. Codes: the platform's API reference and Java client. */
export const BY_CODE: Array<FailureText & { codes: Array<number | [number, number]> }> = [
	{
		codes: [7, 505, 701, 702],
		message: 'The access token is wrong or has expired',
		advice: `Make a new personal access token ${TOKENS}, and enter it in the credential.`,
	},
	{
		codes: [8202],
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
		message: 'The platform denied access to {named}',
		advice:
			'Check that the platform account of the access token may use it, and "Owner UID" under Options if it is set.',
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
		codes: [1, 17, 19, 99, 302, 304],
		message: 'The platform could not do this now',
		advice: 'Try again later.',
	},
];

interface TextCause extends FailureText {
	pattern: RegExp;
	/** Only for calls of these methods. */
	methods?: string[];
	/** What was named is not there: for a repeated deletion, what it wanted. */
	isGone?: boolean;
}

/** By what the platform's own text says; S3's error codes (Amazon S3 API Reference) appear in it. */
export const BY_TEXT: TextCause[] = [
	{
		pattern: /BucketNotEmpty|not empty/i,
		methods: ['s3.bucket.Delete'],
		message: 'The bucket {bucket} is not empty',
		advice: 'Switch on "Empty First", or delete its objects with Object: Delete Many before.',
	},
	{
		pattern: /NoSuchBucketPolicy|policy\b.*\b(not found|not exist|no policy)/i,
		message: 'The bucket {bucket} has no policy',
		advice: 'Set one with Policy: Set.',
		isGone: true,
	},
	{
		pattern: /NoSuchKey|(object|\bkey)\b.*\b(not found|not exist)/i,
		methods: ['s3.bucket.CopyObject', 's3.bucket.DeleteObject', 's3.bucket.GetPresignedURL'],
		message: 'The object {key} does not exist in the bucket {objectBucket}',
		advice: 'Check the object key: upper and lower case, slashes and spaces count.',
		isGone: true,
	},
	{
		pattern: /NoSuchBucket|bucket\b.*\b(not found|not exist|unknown)/i,
		message: 'The bucket {bucket} does not exist',
		advice: 'Check the bucket and the host group; Bucket: Get Many lists what there is.',
		isGone: true,
	},
	{
		pattern: /BucketAlready|bucket\b.*\b(already|exists)/i,
		methods: ['s3.bucket.Create'],
		message: 'A bucket named {bucket} exists already',
		advice: "Choose another name: a bucket's name is unique in its S3 cluster, whoever owns it.",
	},
	{
		pattern: /account\b.*\b(already|exists)|AlreadyExists/i,
		methods: ['s3.account.Create'],
		message: 'An account named {account} exists already',
		advice: 'Choose another name; Account: Get Many lists what there is.',
	},
	{
		pattern:
			/\b(max\w*|limit|two|2|exceed\w*|too many|already|reached)\b.*key|key.*\b(max\w*|limit|exceed\w*|too many|already|reached)\b|LimitExceeded|TooMany/i,
		methods: ['s3.account.GenerateKey'],
		message: 'The account {account} has two key pairs already',
		advice:
			'An account holds at most two. Revoke the one that is not in use (Key: Revoke), then generate; Key: Regenerate replaces a pair at once.',
	},
	{
		pattern: /\bkey\b.*\b(not found|not exist|unknown)|NoSuch(Access)?Key|InvalidAccessKey/i,
		methods: ['s3.account.RegenerateKeys', 's3.account.RevokeKey'],
		message: 'The access key {accessKey} does not exist in the host group {hostGroup}',
		advice: 'Key: Get Many lists the access keys of every account.',
		isGone: true,
	},
	{
		pattern: /account\b.*\b(not found|not exist|unknown)|NoSuch(Account|User)/i,
		message: 'The account {account} does not exist in the host group {hostGroup}',
		advice: 'Account: Get Many lists the accounts of every host group.',
		isGone: true,
	},
	{
		pattern: /(host ?group|node ?group|cluster|region)\b.*\b(not found|not exist|unknown|invalid)/i,
		message: 'The host group {hostGroup} does not exist',
		advice: 'Choose the host group From List, or enter its unique name.',
	},
	{
		pattern:
			/MalformedPolicy|InvalidPolicy|polic(y|ies)\b.*\b(invalid|malformed)|(invalid|malformed)\b.*\bpolic/i,
		methods: ['s3.bucket.SetPolicy'],
		message: 'The storage refused the policy',
		advice:
			'Check "Policy": its Version, each Statement\'s Effect, Principal, Action, and that each Resource names this bucket.',
	},
	{
		pattern: /InvalidBucketName|bucket name/i,
		methods: ['s3.bucket.Create'],
		message: '{bucket} is not a valid bucket name',
		advice:
			'Use 3 to 63 lower-case letters, digits, dots, hyphens and underscores, beginning and ending with a letter or digit.',
	},
	{
		pattern: /quota|LimitExceeded/i,
		message: 'A quota of the platform account is reached',
		advice: 'Delete what is no longer needed, or ask the provider to raise the quota.',
	},
	{
		pattern: /AccessDenied|access (is )?denied|forbidden/i,
		message: 'The storage denied access to {named}',
		advice: 'Check who owns it, and whether the bucket has a policy that denies it.',
	},
];

/** By the cause of a connection that failed, as Node.js names it. */
export const BY_NETWORK_CODE: Array<
	FailureText & { pattern: RegExp; neverSent?: boolean; retry?: boolean }
> = [
	{
		pattern: /^ENOTFOUND$/,
		message: 'The host of {address} does not exist',
		advice: 'Check "Platform Address" in the credential.',
		neverSent: true,
	},
	{
		pattern: /^(ECONNREFUSED|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
		message: 'The platform cannot be reached at {address}',
		advice:
			'Check "Platform Address" in the credential, and that this n8n may connect to it (firewall, proxy).',
		neverSent: true,
		retry: true,
	},
	{
		pattern: /CERT|SIGN|SSL|TLS|EPROTO|ALTNAME/,
		message: 'No secure connection to {address} can be made',
		advice:
			'Its certificate is expired, self-signed or for another host. If you trust the address all the same, switch on "Ignore SSL Issues" in the credential.',
		neverSent: true,
	},
	{
		pattern: /^(ETIMEDOUT|ECONNABORTED|ESOCKETTIMEDOUT|UND_ERR_.*TIMEOUT)$/,
		message: 'The platform did not answer in time',
		advice: 'Try again, or raise "Timeout" under Options.',
		retry: true,
	},
	{
		pattern:
			/^(ECONNRESET|EPIPE|ERR_BAD_RESPONSE|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET|HPE_.*)$/,
		message: 'The connection to {address} was cut before the answer came',
		advice: 'Try again.',
		retry: true,
	},
];

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
