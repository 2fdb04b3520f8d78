import type { IDataObject } from 'n8n-workflow';
import { headerText } from '../answers/headerText';
import { isoTime, sizeNumber, unquoteETag } from '../answers/values';
import { CallFailed } from '../api/failures';
import type { S3Endpoint } from './endpoint';
import { s3FailureOf } from './refused';
import { placeOf } from './place';
import { notUnderstood, send, type S3Answer, type S3Call } from './request';

/** An object as the storage describes it. */
export interface ObjectState {
	/** Undefined where the storage does not say. */
	size?: number;
	lastModified?: string;
	eTag?: string;
	contentType?: string;
	metadata: Record<string, string>;
	storageClass: string;
}

/** The storage class of an object whose answer names none (Amazon S3 API Reference, HeadObject). */
const DEFAULT_CLASS = 'STANDARD';

const METADATA = 'x-amz-meta-';

/** Asks the storage for an object without its contents; undefined where there is none. */
export async function headObject(
	storage: S3Endpoint,
	bucketName: string,
	key: string,
): Promise<ObjectState | undefined> {
	const head: S3Call = { method: 'HEAD', bucketName, key };
	try {
		return stateOf(storage, head, await send(storage, head));
	} catch (error) {
		if (s3FailureOf(error)?.status !== 404) return await Promise.reject(error);
	}
	if (await isMissing(storage, bucketName, key)) return undefined;
	return stateOf(storage, head, await send(storage, head));
}

/**
 * Whether it is the object that was not found: a HEAD's answer has no body that names what is missing, and a
 * server that is no storage, or a storage without the bucket, answers the same.
 * @throws CallFailed where something else is missing
 */
async function isMissing(storage: S3Endpoint, bucketName: string, key: string): Promise<boolean> {
	try {
		await send(storage, { method: 'GET', bucketName, key, headers: { range: 'bytes=0-0' } });
		return false;
	} catch (error) {
		if (s3FailureOf(error)?.code === 'NoSuchKey') return true;
		return await Promise.reject(error);
	}
}

function stateOf(storage: S3Endpoint, call: S3Call, { headers }: S3Answer): ObjectState {
	const eTag = unquoteETag(headers.etag);
	const size = sizeNumber(headers['content-length']);
	// Any of these is enough to see that a storage answered, and no sign-in page.
	const said = [eTag, headers['last-modified'], headers['x-amz-request-id']];
	if (said.every((one) => !one)) {
		throw new CallFailed(notUnderstood(placeOf(storage.access, call).origin));
	}
	return {
		size,
		lastModified: isoTime(headers['last-modified']),
		eTag,
		contentType: textOf(headers['content-type']),
		metadata: metadataOf(headers),
		storageClass: textOf(headers['x-amz-storage-class']) ?? DEFAULT_CLASS,
	};
}

const textOf = (value: unknown) =>
	typeof value === 'string' && value !== '' ? headerText(value) : undefined;

const metadataOf = (headers: IDataObject): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers)
			.filter(([name]) => name.startsWith(METADATA))
			.map(([name, value]) => [name.slice(METADATA.length), headerText(String(value))]),
	);
