import type { S3Endpoint } from './endpoint';

/** Where bytes are put. */
export interface Target {
	storage: S3Endpoint;
	bucketName: string;
	key: string;
	/** Headers that are stored with the object. */
	headers: Record<string, string>;
}
