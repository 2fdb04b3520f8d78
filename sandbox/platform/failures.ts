/**
 * What S3 refuses, and how each server says so: the S3 endpoint answers `status` and the code in XML.
 * The platform answers either a code of its own, for a named thing that does not exist or a bad
 * parameter, or, without `platform`, the S3 failure nested in an envelope that says 0.
 * Texts as in Amazon's list of S3 error codes. `{}` becomes the name of the thing.
 */
export const S3_FAILURES = {
	AccessDenied: { status: 403, text: 'Access Denied' },
	AccountAlreadyExists: { status: 409, text: 'The account already exists: {}' },
	AuthorizationHeaderMalformed: { status: 400, text: 'The authorization header is malformed' },
	AuthorizationQueryParametersError: {
		status: 400,
		text: 'The query parameters of the signature are not right',
	},
	BadDigest: { status: 400, text: 'The checksum you specified did not match what we received' },
	BucketAlreadyExists: { status: 409, text: 'The requested bucket name is not available' },
	BucketAlreadyOwnedByYou: {
		status: 409,
		text: 'Your previous request to create the named bucket succeeded and you already own it',
	},
	BucketNotEmpty: { status: 409, text: 'The bucket you tried to delete is not empty' },
	EntityTooSmall: {
		status: 400,
		text: 'Your proposed upload is smaller than the minimum allowed size',
	},
	IncompleteBody: { status: 400, text: 'You did not provide the number of bytes announced' },
	InternalError: { status: 500, text: 'We encountered an internal error. Please try again.' },
	InvalidAccessKeyId: {
		status: 403,
		text: 'The access key Id you provided does not exist in our records',
	},
	InvalidArgument: { status: 400, text: 'Invalid argument: {}' },
	InvalidBucketName: { status: 400, text: 'The specified bucket is not valid: {}' },
	InvalidContinuationToken: {
		status: 400,
		code: 'InvalidArgument',
		text: 'The continuation token provided is incorrect',
		platform: { code: 3, text: 'invalid parameter [continuationToken]' },
	},
	InvalidLocationConstraint: {
		status: 400,
		text: 'The specified location-constraint is not valid',
	},
	InvalidPart: { status: 400, text: 'One or more of the specified parts could not be found' },
	InvalidPartOrder: { status: 400, text: 'The list of parts was not in ascending order' },
	InvalidRange: { status: 416, text: 'The requested range is not satisfiable' },
	InvalidRequest: { status: 400, text: 'Invalid request: {}' },
	InvalidURI: { status: 400, text: 'Could not parse the specified URI' },
	KeyTooLongError: { status: 400, text: 'Your key is too long' },
	MalformedPolicy: { status: 400, text: 'The policy is not valid: {}' },
	MalformedXML: {
		status: 400,
		text: 'The XML you provided was not well-formed or did not validate against our published schema',
	},
	MaxKeysReached: {
		status: 409,
		text: 'The account {} has the maximum number of access keys (2)',
	},
	MaxMessageLengthExceeded: { status: 400, text: 'Your request was too large.' },
	MethodNotAllowed: {
		status: 405,
		text: 'The specified method is not allowed against this resource',
	},
	MissingContentLength: { status: 411, text: 'You must provide the Content-Length HTTP header' },
	NoSuchAccount: {
		status: 404,
		text: 'The account does not exist: {}',
		platform: { code: 5, text: 'account [{}] not found' },
	},
	NoSuchAccessKey: {
		status: 404,
		text: 'The access key does not exist: {}',
		platform: { code: 5, text: 'access key [{}] not found' },
	},
	NoSuchBucket: {
		status: 404,
		text: 'The specified bucket does not exist',
		platform: { code: 5, text: 'bucket [{}] not found' },
	},
	NoSuchBucketPolicy: { status: 404, text: 'The bucket policy does not exist' },
	NoSuchKey: {
		status: 404,
		text: 'The specified key does not exist.',
		platform: { code: 5, text: 'object [{}] not found' },
	},
	NoSuchUpload: { status: 404, text: 'The specified multipart upload does not exist' },
	NotImplemented: { status: 501, text: 'A header or query you provided is not implemented: {}' },
	RequestTimeTooSkewed: {
		status: 403,
		text: "The difference between the request time and the server's time is too large",
	},
	SignatureDoesNotMatch: {
		status: 403,
		text: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
	},
	UserHasBuckets: {
		status: 409,
		text: 'The last account {} cannot be deleted while its owner has buckets in this host group',
	},
	XAmzContentSHA256Mismatch: {
		status: 400,
		text: "The provided 'x-amz-content-sha256' header does not match what was computed",
	},
} satisfies Record<string, FailureRow>;

interface FailureRow {
	status: number;
	text: string;
	/** The code to answer when it is not the row's name. */
	code?: string;
	platform?: { code: number; text: string };
}

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
		const row: FailureRow = S3_FAILURES[code];
		super(text ?? row.text.replace('{}', () => resource));
		this.status = row.status;
		this.s3Code = row.code ?? code;
		if (row.platform) {
			const { code: number, text: template } = row.platform;
			this.platform = { code: number, text: template.replace('{}', () => resource) };
		}
	}
}
