import { toIso } from '../answers/values';
import { forEachInPool } from '../concurrency/pool';
import { omitUndefined } from '../items';
import { caught } from '../objects/deleteMany';
import type { ResultItem } from '../operation';
import { download } from '../s3/download';
import { TOO_SLOW, type Found } from './compare';
import type { PollTask } from './row';

/** The binary field of a downloaded object: the name that n8n's own nodes look for. */
const BINARY_FIELD = 'data';

/**
 * Makes found events into items. With "Download File" it may end early, with those that came before a failure: the
 * others are found again by the next poll.
 * @throws what the first download failed with, if there is no item at all
 */
export async function deliver(task: PollTask, found: Found[]): Promise<Map<Found, ResultItem>> {
	const items = new Map<Found, ResultItem>();
	const error = await caught(
		forEachInPool(
			found,
			task.concurrency,
			async (one) => {
				items.set(one, await itemOf(task, one));
			},
			task.signal,
		),
	);
	if (items.size > 0 || found.length === 0) return items;
	throw task.signal?.aborted ? TOO_SLOW : error?.cause;
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
