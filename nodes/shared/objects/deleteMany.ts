import type { allowDeletingEverything, prefix, refuseAbove, via } from '../fields/bulk';
import type { bucket } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { CheckedTask, OptionValues, ResultItem } from '../operation';
import { forEachInPool } from '../concurrency/pool';
import { openEndpoint } from '../s3/endpoint';
import { inBatches, oneByOne } from './batches';
import { listAllObjects } from './bucketListing';
import { conclude, runWithReport, type Caught } from './bulkRun';
import { chooseWay, deleteBy } from './deletionWay';
import type { ListedObject } from './listedObject';
import { inRounds } from './maxObjects';
import { refusingAbove } from './refuseAbove';
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
		OptionValues<[typeof refuseAbove, typeof via]>
>;

export function checkDeleteMany({
	values,
	selection,
}: CheckedTask<DeleteManyTask['values']>): void {
	assertNotWholeBucket('delete', values.prefix, selection, values.allowDeletingEverything);
}

/** Object: Delete Many. Deletes what the filters choose while the listing goes on. */
export async function deleteMany(task: DeleteManyTask): Promise<ResultItem[]> {
	const { values, selection } = task;
	const { bucketName, prefix, dryRun, via } = values;
	const list = () =>
		selected(listAllObjects(task, { bucketName, prefix }, selection.max === Infinity), task);
	const objects = await refusingAbove(task, DELETING, list);
	const report = new Report(task, DELETING);
	const work = async (round: AsyncGenerator<ListedObject>) => {
		if (!dryRun) return await deleteAll(task, round, report);
		for await (const object of round) report.add(object, 'planned');
	};
	await runWithReport(report, task, async () => {
		if (dryRun && via === 's3') await openEndpoint(task, bucketName);
		await inRounds(task, objects, () => true, report, work);
	});
	return report.finish();
}

async function deleteAll(
	task: DeleteManyTask,
	chosen: AsyncGenerator<ListedObject>,
	report: Report,
): Promise<void> {
	const { way, objects } = await chooseWay(task, task.values.bucketName, chosen);
	const work = async (batch: ListedObject[]) => {
		batch.forEach((object) => report.reserveSlot(object));
		await deleteBy(way, batch, (object: ListedObject, failure?: Caught) =>
			conclude(report, task, object, failure),
		);
	};
	const batches = way.storage ? inBatches(objects) : oneByOne(objects);
	await forEachInPool(batches, task.concurrency, work, task.signal);
}
