import type { Missing } from '../methods';
import { existing, invalid, missing, said } from './phrases';
import type { UserMessage } from './text';

interface MessagePattern extends UserMessage {
	/** One of which says it. */
	patterns: RegExp[];
	/** Only for calls of these methods. */
	methods?: string[];
	/** What was named and is not there. */
	missing?: Missing;
}

/** An access key, not another kind of key; "keyboard" is none either. */
const ACCESS_KEY =
	'(?<!\\b(?:secret|encryption|api|request|session|public|private|object|host) )(?:access ?)?key(?: ?pair)?';
const OBJECT_KEY = '(?<!\\b(?:access|secret|encryption|api|request|session|public|private) )key';
const KEY_PAIRS = '(?:access )?(?:keys|key ?pairs)\\b(?! per request)';
const HOST_GROUP = 'host ?group|(?:hardware )?node ?group|cluster|region';

/** By what the platform's own text says; S3's error codes (Amazon S3 API Reference) appear in it. */
export const MESSAGE_PATTERNS: MessagePattern[] = [
	{
		patterns: [/\bBucketNotEmpty\b/, said('bucket', '(?<!be )not empty\\b')],
		methods: ['s3.bucket.Delete'],
		message: 'The bucket {bucket} is not empty',
		advice: 'Turn on "Empty First", or delete its objects with Object: Delete Many first.',
	},
	{
		patterns: [
			/\bNoSuchBucketPolicy\b/,
			...missing('(?:bucket )?policy'),
			/\bno (?:bucket )?policy (?:is |was )?(?:set|found|attached|defined|exists)\b|\b(?:has|have) no (?:bucket )?policy\b/i,
		],
		methods: ['s3.bucket.GetPolicy', 's3.bucket.DeletePolicy'],
		message: 'The bucket {bucket} has no policy',
		advice: 'Set one with Policy: Set.',
		missing: 'policy',
	},
	{
		patterns: [/\bNoSuchKey\b/, ...missing('object'), ...missing(OBJECT_KEY)],
		methods: ['s3.bucket.CopyObject', 's3.bucket.DeleteObject', 's3.bucket.GetPresignedURL'],
		message: 'The object {key} does not exist in the bucket {objectBucket}',
		advice: 'Check the object key: upper and lower case, slashes and spaces count.',
		missing: 'object',
	},
	{
		patterns: [/\bNoSuchBucket\b/, ...missing('bucket(?: name)?')],
		message: 'The bucket {bucket} does not exist',
		advice: 'Check the bucket and the host group; Bucket: Get Many lists what there is.',
		missing: 'bucket',
	},
	{
		patterns: [/\bBucketAlready(?:Exists|OwnedByYou)\b/, existing('bucket(?: ?name)?')],
		methods: ['s3.bucket.Create'],
		message: 'A bucket named {bucket} already exists',
		advice: "Choose another name: a bucket's name is unique in its S3 cluster, whoever owns it.",
	},
	{
		patterns: [
			/\b(?:Account|User|Entity)?AlreadyExists\b/,
			existing('(?:account|user)(?: ?name)?'),
		],
		methods: ['s3.account.Create'],
		message: 'An account named {account} already exists',
		advice: 'Choose another name; Account: Get Many lists what there is.',
	},
	{
		patterns: [
			/\b(?:MaxKeysReached|TooMany(?:Access)?Keys|AccessKeysPerUser)\b/,
			new RegExp(
				`\\b(?:max(?:imum)?|limit of|at most|more than|too many|already has)\\b(?: (?:allowed|number|count|of|the|active|two|\\d+))* ${KEY_PAIRS}`,
				'i',
			),
			new RegExp(
				`\\b(?:limit|number of) ${KEY_PAIRS}[^.;,]{0,30}\\b(?:exceed|reached|maximum)`,
				'i',
			),
			/\b(?<!\bapi )key(?: ?pair)?s? (?:limit|quota|maximum)(?: (?:is|was|has been))? (?:exceeded|reached)\b/i,
		],
		methods: ['s3.account.GenerateKey'],
		message: 'The account {account} has two key pairs already',
		advice:
			'An account holds at most two. Revoke the one that is not in use (Access Key: Revoke), then generate; Access Key: Regenerate replaces a pair immediately.',
	},
	{
		patterns: [
			/\b(?:last|only)(?: (?:remaining|active|access|existing|valid))* key\b/i,
			/\bat least one (?:active |access )*key\b/i,
		],
		methods: ['s3.account.RevokeKey'],
		message: 'The access key {accessKey} is the last one of its account',
		advice: 'Generate another first (Access Key: Generate), then revoke this one.',
	},
	{
		patterns: [/\bNoSuch(?:Access)?Key\b|\bInvalidAccessKey(?:Id)?\b/, ...missing(ACCESS_KEY)],
		methods: ['s3.account.RegenerateKeys', 's3.account.RevokeKey'],
		message: 'The access key {accessKey} does not exist in the host group {hostGroup}',
		advice: 'Access Key: Get Many lists the access keys of every account.',
		missing: 'accessKey',
	},
	{
		patterns: [/\bNoSuch(?:Account|User)\b/, ...missing('account(?: name)?')],
		message: 'The account {account} does not exist in the host group {hostGroup}',
		advice: 'Account: Get Many lists the accounts of every host group.',
		missing: 'account',
	},
	{
		patterns: [...missing(HOST_GROUP), ...invalid(HOST_GROUP)],
		message: 'The host group {hostGroup} does not exist',
		advice: 'Choose the host group From List, or enter its unique name.',
	},
	{
		patterns: [
			/\bMalformedPolicy(?:Document)?\b|\bInvalidPolicy\w*/,
			said('polic(?:y|ies)', '(?:invalid|malformed|not valid)\\b'),
			/\b(?:invalid|malformed|unsupported)\b[^.,;:]{0,40}\bpolic(?:y|ies)\b/i,
		],
		methods: ['s3.bucket.SetPolicy'],
		message: 'The storage refused the policy',
		advice:
			'Check "Policy": its Version, each Statement\'s Effect, Principal, Action, and that each Resource names this bucket.',
	},
	{
		patterns: [
			/\bInvalidBucketName\b/,
			/\bspecified bucket is not valid\b/i,
			...invalid('bucket ?name'),
			said(
				'bucket ?name',
				'(?:must|may only|may not|can only|cannot) (?:be|begin|start|end|contain)',
			),
		],
		methods: ['s3.bucket.Create'],
		message: '{bucket} is not a valid bucket name',
		advice:
			'Use 3 to 63 lowercase letters, digits, dots, hyphens and underscores, beginning and ending with a letter or digit.',
	},
	{
		patterns: [/\bEntityTooLarge\b/, /\blarger than the maximum allowable size\b/],
		methods: ['s3.bucket.CopyObject'],
		message: 'The object {key} is too large to copy',
		advice:
			'S3 copies at most 5 GiB in one request. Download the object and upload it under its new key.',
	},
	{
		patterns: [
			/\bLimitExceeded\b/,
			/quota_?exceeded/i,
			said('quota', '(?:exceed|reached|exhausted|used up|full\\b)'),
			/\b(?:exceed\w*|over|reached)(?: (?:the|your|its|an?|account|storage|disk|bucket|user))* quota\b/i,
		],
		message: 'A quota of the platform account is reached',
		advice: 'Delete what is no longer needed, or ask the provider to raise the quota.',
	},
	{
		patterns: [
			/\bAccessDenied(?:Exception)?\b/,
			/\b(?:access|permission|operation|request|action)(?: to \S+)? (?:is |was )?(?:denied|forbidden)\b/i,
			/^\W*(?:403 )?forbidden\W*$/i,
		],
		message: 'The storage denied access to {named}',
		advice: 'Check who owns it, and whether the bucket has a policy that denies it.',
	},
];
