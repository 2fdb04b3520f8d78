import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import axios from 'axios';

// These checks also run on Node 20, and its age is not this line's news.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

type Pair = { accKey: string; secretKey: string };

type Place = { endpoint: string; bucket: string; key: string };

/** Stores an object as any S3 client would; gives `stored`, or why the storage refused. */
export async function storeWith({ accKey, secretKey }: Pair, { endpoint, bucket, key }: Place) {
	const credentials = { accessKeyId: accKey, secretAccessKey: secretKey };
	const client = new S3Client({ endpoint, region: 'any', forcePathStyle: true, credentials });
	try {
		await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'hello' }));
		return 'stored';
	} catch (error) {
		if (error instanceof S3ServiceException) return error.name;
		throw error;
	} finally {
		client.destroy();
	}
}

/** The HTTP status with which the storage answers somebody without any key. */
export async function statusForStrangers({ endpoint, bucket, key }: Place): Promise<number> {
	const url = `${endpoint}/${bucket}/${key}`;
	const { status } = await axios.get(url, { proxy: false, validateStatus: () => true });
	return status;
}
