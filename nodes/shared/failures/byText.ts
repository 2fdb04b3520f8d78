import type { FailureText } from './text';

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
		pattern: /EntityTooLarge|larger than the maximum allowable size/,
		methods: ['s3.bucket.CopyObject'],
		message: 'The object {key} is too large to copy',
		advice:
			'S3 copies at most 5 GiB in one request. Download the object and upload it under its new key.',
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
