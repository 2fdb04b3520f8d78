import type { IDataObject } from 'n8n-workflow';
import { omitUndefined } from '../answers/omitUndefined';
import { isoTime } from '../answers/values';
import { forEachInPool } from '../concurrency/pool';
import type { prefix } from '../fields/bulk';
import type { bucket } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { begunBefore } from '../fields/storage';
import type { ResultItem } from '../operation';
import { openEndpoint } from '../s3/endpoint';
import { abortUpload, incompleteUploads, type IncompleteUpload } from '../s3/uploads';
import { caught, conclude, runWithReport } from './bulkRun';
import { sayLeftOut } from './selection';
import { Report, type BulkAction, type BulkTask } from './report';

/** The storage does not tell the size of an incomplete upload. */
const DELETING: BulkAction = {
	key: 'key',
	done: 'deleted',
	planned: 'wouldDelete',
};

type UploadsTask = BulkTask<ValuesOf<[typeof bucket, typeof prefix, typeof begunBefore]>>;

/** Object: Delete Incomplete Uploads. Removes the parts of uploads that were begun and never ended. */
export async function deleteIncompleteUploads(task: UploadsTask): Promise<ResultItem[]> {
	const { bucketName, dryRun } = task.values;
	const report = new Report(task, DELETING);
	await runWithReport(report, task, async () => {
		const storage = await openEndpoint(task, bucketName);
		const work = async ({ key, ...upload }: IncompleteUpload) => {
			const object = { key };
			const more: IDataObject = omitUndefined({
				...{ uploadId: upload.uploadId, initiated: isoTime(upload.initiated) },
			});
			if (dryRun) return report.add(object, 'planned', undefined, more);
			report.reserveSlot(object);
			const failure = await caught(abortUpload(storage, bucketName, { key, ...upload }));
			if (conclude(report, task, object, failure, more)) throw failure?.cause;
		};
		const old = olderUploads(incompleteUploads(storage, bucketName, task.values.prefix), task);
		await forEachInPool(old, task.concurrency, work, task.signal);
	});
	return report.finish();
}

/** An upload whose beginning is unknown may be running. */
async function* olderUploads(
	uploads: AsyncIterable<IncompleteUpload>,
	task: UploadsTask,
): AsyncGenerator<IncompleteUpload> {
	let unknown = 0;
	for await (const upload of uploads) {
		if (upload.initiated === undefined) unknown++;
		else if (upload.initiated < task.values.olderThan) yield upload;
	}
	if (unknown > 0) sayLeftOut(task, unknown, 'incomplete uploads', 'start time');
}
