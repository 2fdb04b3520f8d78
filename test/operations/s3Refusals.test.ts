import '../support/quickRetries';
import { STORED, useEndpoint, xmlError } from '../support/endpoint';
import { expectFailure } from '../support/expecting';

// Refusals of an S3 endpoint, by their codes and statuses: what the failure says, and what is tried again.

const { platform, storage, linkTo, upload, download } = useEndpoint();

const REFUSALS: Array<[string, number, RegExp, RegExp]> = [
	['NoSuchKey', 404, /^The object "a.txt" does not exist in the bucket "b1"$/, /object key/],
	['NoSuchBucket', 404, /^The bucket "b1" does not exist/, /Bucket: Get Many/],
	['NoSuchUpload', 404, /NoSuchUpload/, /Upload the file again/],
	['AccessDenied', 403, /AccessDenied/, /policy of the bucket/],
	['InvalidAccessKeyId', 403, /InvalidAccessKeyId/, /Key: Get Many/],
	['SignatureDoesNotMatch', 403, /SignatureDoesNotMatch/, /Key: Get Many/],
	['UserSuspended', 403, /UserSuspended/, /disabled/],
	['RequestTimeTooSkewed', 403, /RequestTimeTooSkewed/, /[Cc]lock/],
	['QuotaExceeded', 403, /QuotaExceeded/, /raise the quota/],
	['EntityTooLarge', 400, /too large/, /5 GiB/],
	['NotImplemented', 501, /NotImplemented/, /does not offer/],
	['', 400, /HTTP 400/, /does not understand the request/],
	['InvalidArgument', 400, /InvalidArgument: no/, /does not understand the request/],
	['', 403, /HTTP 403/, /belongs to the owner/],
	['', 404, /HTTP 404/, /Check the bucket/],
	['', 405, /HTTP 405/, /does not offer/],
	['BucketNotEmpty', 409, /BucketNotEmpty/, /Let it end/],
	['', 411, /HTTP 411/, /does not understand/],
	['PreconditionFailed', 412, /PreconditionFailed/, /Run this again/],
	['', 413, /HTTP 413/, /too large/],
	['', 416, /HTTP 416/, /replaced meanwhile/],
	['', 418, /HTTP 418/, /report the text above/],
	['', 501, /HTTP 501/, /does not offer/],
	['', 507, /HTTP 507/, /raise the quota/],
	// A permanent code stays permanent, whatever the status says.
	['QuotaExceeded', 503, /QuotaExceeded/, /raise the quota/],
];

describe.each(['upload', 'download'])('%s', (operation) => {
	const run = async () => {
		linkTo(`${storage.url()}/b1/a.txt`);
		return await (operation === 'upload' ? upload() : download());
	};

	test.each(REFUSALS)(
		'%s (HTTP %d): advice of its own, and no retry',
		async (code, status, message, advice) => {
			storage.answers(code ? xmlError(code, status) : { status });
			const result = await run();
			expectFailure(result, message, advice);
			expect(result.error?.description).not.toMatch(/[Tt]ry again later/);
			expect(result.error?.message.length).toBeLessThan(300);
			expect(storage.requests).toHaveLength(1);
		},
	);

	test.each<[string, number]>([
		...[408, 429, 502, 504].map((status): [string, number] => ['', status]),
		...[400, 503].map((status): [string, number] => ['SlowDown', status]),
		['RequestTimeout', 400],
		['OperationAborted', 409],
		['InternalError', 500],
		['ServiceUnavailable', 503],
	])('%s (HTTP %d) is tried again', async (code, status) => {
		const refusal = code ? xmlError(code, status) : { status };
		const answers = [refusal, refusal, refusal];
		storage.answers(() => answers.shift() ?? STORED);
		expect((await run()).error).toBeUndefined();
		expect(storage.requests).toHaveLength(4);
		storage.answers(refusal);
		expectFailure(await run(), /./, /Try again later\. Tried 4 times\./);
	});
});

test.each(['platform', 'storage'] as const)(
	'an answer of the %s that is not gzip, although it says so',
	async (server) => {
		const headers = { 'content-encoding': 'gzip', etag: '"t"' };
		({ platform, storage })[server].answers({ headers, body: '{"result": 0}' });
		const message = /^The answer of .* says that it is compressed, and cannot be decompressed$/;
		expectFailure(await upload(), message);
	},
);
