import type { allowMovingEverything, ifCopyExists, refuseAbove, via } from '../fields/bulk';
import type { ValuesOf } from '../fields/field';
import type { CheckedTask, OptionValues, ResultItem } from '../operation';
import type { BadInput } from '../errors';
import { forEachInPool } from '../concurrency/pool';
import { openEndpoint } from '../s3/endpoint';
import { listAllObjects, assertListable } from './bucketListing';
import { assertDeletable, copyObject, isSourceGone } from './move';
import { isSame, compareWithCopy } from './presentState';
import { caught, conclude, runWithReport, type Caught } from './bulkRun';
import { chooseWay, deleteBy, type DeletionWay } from './deletionWay';
import { inBatches, oneByOne } from './batches';
import { inRounds } from './maxObjects';
import { unseenCopies } from './seenCopies';
import { refusingAbove } from './refuseAbove';
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
	RouteValues &
		ValuesOf<[typeof ifCopyExists]> &
		Partial<ValuesOf<[typeof allowMovingEverything]>> &
		Partial<OptionValues<[typeof refuseAbove, typeof via]>>
>;

type Checked = CheckedTask<TransferTask['values']>;

export const checkCopyMany = ({ values }: Checked): void =>
	assertDestinationOutsideSource(routeOf(values));

export function checkMoveMany(task: Checked): void {
	checkCopyMany(task);
	const { srcPrefix, allowMovingEverything = false } = task.values;
	assertNotWholeBucket('move', srcPrefix, task.selection, allowMovingEverything);
}

/** Object: Copy Many. */
export const copyMany = async (task: TransferTask) => await transfer(task, COPYING);

/** Object: Move Many. A source is deleted only after the platform has confirmed its copy. */
export const moveMany = async (task: TransferTask) => await transfer(task, MOVING);

/** An object with the key of its copy, and what stands in the way of copying it. */
interface PlannedCopy extends ListedObject {
	dstKey: string;
	/** What has that key already: an object with the same size and entity tag, or another one. */
	existing?: 'same' | 'different';
	/** Why it cannot be copied. */
	refusal?: BadInput;
}

/**
 * The object whose key is the source prefix itself, such as the marker "logs/" of a folder, would get an empty
 * key below an empty destination prefix: it is no part of what is copied, and a move leaves it in place.
 */
const HAS_NO_KEY =
	'Its key is the source prefix itself, so without a destination prefix its copy would have no key';

/** What becomes of an object before any is touched. */
interface Plan {
	task: TransferTask;
	route: Route;
	work: BulkAction;
	report: Report;
	/** Whether Max Objects bounds the run. */
	isLimited: boolean;
}

/** Whether nothing is to be done, because of what exists at the destination. */
const isDone = ({ values }: TransferTask, work: BulkAction, { existing }: PlannedCopy): boolean =>
	existing !== undefined &&
	(values.ifExists === 'skip' || (existing === 'same' && work === COPYING));

async function transfer(task: TransferTask, work: BulkAction): Promise<ResultItem[]> {
	const { selection } = task;
	const { dryRun, ifExists, via } = task.values;
	const route = routeOf(task.values);
	const isLimited = selection.max !== Infinity;
	const isWork = (object: PlannedCopy) =>
		object.dstKey !== '' && !object.refusal && !isDone(task, work, object);
	const list = () => selected(planCopies(task, route, !isLimited), task);
	const objects = await refusingAbove(task, work, list, isWork);
	const report = new Report(task, work);
	await runWithReport(report, task, async () => {
		// Without "Replace" the destination is listed anyway.
		if (dryRun && ifExists === 'replace') await assertListable(task, route.dstBucketName);
		if (dryRun && via === 's3') await openEndpoint(task, route.srcBucketName);
		const plan: Plan = { task, route, work, report, isLimited };
		const transferRound = async (round: AsyncGenerator<PlannedCopy>) =>
			await transferAll(plan, round);
		await inRounds(task, objects, isWork, report, transferRound);
	});
	return report.finish();
}

/**
 * So many are copied before their copies are looked for with one listing, and the sources deleted: few enough that a
 * source is deleted soon after it was copied.
 */
const MOVED_AT_ONCE = 500;

