import type { IDataObject } from 'n8n-workflow';
import { toIso } from '../answers/values';
import { declaredCause, endsRun } from '../api/failures';
import { errorText } from '../api/failures/describeError';
import { forEachInPool } from '../concurrency/pool';
import { omitUndefined } from '../answers/omitUndefined';
import { DEFAULT_POLL_LIMIT } from '../fields/trigger';
import { caught } from '../objects/bulkRun';
import type { ResultItem } from '../operation';
import { download } from '../s3/download';
import { TOO_SLOW, type Found } from './compare';
import type { PollTask } from './row';

/** The binary field of a downloaded object: the name that n8n's own nodes look for. */
const BINARY_FIELD = 'data';

/** After so many failures that may be everybody's, and no success, no further download is begun. */
const MOST_FAILURES = 10;

/** In the last of so many polls, an event whose file cannot be had is handed out without it. */
export const MOST_TRIES = 3;

/** What became of events; those that are in neither are left to the next poll. */
export interface Delivery {
	items: Map<Found, ResultItem>;
	/** Why files could not be had, where that is a matter of the single object. */
	failures: Map<Found, unknown>;
}

/**
 * Makes found events into items, no more than the limit. With "Download File" some may be missing: those whose
 * download failed, or for which there was no time. A later poll finds them again.
 * @throws what the first download failed with, if nothing came of any event, and more than single objects may be wrong
 */
export async function deliver(task: PollTask, found: Found[]): Promise<Delivery> {
	const { signal, concurrency } = task;
	const { limit = DEFAULT_POLL_LIMIT } = task.values;
	const items: Delivery['items'] = new Map();
	const own: Delivery['failures'] = new Map();
	const shared: Delivery['failures'] = new Map();
	let begun = 0;
	let isServing = false;
	const work = async (one: Found) => {
		const isInVain = !isServing && shared.size >= MOST_FAILURES && needsFile(task, one);
		if (isInVain) return;
		const hadWholeTime = ++begun <= concurrency;
		const error = await caught(itemOf(task, one).then((item) => items.set(one, item)));
		if (!error) {
			isServing ||= needsFile(task, one);
			return;
		}
		if (!signal?.aborted) (isShared(error.cause) ? shared : own).set(one, error.cause);
		else if (hadWholeTime) own.set(one, TOO_SLOW);
	};
	// What fails leaves its place to the next.
	for (let at = 0; at < found.length && items.size < limit && !signal?.aborted;) {
		const batch = found.slice(at, at + limit - items.size);
		at += batch.length;
		await forEachInPool(batch, concurrency, work, signal);
	}
	// Where one file can be had, nothing is wrong but with the others.
	const failures = isServing ? new Map([...own, ...shared]) : own;
	for (const [one, error] of failures) {
		const isLast = one.failures + 1 >= MOST_TRIES && items.size < limit;
		if (isLast) items.set(one, { json: { ...jsonOf(task, one), downloadError: errorText(error) } });
	}
	const [first] = [...failures.values(), ...shared.values()];
	const isNothing = items.size === 0 && failures.size === 0 && found.length > 0;
	if (isNothing) throw signal?.aborted ? TOO_SLOW : first;
	if (first) task.warn(errorText(first));
	return { items, failures };
}

/** Whether a failure may be one of the token, the platform or the storage, and so of every object. */
function isShared(error: unknown): boolean {
	const { cause } = declaredCause(error) ?? {};
	return endsRun(error) || cause === 'rate-limited' || cause === 'temporarily-unavailable';
}

const needsFile = ({ values }: PollTask, { event }: Found) =>
	values.download === true && event !== 'deleted';

function jsonOf({ values }: PollTask, { event, object }: Found): IDataObject {
	const { key, size, lastModified, eTag } = object;
	const { bucketName, hostGroup } = values;
	return omitUndefined({
		...{ event, key, size, lastModified: toIso(lastModified ?? NaN), eTag, bucketName, hostGroup },
	});
}

async function itemOf(task: PollTask, one: Found): Promise<ResultItem> {
	const json = jsonOf(task, one);
	if (!needsFile(task, one)) return { json };
	const { key } = one.object;
	const file = { key, binaryPropertyName: BINARY_FIELD, fileName: undefined };
	const [{ binary }] = await download({ ...task, values: { ...task.values, ...file } });
	return { json, binary };
}
