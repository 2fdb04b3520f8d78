type PlatformFailure = [code: number, text: string];
type FailureRow = [status: number, text: string, platform?: PlatformFailure, s3Code?: string];

/**
 * What S3 refuses: the HTTP status and text (as in Amazon's list of S3 error codes) of the S3 endpoint, and the
 * platform's own code and text. Without the latter, the platform answers S3's failure nested in an envelope that
 * says 0. `{}` becomes the name of the thing.
 */
export const S3_FAILURES = {
	AccessDenied: [403, 'Access Denied'],
	AccountAlreadyExists: [409, 'The account already exists: {}'],
	AuthorizationHeaderMalformed: [400, 'The authorization header is malformed'],
	AuthorizationQueryParametersError: [400, 'The query parameters of the signature are not right'],
	BadDigest: [400, 'The checksum you specified did not match what we received'],
	BucketAlreadyExists: [409, 'The requested bucket name is not available'],
	BucketAlreadyOwnedByYou: [
		409,
		'Your previous request to create the named bucket succeeded and you already own it',
	],
	BucketNotEmpty: [409, 'The bucket you tried to delete is not empty'],
	EntityTooSmall: [400, 'Your proposed upload is smaller than the minimum allowed size'],
	IncompleteBody: [400, 'You did not provide the number of bytes announced'],
	InternalError: [500, 'We encountered an internal error. Please try again.'],
	InvalidAccessKeyId: [403, 'The access key Id you provided does not exist in our records'],
	InvalidArgument: [400, 'Invalid argument: {}'],
	InvalidBucketName: [400, 'The specified bucket is not valid: {}'],
	InvalidContinuationToken: [
		400,
		'The continuation token provided is incorrect',
		[3, 'invalid parameter [continuationToken]'],
		'InvalidArgument',
	],
	InvalidLocationConstraint: [400, 'The specified location-constraint is not valid'],
	InvalidPart: [400, 'One or more of the specified parts could not be found'],
	InvalidPartOrder: [400, 'The list of parts was not in ascending order'],
	InvalidRange: [416, 'The requested range is not satisfiable'],
	InvalidRequest: [400, 'Invalid request: {}'],
	InvalidURI: [400, 'Could not parse the specified URI'],
	KeyTooLongError: [400, 'Your key is too long'],
	MalformedPolicy: [400, 'The policy is not valid: {}'],
	MalformedXML: [
		400,
		'The XML you provided was not well-formed or did not validate against our published schema',
	],
	MaxKeysReached: [409, 'The account {} has the maximum number of access keys (2)'],
	MaxMessageLengthExceeded: [400, 'Your request was too large.'],
	MethodNotAllowed: [405, 'The specified method is not allowed against this resource'],
	MissingContentLength: [411, 'You must provide the Content-Length HTTP header'],
	NoSuchAccount: [404, 'The account does not exist: {}', [5, 'account [{}] not found']],
	NoSuchAccessKey: [404, 'The access key does not exist: {}', [5, 'access key [{}] not found']],
	NoSuchBucket: [404, 'The specified bucket does not exist', [5, 'bucket [{}] not found']],
	NoSuchBucketPolicy: [404, 'The bucket policy does not exist'],
	NoSuchKey: [404, 'The specified key does not exist.', [5, 'object [{}] not found']],
	NoSuchUpload: [404, 'The specified multipart upload does not exist'],
	NotImplemented: [501, 'A header or query you provided is not implemented: {}'],
	PreconditionFailed: [412, 'At least one of the preconditions you specified did not hold'],
	RequestTimeTooSkewed: [
		403,
		"The difference between the request time and the server's time is too large",
	],
	SignatureDoesNotMatch: [
		403,
		'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
	],
	UserHasBuckets: [
		409,
		'The last account {} cannot be deleted while its owner has buckets in this host group',
	],
	XAmzContentSHA256Mismatch: [
		400,
		"The provided 'x-amz-content-sha256' header does not match what was computed",
	],
} satisfies Record<string, FailureRow>;

export type S3Code = keyof typeof S3_FAILURES;

/** A refusal by the store or the S3 endpoint. */
export class S3Failure extends Error {
	readonly status: number;
	readonly s3Code: string;
	/** The platform's own code and text, when it has one for this. */
	readonly platform?: { code: number; text: string };

	constructor(
		readonly code: S3Code,
		readonly resource = '',
		text?: string,
	) {
		const [status, template, platform, s3Code = code]: FailureRow = S3_FAILURES[code];
		super(text ?? template.replace('{}', () => resource));
		this.status = status;
		this.s3Code = s3Code;
		if (platform) {
			this.platform = { code: platform[0], text: platform[1].replace('{}', () => resource) };
		}
	}
}
