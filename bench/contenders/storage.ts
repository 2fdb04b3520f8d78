import { DeleteObjectsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { IDataObject } from 'n8n-workflow';
import { UPLOAD_TYPE } from '../works';

interface Account {
	endpoint: string;
	keys: Array<{ accKey: string; secretKey: string }>;
}

/** The storage itself, opened with the keys of the first account. @param answer of GetKeys */
function storageOf(answer: IDataObject): S3Client {
	const [{ endpoint, keys }] = answer.array as unknown as Account[];
	const [{ accKey: accessKeyId, secretKey: secretAccessKey }] = keys;
	return new S3Client({
		...{ endpoint, region: 'us-east-1', forcePathStyle: true },
		credentials: { accessKeyId, secretAccessKey },
	});
}

/** A link that a file is uploaded with. @param answer of GetKeys */
export async function uploadUrl(answer: IDataObject, Bucket: string, Key: string): Promise<string> {
	const put = new PutObjectCommand({ Bucket, Key, ContentType: UPLOAD_TYPE });
	return await getSignedUrl(storageOf(answer), put);
}

/** The most that one request of S3 deletes. */
const MOST_KEYS = 1000;

/** Deletes objects, 1,000 with each request, all requests at once. @param answer of GetKeys */
export async function deleteInBatches(
	answer: IDataObject,
	Bucket: string,
	keys: string[],
): Promise<number> {
	const storage = storageOf(answer);
	const starts = Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, at) => at);
	const counts = await Promise.all(
		starts.map(async (at) => {
			const batch = keys.slice(at * MOST_KEYS, (at + 1) * MOST_KEYS);
			const Objects = batch.map((Key) => ({ Key }));
			const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
			const { Errors = [] } = await storage.send(command);
			return batch.length - Errors.length;
		}),
	);
	return counts.reduce((sum, count) => sum + count, 0);
}
