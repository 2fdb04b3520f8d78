import type { IDataObject } from 'n8n-workflow';
import type { allowDeletingEverything, prefix, through } from '../fields/bulk';
import type { bucket } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { OptionValues, ResultItem } from '../operation';
import { forEachInPool } from '../concurrency/pool';
import { bytesToDelete, DELETE_AT_ONCE } from '../s3/deleteBatch';
import { deleteObjects } from '../s3/deleteObjects';
import { openEndpoint } from '../s3/endpoint';
import { listAllObjects } from './bucketListing';
import type { ListedObject } from './listedObject';
import { Report, type BulkAction, type BulkTask } from './report';
import { assertNotWholeBucket, selected } from './selection';

const DELETING: BulkAction = {
	key: 'key',
	done: 'deleted',
	bytes: 'bytesFreed',
	planned: 'wouldDelete',
};

type DeleteManyTask = BulkTask<
	ValuesOf<[typeof bucket, typeof prefix, typeof allowDeletingEverything]> &
		OptionValues<[typeof through]>
>;

/** Object: Delete Many. Deletes what the filters choose while the listing goes on. */
export async function deleteMany(task: DeleteManyTask): Promise<ResultItem[]> {
	const { values, selection } = task;
	const { bucketName, prefix, dryRun, through, allowDeletingEverything } = values;
	assertNotWholeBucket('delete', prefix, selection, allowDeletingEverything);
	const report = new Report(task, DELETING);
	const listed = listAllObjects(task, { bucketName, prefix }, selection.max === Infinity);
	const objects = selected(listed, selection);
	await runWithReport(report, task, async () => {
		if (dryRun) {
			if (through === 's3') await openEndpoint(task, bucketName);
			for await (const object of objects) report.add(object, 'planned');
		} else if (through === 's3') {
			await throughStorage(task, objects, report);
		} else {
			await throughPlatform(task, objects, report);
		}
	});
	return report.finish();
}

/** Runs the work; an end before its end says how far it came. */
export async function runWithReport(
	report: Report,
	task: BulkTask,
	work: () => Promise<void>,
): Promise<void> {
	let cause: unknown;
	// n8n saves a canceled execution at that moment, not when its node has come to its end.
	const whenCanceled = () => report.saveProgress();
	task.signal?.addEventListener('abort', whenCanceled);
	try {
		await work();
	} catch (error) {
		cause = error;
	}
	task.signal?.removeEventListener('abort', whenCanceled);
	if (cause !== undefined || task.signal?.aborted) throw report.toError(cause);
}

/** Notes a failed object; goes on unless the user asked to stop. */
export function recordFailure(
	report: Report,
	task: BulkTask,
	object: ListedObject,
	error: unknown,
	more: IDataObject = {},
): void {
	// Cut off by the canceling: not a failure, and a second run finishes it.
	if (task.signal?.aborted) return;
	report.add(object, 'failed', error, more);
}

/** Whether a failure ends the run. */
export const shouldStop = ({ values, signal }: BulkTask): boolean =>
	values.stopOnFailure === true && !signal?.aborted;

async function throughPlatform(
	task: DeleteManyTask,
	objects: AsyncIterable<ListedObject>,
	report: Report,
): Promise<void> {
	const { hostGroup, bucketName } = task.values;
	const work = async (object: ListedObject) => {
		report.reserveSlot(object);
		const { key } = object;
		const error = await caught(task.call('s3.bucket.DeleteObject', { hostGroup, bucketName, key }));
		if (!error) return report.add(object, 'done');
		recordFailure(report, task, object, error.cause);
		if (shouldStop(task)) throw error.cause;
	};
	await forEachInPool(objects, task.concurrency, work, task.signal);
}

/** What a promise failed with; undefined where it did not. */
export async function caught(work: Promise<unknown>): Promise<{ cause: unknown } | undefined> {
	try {
		await work;
		return undefined;
	} catch (cause) {
		return { cause };
	}
}

async function throughStorage(
	task: DeleteManyTask,
	objects: AsyncIterable<ListedObject>,
	report: Report,
): Promise<void> {
	const { bucketName } = task.values;
	const storage = await openEndpoint(task, bucketName);
	const work = async (batch: ListedObject[]) => {
		const keys = batch.map(({ key }) => key);
		batch.forEach((object) => report.reserveSlot(object));
		let failures = new Map<string, unknown>();
		const error = await caught(
			deleteObjects(storage, bucketName, keys, task.concurrency).then(
				(result) => (failures = result),
			),
		);
		for (const object of batch) {
			const cause = error ? error.cause : failures.get(object.key);
			if (cause === undefined) report.add(object, 'done');
			else recordFailure(report, task, object, cause);
		}
		const [first] = failures.values();
		const ending = error?.cause ?? first;
		if (ending !== undefined && shouldStop(task)) throw ending;
	};
	await forEachInPool(inBatches(objects), task.concurrency, work, task.signal);
}

/** Objects in batches that one request can delete. */
async function* inBatches(source: AsyncIterable<ListedObject>): AsyncGenerator<ListedObject[]> {
	let batch: ListedObject[] = [];
	let bytes = 0;
	for await (const object of source) {
		const more = bytesToDelete(object.key);
		if (batch.length === DELETE_AT_ONCE.keys || bytes + more > DELETE_AT_ONCE.bytes) {
			yield batch;
			[batch, bytes] = [[], 0];
		}
		batch.push(object);
		bytes += more;
	}
	if (batch.length > 0) yield batch;
}
