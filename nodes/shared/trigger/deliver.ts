import { toIso } from '../answers/values';
import { errorText } from '../api/failures/describeError';
import { forEachInPool } from '../concurrency/pool';
import { omitUndefined } from '../answers/omitUndefined';
import { caught } from '../objects/bulkRun';
import type { ResultItem } from '../operation';
import { download } from '../s3/download';
import { TOO_SLOW, type Found } from './compare';
import type { PollTask } from './row';

/** The binary field of a downloaded object: the name that n8n's own nodes look for. */
const BINARY_FIELD = 'data';

/** After so many failures it is not a matter of single objects, and no further download is begun. */
const MOST_FAILURES = 10;

/**
 * Makes found events into items. With "Download File" some may be missing: those whose download failed, or for which
 * there was no time. The next poll finds them again.
 * @throws what the first download failed with, if there is no item at all
 */
export async function deliver(task: PollTask, found: Found[]): Promise<Map<Found, ResultItem>> {
	const { signal, concurrency } = task;
	const items = new Map<Found, ResultItem>();
	const failures: unknown[] = [];
	const work = async (one: Found) => {
		if (failures.length >= MOST_FAILURES) return;
		const error = await caught(itemOf(task, one).then((item) => items.set(one, item)));
		if (error) failures.push(error.cause);
	};
	await forEachInPool(found, concurrency, work, signal);
	const [first] = failures;
	if (items.size === 0 && found.length > 0) throw signal?.aborted ? TOO_SLOW : first;
	if (first) task.warn(errorText(first));
	return items;
}

async function itemOf(task: PollTask, { event, object }: Found): Promise<ResultItem> {
	const { key, size, lastModified, eTag } = object;
	const { bucketName, hostGroup } = task.values;
	const json = omitUndefined({
		...{ event, key, size, lastModified: toIso(lastModified ?? NaN), eTag, bucketName, hostGroup },
	});
	if (!task.values.download || event === 'deleted') return { json };
	const file = { key, binaryPropertyName: BINARY_FIELD, fileName: undefined };
	const [{ binary }] = await download({ ...task, values: { ...task.values, ...file } });
	return { json, binary };
}
