import type { FailureText } from './text';

interface TextCause extends FailureText {
	pattern: RegExp;
	/** Only for calls of these methods. */
	methods?: string[];
	/** What was named is not there: for a repeated deletion, what it wanted. */
	isGone?: boolean;
	/** It is refused to whoever asks. */
	isNotPermitted?: boolean;
}

/** That something is not there, within one sentence. */
const MISSING = String.raw`\b[^.]{0,80}?\b(not found|not exist|doesn't exist|no longer exists?)\b`;

/** That a number is at its end; a rate or a time that is, says nothing of how many there are. */
const TOO_MANY = String.raw`(maximum|at most|no more than|too many|(?<!(rate|request|time|size) ?)limit)`;

const pattern = (...parts: string[]) => new RegExp(parts.join('|'), 'i');

/**
 * By what the platform's own text says; S3's error codes (Amazon S3 API Reference) appear in it. Each is as narrow as
 * what it says: advice for another failure does harm.
 */
export const BY_TEXT: TextCause[] = [
	{
		pattern: pattern(String.raw`\bBucketNotEmpty\b`, String.raw`\bbucket\b[^.]*\bnot empty\b`),
		methods: ['s3.bucket.Delete'],
		message: 'The bucket {bucket} is not empty',
		advice: 'Turn on "Empty First", or delete its objects with Object: Delete Many first.',
	},
	{
		pattern: pattern(
			String.raw`\bNoSuchBucketPolicy\b`,
			String.raw`\bpolicy${MISSING}`,
			String.raw`\bno policy\b`,
		),
		methods: ['s3.bucket.GetPolicy', 's3.bucket.DeletePolicy'],
		message: 'The bucket {bucket} has no policy',
		advice: 'Set one with Policy: Set.',
		isGone: true,
	},
	{
		pattern: pattern(
			String.raw`\bNoSuchKey\b`,
			String.raw`\b(object|(?<!(access|secret|encryption|master) ?)key)${MISSING}`,
		),
		methods: ['s3.bucket.CopyObject', 's3.bucket.DeleteObject', 's3.bucket.GetPresignedURL'],
		message: 'The object {key} does not exist in the bucket {objectBucket}',
		advice: 'Check the object key: upper and lower case, slashes and spaces count.',
		isGone: true,
	},
	{
		pattern: pattern(
			String.raw`\bNoSuchBucket\b`,
			String.raw`\bbucket\b(?! policy)${MISSING}`,
			String.raw`\bunknown bucket\b`,
		),
		message: 'The bucket {bucket} does not exist',
		advice: 'Check the bucket and the host group; Bucket: Get Many lists what there is.',
		isGone: true,
	},
	{
		pattern: pattern(
			String.raw`\bBucketAlready(Exists|OwnedByYou)\b`,
			String.raw`\bbucket\b[^.]{0,80}\balready (exists|taken|in use|owned)\b`,
		),
		methods: ['s3.bucket.Create'],
		message: 'A bucket named {bucket} already exists',
		advice: "Choose another name: a bucket's name is unique in its S3 cluster, whoever owns it.",
	},
	{
		pattern: pattern(
			String.raw`\b(Account|User|Entity)AlreadyExists\b`,
			String.raw`\baccount\b[^.]{0,80}\balready (exists|taken|in use)\b`,
		),
		methods: ['s3.account.Create'],
		message: 'An account named {account} already exists',
		advice: 'Choose another name; Account: Get Many lists what there is.',
	},
	{
		pattern: pattern(
			String.raw`\b${TOO_MANY}\b[^.]{0,60}\b(keys|key pairs?)\b`,
			String.raw`\b(keys|key pairs?)\b[^.]{0,60}\b(${TOO_MANY}|exceed\w*)\b`,
			String.raw`\b(already has|has already) (two|2)\b[^.]{0,20}\bkey`,
			String.raw`\b(LimitExceeded|TooMany(Access)?Keys)\b`,
		),
		methods: ['s3.account.GenerateKey'],
		message: 'The account {account} has two key pairs already',
		advice:
			'An account holds at most two. Revoke the one that is not in use (Key: Revoke), then generate; Key: Regenerate replaces a pair at once.',
	},
	{
		pattern: pattern(
			String.raw`\b(last|only)( remaining)? (access )?key\b`,
			String.raw`\bat least one\b[^.]{0,20}\bkey\b`,
		),
		methods: ['s3.account.RevokeKey'],
		message: 'The platform keeps the last key pair of an account',
		advice: 'Generate another one first (Key: Generate), then revoke this one.',
	},
	{
		pattern: pattern(
			String.raw`\b(NoSuch(Access)?Key|InvalidAccessKey(Id)?)\b`,
			String.raw`\b(access )?key( pair| id)?${MISSING}`,
			String.raw`\bunknown (access )?key\b`,
		),
		methods: ['s3.account.RegenerateKeys', 's3.account.RevokeKey'],
		message: 'The access key {accessKey} does not exist in the host group {hostGroup}',
		advice: 'Key: Get Many lists the access keys of every account.',
		isGone: true,
	},
	{
		pattern: pattern(
			String.raw`\bNoSuch(Account|User)\b`,
			String.raw`\baccount${MISSING}`,
			String.raw`\bunknown account\b`,
		),
		methods: ['s3.account.Delete', 's3.account.GenerateKey'],
		message: 'The account {account} does not exist in the host group {hostGroup}',
		advice: 'Account: Get Many lists the accounts of every host group.',
		isGone: true,
	},
	{
		pattern: pattern(
			String.raw`\b(host ?group|(hard(ware)? ?)?node ?group|s3 (cluster|region))${MISSING}`,
			String.raw`\b(unknown|invalid) (host ?group|(hard(ware)? ?)?node ?group)\b`,
		),
		message: 'The host group {hostGroup} does not exist',
		advice: 'Choose the host group From List, or enter its unique name.',
	},
	{
		pattern: pattern(
			String.raw`\b(Malformed|Invalid)Policy(Document)?\b`,
			String.raw`\bpolic(y|ies)\b[^.]{0,60}\b(invalid|not valid|malformed)\b`,
			String.raw`\b(invalid|malformed)\b[^.]{0,30}\bpolic(y|ies)\b`,
		),
		methods: ['s3.bucket.SetPolicy'],
		message: 'The storage refused the policy',
		advice:
			'Check "Policy": its Version, each Statement\'s Effect, Principal, Action, and that each Resource names this bucket.',
	},
	{
		pattern: pattern(
			String.raw`\bInvalidBucketName\b`,
			String.raw`\bbucket name\b[^.]{0,60}\b(invalid|not valid|must|illegal)\b`,
			String.raw`\b(invalid|illegal) bucket name\b`,
		),
		methods: ['s3.bucket.Create'],
		message: '{bucket} is not a valid bucket name',
		advice:
			'Use 3 to 63 lowercase letters, digits, dots, hyphens and underscores, beginning and ending with a letter or digit.',
	},
	{
		pattern: /EntityTooLarge|larger than the maximum allowable size/,
		methods: ['s3.bucket.CopyObject'],
		message: 'The object {key} is too large to copy',
		advice:
			'S3 copies at most 5 GiB in one request. Download the object and upload it under its new key.',
	},
	{
		pattern: pattern(
			String.raw`\b(QuotaExceeded|LimitExceeded|TooManyBuckets)\b`,
			String.raw`\bquota\b[^.]{0,60}\b(exceed\w*|reached|full)\b`,
			String.raw`\bexceed\w*\b[^.]{0,60}\bquota\b`,
		),
		message: 'A quota of the platform account is reached',
		advice: 'Delete what is no longer needed, or ask the provider to raise the quota.',
	},
	{
		pattern: pattern(
			String.raw`\bAccessDenied\b`,
			String.raw`\baccess (is |was )?denied\b`,
			String.raw`\bforbidden\b`,
		),
		isNotPermitted: true,
		message: 'The storage denied access to {named}',
		advice: 'Check who owns it, and whether the bucket has a policy that denies it.',
	},
];
