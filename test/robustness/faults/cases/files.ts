import { keys, type OperationCase, type Request } from './case';

const uploaded = 'uploaded';
const LARGE = 9 * 2 ** 20;

/** An upload of a file of its own to a new object. */
const upload = (
	variant: string,
	bytes: () => Buffer,
	contents: string,
	requests: Request[],
): OperationCase => ({
	...{ resource: 'object', operation: 'upload', variant },
	parameters: ({ hostGroup, target: bucketName }) => ({
		...{ hostGroup, bucketName, key: uploaded, binaryPropertyName: 'data' },
	}),
	file: bytes,
	isLarge: variant !== '',
	requests: [keys, ...requests].map((request, at, all) => ({
		...request,
		// What is sent in parts is there only when the last request has put them together.
		...(at === all.length - 1 && {
			does: ({ buckets }, { target }) => void (buckets[target][uploaded] = contents),
		}),
	})),
	gives: ({ target }) => [{ bucketName: target, key: uploaded, uploaded: true }],
});

/** What moves files between n8n and an S3 endpoint. */
export const FILES: OperationCase[] = [
	{
		...{ resource: 'object', operation: 'download' },
		parameters: ({ hostGroup, bucket: bucketName, key }) => ({
			...{ hostGroup, bucketName, key, binaryPropertyName: 'data' },
		}),
		requests: [{ method: 's3.bucket.GetPresignedURL' }, { method: 'GetObject' }],
		gives: ({ key }) => [{ key, size: 'contents'.length }],
	},
	upload('', () => Buffer.from('a small file'), 'a small file', [{ method: 'PutObject' }]),
	upload('in parts', () => Buffer.alloc(LARGE, 7), `${LARGE} bytes`, [
		{ method: 'CreateMultipartUpload' },
		{ method: 'UploadPart', times: 2, isEachSent: true },
		{ method: 'CompleteMultipartUpload' },
	]),
];
