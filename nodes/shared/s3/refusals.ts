import type { UserMessage } from '../api/failures';
import { GATEWAY_FAILED, TOO_SLOW_OR_OFTEN } from '../api/failures/statuses';

/** What an S3 endpoint refuses with, and what follows from it. */
export interface Refusal extends Partial<UserMessage> {
	/** S3's own codes; a row without is for a status whose code has no row. */
	codes?: string[];
	statuses?: number[];
	/** The same request may succeed a moment later. */
	retry?: true;
	/** The storage may have done the work all the same. */
	isUnknown?: true;
	/** Another key pair may be accepted. */
	isPairRefused?: true;
	/** No pair is accepted, or the account is blocked: the same holds for every object. */
	endsRun?: true;
	/** What was named is not there. */
	isGone?: true;
}

const LATER = 'Try again later.';

const OTHER_FORM =
	'The endpoint does not understand the request. Check the bucket and the object key; if they are right, report the text above to the provider of the platform.';

const FULL =
	'Delete what is no longer needed, or ask the provider of the platform to raise the quota.';

/** How a storage says that it does not have an operation. */
export const NOT_OFFERED_BY = {
	codes: ['NotImplemented', 'MethodNotAllowed'],
	statuses: [405, 501],
};

const NOT_OFFERED =
	'This storage does not have it: its S3 endpoint does not offer the operation. Ask the provider of the platform whether it can be made available.';

const KEYS_OF_THE_OWNER =
	'Check that the account whose keys were used belongs to the owner of the bucket, and the policy of the bucket.';

const PAIRS =
	'Access Key: Get Many shows the key pairs of the owner in this host group; one of them must be enabled and known to the storage.';

/**
 * S3's refusals (Amazon S3 API Reference, "Error responses"; Ceph's and Virtuozzo's names beside them).
 * `{key}`, `{bucket}` are what was asked for.
 */
export const REFUSALS: Refusal[] = [
	{
		codes: ['NoSuchKey'],
		message: 'The object "{key}" does not exist in the bucket "{bucket}"',
		advice:
			'Check the object key (upper and lower case, slashes and spaces count), the bucket and the host group.',
		isGone: true,
	},
	{
		codes: ['NoSuchBucket'],
		message: 'The bucket "{bucket}" does not exist on the S3 endpoint',
		advice: 'Check the bucket and the host group; Bucket: Get Many lists what there is.',
	},
	{
		codes: ['NoSuchUpload'],
		advice:
			'The unfinished upload of the object is gone: somebody else ended it, or a rule of the bucket did. Upload the file again.',
		isGone: true,
	},
	{ codes: ['AccessDenied'], advice: KEYS_OF_THE_OWNER, isPairRefused: true },
	{
		codes: ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'AuthorizationHeaderMalformed'],
		advice: PAIRS,
		isPairRefused: true,
		endsRun: true,
	},
	{
		codes: [
			'AccountProblem',
			'AllAccessDisabled',
			'InvalidSecurity',
			'NotSignedUp',
			'UserSuspended',
		],
		advice: `The account or its key pair is disabled. ${PAIRS}`,
		isPairRefused: true,
		endsRun: true,
	},
	{
		codes: ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'],
		advice:
			'The clock of this n8n and that of the storage differ too much. Set the clock of the machine that runs n8n.',
	},
	{ codes: ['QuotaExceeded', 'QuotaExceededException', 'InsufficientCapacity'], advice: FULL },
	{
		codes: ['EntityTooLarge'],
		message: 'The object is too large for the S3 endpoint',
		advice:
			'An object may have at most 5 TiB, what goes in one request 5 GiB; the provider may allow less.',
	},
	{
		codes: ['MetadataTooLarge'],
		advice: 'S3 stores at most 2 KB of names and values with an object. Shorten "Metadata".',
	},
	{
		codes: ['BadDigest', 'InvalidDigest', 'XAmzContentSHA256Mismatch'],
		advice: LATER,
		retry: true,
	},
	{ codes: ['SlowDown', 'ServiceUnavailable', 'Busy', 'Throttling'], advice: LATER, retry: true },
	{ codes: ['InternalError'], advice: LATER, retry: true, isUnknown: true },
	{ codes: ['RequestTimeout', 'OperationAborted'], advice: LATER, retry: true },
	{ codes: NOT_OFFERED_BY.codes, advice: NOT_OFFERED },
	{ statuses: TOO_SLOW_OR_OFTEN, advice: LATER, retry: true },
	{ statuses: [507], advice: FULL },
	{ statuses: [500, ...GATEWAY_FAILED], advice: LATER, retry: true, isUnknown: true },
	{ statuses: [400, 411, 414, 431], advice: OTHER_FORM },
	{ statuses: [401, 403], advice: KEYS_OF_THE_OWNER, isPairRefused: true },
	{ statuses: [404], advice: 'Check the bucket, the object key and the host group.' },
	{ statuses: NOT_OFFERED_BY.statuses, advice: NOT_OFFERED },
	{
		statuses: [409],
		advice:
			'Something else is being done to the same bucket or object. Let it end, then run this again.',
	},
	{ statuses: [410], advice: 'It was removed for good. Check the bucket and the object key.' },
	{
		statuses: [412],
		advice: 'The object was changed or replaced at the same moment. Run this again.',
	},
	{
		statuses: [413],
		advice:
			'The request is too large for the S3 endpoint, or for a proxy before it. Ask the provider of the platform for the limit.',
	},
	{
		statuses: [416],
		advice: 'The object is shorter than it was: it was replaced meanwhile. Run this again.',
	},
];

/** For what no row knows. */
export const UNKNOWN_REFUSAL: Refusal = {
	advice:
		'Check the bucket, the object key and the policy of the bucket; if they are right, report the text above to the provider of the platform.',
};
