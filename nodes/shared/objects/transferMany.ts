import type { IDataObject } from 'n8n-workflow';
import type { allowMovingEverything, overwrite } from '../fields/bulk';
import type { ValuesOf } from '../fields/field';
import type { ResultItem } from '../operation';
import type { BadInput } from '../errors';
import { forEachInPool } from '../concurrency/pool';
import { listAllObjects, assertListable } from './bucketListing';
import { copyObject, deleteSource } from './move';
import { isSame, compareWithCopy } from './presentState';
import { shouldStop, recordFailure, caught, runWithReport } from './deleteMany';
import type { ListedObject } from './listedObject';
import { isBefore } from './keyOrder';
import { Report, type BulkAction, type BulkTask } from './report';
import {
	assertDestinationOutsideSource,
	refusalOf,
	routeOf,
	type Route,
	type RouteValues,
} from './route';
import { assertNotWholeBucket, selected } from './selection';

const COPYING: BulkAction = {
	key: 'srcKey',
	done: 'copied',
	bytes: 'bytesCopied',
	planned: 'wouldCopy',
};
const MOVING: BulkAction = {
	key: 'srcKey',
	done: 'moved',
	bytes: 'bytesMoved',
	planned: 'wouldMove',
};

type TransferTask = BulkTask<
	RouteValues & ValuesOf<[typeof overwrite]> & Partial<ValuesOf<[typeof allowMovingEverything]>>
>;

/** Object: Copy Many. */
export const copyMany = async (task: TransferTask) => await transfer(task, COPYING);

/** Object: Move Many. A source is deleted only after the platform has confirmed its copy. */
export const moveMany = async (task: TransferTask) => await transfer(task, MOVING);

/** An object with the key of its copy, and what stands in the way of copying it. */
interface PlannedCopy extends ListedObject {
	dstKey: string;
	/** Whether that is there already, with the same size and entity tag. */
	existsAtDestination: boolean;
	/** Why it cannot be copied. */
	refusal?: BadInput;
}

/**
 * The object whose key is the source prefix itself, such as the marker "logs/" of a folder, would get an empty
 * key below an empty destination prefix: it is no part of what is copied, and a move leaves it in place.
 */
const HAS_NO_KEY =
	'Its key is the source prefix itself, so without a destination prefix its copy would have no key';

async function transfer(task: TransferTask, work: BulkAction): Promise<ResultItem[]> {
	const { selection } = task;
	const { dryRun, overwrite, srcPrefix, allowMovingEverything = false } = task.values;
	const route = routeOf(task.values);
	assertDestinationOutsideSource(route);
	if (work === MOVING) assertNotWholeBucket('move', srcPrefix, selection, allowMovingEverything);
	const report = new Report(task, work);
	const isLimited = selection.max !== Infinity;
	const isDone = ({ existsAtDestination }: PlannedCopy) => existsAtDestination && work === COPYING;
	const isWork = (object: PlannedCopy) =>
		object.dstKey !== '' && !object.refusal && !isDone(object);
	const objects = selected(planCopies(task, route, !isLimited), selection, isWork);
	const each = async (object: PlannedCopy) => {
		// What is there already does not count towards the limit, so there may be millions: no items.
		if (isLimited && isDone(object)) return report.countSkipped();
		report.reserveSlot(object);
		const { dstKey, refusal } = object;
		if (dstKey === '') return report.add(object, 'skipped', undefined, { reason: HAS_NO_KEY });
		const more: IDataObject = { dstKey };
		if (isDone(object)) return report.add(object, 'skipped', undefined, more);
		if (dryRun && !refusal) return report.add(object, 'planned', undefined, more);
		const error = refusal
			? { cause: refusal }
			: await caught(transferOne(task, route, object, work));
		if (!error) return report.add(object, 'done', undefined, more);
		recordFailure(report, task, object, error.cause, more);
		if (shouldStop(task)) throw error.cause;
	};
	await runWithReport(report, task, async () => {
		// Without "Overwrite" the destination is listed anyway.
		if (dryRun && overwrite) {
			await assertListable(task, route.dstBucketName);
		}
		await forEachInPool(objects, task.concurrency, each, task.signal);
	});
	return report.finish();
}

async function transferOne(
	task: TransferTask,
	route: Route,
	object: PlannedCopy,
	work: BulkAction,
): Promise<void> {
	const state = object.existsAtDestination ? await compareWithCopy(task, route, object) : 'changed';
	if (state === 'gone') return;
	if (state === 'changed') await copyObject(task, route, object);
	if (work === MOVING) await deleteSource(task, route, object);
}

/**
 * The objects of the source, each with its destination. Where existing copies count, the destination is
 * listed beside the source: both come in the same order, so one look ahead is enough, and memory stays flat.
 */
async function* planCopies(
	task: TransferTask,
	route: Route,
	isPrefetched: boolean,
): AsyncGenerator<PlannedCopy> {
	const { srcBucketName, srcPrefix, dstBucketName, dstPrefix } = route;
	const source = listAllObjects(
		task,
		{ bucketName: srcBucketName, prefix: srcPrefix },
		isPrefetched,
	);
	const destination = task.values.overwrite
		? undefined
		: listAllObjects(task, { bucketName: dstBucketName, prefix: dstPrefix }, false);
	let there = await destination?.next();
	for await (const object of source) {
		const dstKey = dstPrefix + object.key.slice(srcPrefix.length);
		while (there && !there.done && isBefore(there.value.key, dstKey)) {
			there = await destination?.next();
		}
		const found = there && !there.done && there.value.key === dstKey ? there.value : undefined;
		yield {
			...object,
			dstKey,
			existsAtDestination: found !== undefined && isSame(found, object),
			refusal: refusalOf(route, object.key, dstKey),
		};
	}
}
