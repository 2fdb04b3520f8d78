import { listObjects, type AskForPage } from './listing';
import type { Parameters } from '../api/methods';
import type { Task } from '../operation';
import { listedObject, type ListedObject } from './listedObject';

/** What differs from the task's own parameters in a listing of a bucket below a prefix. */
interface Place {
	bucketName: string;
	prefix?: string;
}

const PAGE_SIZE = 1000;

/** Parameters of other calls that a listing must not send. */
const NOT_LISTED: Partial<Parameters> = {
	srcBucketName: undefined,
	dstBucketName: undefined,
};

/** Asks for pages of a bucket, whatever else the task's parameters name. */
const pagesIn =
	(task: Task, bucketName: string, maxKeys: number): AskForPage =>
	async (request) =>
		await task.call('s3.bucket.ListObjects', { ...NOT_LISTED, bucketName, ...request, maxKeys });

/** Every object below a prefix, as one stream; the next page is under way while one is worked on. */
export async function* listAllObjects(
	task: Task,
	{ bucketName, prefix }: Place,
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
 * One object as it is now; undefined where there is none. Of all keys that begin with a key, S3 lists the
 * key itself first.
 */
export async function presentState(
	task: Task,
	bucketName: string,
	key: string,
): Promise<ListedObject | undefined> {
	const batches = listObjects(pagesIn(task, bucketName, 1), { prefix: key, isGrouped: true });
	for await (const [first] of batches) {
		if (first) return 'key' in first && first.key === key ? listedObject(first) : undefined;
	}
	return undefined;
}

/** Asks for one object of a bucket, to fail where there is no such bucket or it may not be listed. */
export const assertListable = async (task: Task, bucketName: string): Promise<void> => {
	await pagesIn(task, bucketName, 1)({});
};
