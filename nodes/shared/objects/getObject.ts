import { read } from '../answers';
import { omitUndefined } from '../answers/omitUndefined';
import { isoTime } from '../answers/values';
import { CallFailed } from '../api/failures';
import { interpolate } from '../api/failures/interpolate';
import { placeLast } from '../execution/placeLast';
import type { bucket, hostGroup, key } from '../fields/common';
import type { ifMissing } from '../fields/storage';
import type { ResultItem, TaskOf } from '../operation';
import { openEndpointIfPossible } from '../s3/endpoint';
import { headObject, type ObjectState } from '../s3/headObject';
import { isNotOffered, refusalOf } from '../s3/refused';
import { presentEntry } from './bucketListing';
import { listedObject } from './listedObject';

type GetTask = TaskOf<[typeof hostGroup, typeof bucket, typeof key], [typeof ifMissing]>;

const LISTED_ONLY =
	'Content type and metadata are missing: only the storage tells them, and it takes the keys of an S3 account. The token must permit s3.account.GetKeys, an account in the host group must have an enabled key pair, and the storage must offer HeadObject.';

/** Object: Get. Describes one object, or says that it is missing. */
export async function getObject(task: GetTask): Promise<ResultItem[]> {
	const { bucketName, key, ifMissing = 'fail' } = task.values;
	const state = (await fromStorage(task)) ?? (await fromListing(task));
	const exists = state !== 'missing';
	if (!exists && ifMissing === 'fail') throw missing(bucketName, key);
	return [{ json: placeLast(task.named, omitUndefined({ exists, ...(exists && state) })) }];
}

/** Undefined where the storage cannot be asked. */
async function fromStorage(task: GetTask): Promise<ObjectState | 'missing' | undefined> {
	const { bucketName, key } = task.values;
	const storage = await openEndpointIfPossible(task, bucketName);
	if (!storage) return undefined;
	try {
		return (await headObject(storage, bucketName, key)) ?? 'missing';
	} catch (error) {
		if (isNotOffered(error)) return undefined;
		return await Promise.reject(error);
	}
}

async function fromListing(task: GetTask): Promise<Partial<ObjectState> | 'missing'> {
	const { bucketName, key } = task.values;
	const entry = await presentEntry(task, bucketName, key);
	if (!entry) return 'missing';
	task.hint(LISTED_ONLY);
	const { size, lastModified, eTag } = listedObject(entry);
	const storageClass = read(entry.row, 'storageClass');
	return {
		...{ size, lastModified: isoTime(lastModified), eTag },
		storageClass: storageClass === undefined ? undefined : String(storageClass),
	};
}

/** As the storage words it. */
function missing(bucket: string, key: string): CallFailed {
	const { message = '', advice = '' } = refusalOf('NoSuchKey');
	return new CallFailed({
		message: interpolate(message, { bucket, key }),
		advice,
		notFound: 'object',
	});
}