async function transferAll(plan: Plan, planned: AsyncGenerator<PlannedCopy>): Promise<void> {
	const { task, route, work } = plan;
	const isDeleting = work === MOVING && !task.values.dryRun;
	const { way, objects } = isDeleting
		? await chooseWay(task, route.srcBucketName, planned)
		: { way: undefined, objects: planned };
	if (!way) {
		const each = async ([object]: PlannedCopy[]) => await transferBatch(plan, [object], way);
		return await forEachInPool(oneByOne(objects), task.concurrency, each, task.signal);
	}
	const each = async (batch: PlannedCopy[]) => await transferBatch(plan, batch, way);
	// Two, so that one is copied while the originals of the other are deleted.
	await forEachInPool(inBatches(objects, MOVED_AT_ONCE), 2, each, task.signal);
}

/** Copies objects; then the originals that are to be deleted go together. */
async function transferBatch(
	{ task, route, work, report, isLimited }: Plan,
	batch: PlannedCopy[],
	way?: DeletionWay,
): Promise<void> {
	const finish = (object: PlannedCopy, failure?: Caught) =>
		conclude(report, task, object, failure, { dstKey: object.dstKey });
	const todo = batch.filter((object) => !(isLimited && isDone(task, work, object)));
	// What is there already does not count towards the limit, so there may be millions: no items.
	for (let skipped = batch.length - todo.length; skipped > 0; skipped--) report.countSkipped();
	todo.forEach((object) => report.reserveSlot(object));
	const copied: PlannedCopy[] = [];
	const each = async (object: PlannedCopy) => {
		const { dstKey, refusal } = object;
		if (dstKey === '') return report.add(object, 'skipped', undefined, { reason: HAS_NO_KEY });
		if (isDone(task, work, object)) return report.add(object, 'skipped', undefined, { dstKey });
		if (task.values.dryRun && !refusal) return report.add(object, 'planned', undefined, { dstKey });
		let state = 'done' as SourceState;
		const failure = refusal
			? { cause: refusal }
			: await caught(copyOne(task, route, object, work).then((result) => (state = result)));
		if (state === 'gone') {
			return report.add(object, 'skipped', undefined, { dstKey, reason: IS_GONE });
		}
		if (failure || !way || state === 'done') {
			if (finish(object, failure)) throw failure?.cause;
		} else if (state === 'copied') copied.push(object);
		// Compared just now: as little time as possible passes before it is deleted.
		else await deleteBy(way, [object], finish);
	};
	const ending = await caught(forEachInPool(todo, task.concurrency, each, task.signal));
	// Also where the run is to end: what is copied would else be left twice.
	const last =
		way && copied.length > 0
			? await caught(deleteSeen(task, route, way, copied, finish))
			: undefined;
	const failure = ending ?? last;
	if (failure) throw failure.cause;
}

/** Deletes the sources whose copies are there; the others fail. */
async function deleteSeen(
	task: TransferTask,
	route: Route,
	way: DeletionWay,
	copied: PlannedCopy[],
	finish: (object: PlannedCopy, failure?: Caught) => boolean,
): Promise<void> {
	const unseen = await unseenCopies(task, route, copied);
	const seen = copied.filter((object) => !unseen.has(object));
	await deleteBy(way, seen, finish);
	for (const [object, cause] of unseen) if (finish(object, { cause })) throw cause;
}

const IS_GONE = 'It was deleted after it was listed';

/** What is left to do with a source: it is copied now, or was before, or nothing is left. `gone`: it has no copy. */
type SourceState = 'copied' | 'compared' | 'done' | 'gone';

async function copyOne(
	task: TransferTask,
	route: Route,
	object: PlannedCopy,
	work: BulkAction,
): Promise<SourceState> {
	const state = object.existing === 'same' ? await compareWithCopy(task, route, object) : 'changed';
	if (state === 'gone') return 'done';
	if (state === 'changed') {
		const failure = await caught(copyObject(task, route, object));
		if (failure && (await isSourceGone(task, route, object.key, failure.cause))) return 'gone';
		if (failure) throw failure.cause;
	}
	if (work !== MOVING) return 'done';
	await assertDeletable(task, route, object);
	return state === 'changed' ? 'copied' : 'compared';
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
	const destination =
		task.values.ifExists === 'replace'
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
			existing: found && (isSame(found, object) ? 'same' : 'different'),
			refusal: refusalOf(route, object.key, dstKey),
		};
	}
}
