import { isNotFound } from '../api/failures';
import { listObjects, type AskForPage, type ObjectEntry } from './listing';
import type { HostGroupValues, Task } from '../operation';
import { listedObject, type ListedObject } from './listedObject';

const PAGE_SIZE = 1000;

type ListingTask = Pick<Task<HostGroupValues>, 'call' | 'values'>;

/** Asks for pages of a bucket. */
const pagesIn =
	({ call, values: { hostGroup } }: ListingTask, bucketName: string, maxKeys: number): AskForPage =>
	async (request) =>
		await call('s3.bucket.ListObjects', { hostGroup, bucketName, ...request, maxKeys });

/** Every object below a prefix, as one stream. @param isPrefetched whether the next page is asked for early */
export async function* listAllObjects(
	task: ListingTask,
	{ bucketName, prefix }: { bucketName: string; prefix: string | undefined },
	isPrefetched: boolean,
): AsyncGenerator<ListedObject> {
	const batches = listObjects(pagesIn(task, bucketName, PAGE_SIZE), {
		...{ prefix: prefix || undefined, isGrouped: false, isPrefetched },
	});
	for await (const batch of batches) {
		for (const entry of batch) yield listedObject(entry);
	}
}

/**
 * One object's row as it is listed now; undefined where there is none. Of all keys that begin with a key, S3
 * lists the key itself first.
 */
export async function presentEntry(
	task: Task<HostGroupValues>,
	bucketName: string,
	key: string,
): Promise<ObjectEntry | undefined> {
	const batches = listObjects(pagesIn(task, bucketName, 1), { prefix: key, isGrouped: true });
	for await (const [first] of batches) {
		if (first) return 'key' in first && first.key === key ? first : undefined;
	}
	return undefined;
}

/** Whether there is an object now; there is none where its bucket is gone. */
export async function isListed(
	task: Task<HostGroupValues>,
	bucketName: string,
	key: string,
): Promise<boolean> {
	try {
		return (await presentEntry(task, bucketName, key)) !== undefined;
	} catch (error) {
		if (isNotFound(error, 'bucket')) return false;
		return await Promise.reject(error);
	}
}

/** One object as it is now; undefined where there is none. */
export async function presentState(
	task: Task<HostGroupValues>,
	bucketName: string,
	key: string,
): Promise<ListedObject | undefined> {
	const entry = await presentEntry(task, bucketName, key);
	return entry && listedObject(entry);
}

/** Asks for one object of a bucket, to fail where there is no such bucket or it may not be listed. */
export const assertListable = async (
	task: Task<HostGroupValues>,
	bucketName: string,
): Promise<void> => {
	await pagesIn(task, bucketName, 1)({});
};
