import type { IDataObject } from 'n8n-workflow';
import { BadInput, type ResultItem } from '../operation';
import { forEachInPool } from '../pool';
import type { Task } from '../task';
import { concurrencyOf, endsRun, failed, failureOf, listed, run } from './deleteMany';
import { isBefore } from './order';
import { Report, type Work } from './report';
import type { ListedObject } from './listedObject';
import { selected, selectionOf } from './selection';

const COPYING: Work = { key: 'srcKey', done: 'copied', bytes: 'bytesCopied', planned: 'wouldCopy' };
const MOVING: Work = { key: 'srcKey', done: 'moved', bytes: 'bytesMoved', planned: 'wouldMove' };

/** Object: Copy Many. */
export const copyMany = async (task: Task) => await transfer(task, COPYING);

/** Object: Move Many. A source is deleted only after the platform has confirmed its copy. */
export const moveMany = async (task: Task) => await transfer(task, MOVING);

/** From where to where, below which prefixes. */
interface Route {
	srcBucketName: string;
	srcPrefix: string;
	dstBucketName: string;
	dstPrefix: string;
}

const routeOf = ({ parameters, settings }: Task): Route => ({
	srcBucketName: String(parameters.srcBucketName),
	srcPrefix: String(settings.srcPrefix ?? ''),
	dstBucketName: String(parameters.dstBucketName),
	dstPrefix: String(settings.dstPrefix ?? ''),
});

const isOneBucket = ({ srcBucketName, dstBucketName }: Route) => srcBucketName === dstBucketName;

/** Refuses a destination within the source: each copy would be found by the listing and copied again. */
function mustLeadElsewhere(route: Route): void {
	if (!isOneBucket(route) || !route.dstPrefix.startsWith(route.srcPrefix)) return;
	throw new BadInput(
		'The destination lies within the source',
		'In one bucket, "Destination Prefix" must not begin with "Source Prefix": the copies would be copied again.',
	);
}

/** An object with the key of its copy, and whether that is there already with the same size and entity tag. */
interface Traveller extends ListedObject {
	dstKey: string;
	isThere: boolean;
}

async function transfer(task: Task, work: Work): Promise<ResultItem[]> {
	const { settings } = task;
	const route = routeOf(task);
	mustLeadElsewhere(route);
	const report = new Report(task, work, task.named);
	const selection = selectionOf(settings);
	const objects = selected(travellers(task, route, selection.max === Infinity), selection);
	const each = async (object: Traveller) => {
		report.begin(object);
		const more: IDataObject = { dstKey: object.dstKey };
		if (settings.dryRun === true) {
			return report.add(
				object,
				object.isThere && work === COPYING ? 'skipped' : 'planned',
				undefined,
				more,
			);
		}
		const error = await failureOf(transferOne(task, route, object, work));
		if (error) {
			failed(report, task, object, error.cause, more);
			if (endsRun(task)) throw error.cause;
		} else {
			report.add(object, object.isThere && work === COPYING ? 'skipped' : 'done', undefined, more);
		}
	};
	await run(report, task, async () => {
		await forEachInPool(objects, concurrencyOf(task), each, task.signal);
	});
	return report.finish();
}

async function transferOne(task: Task, route: Route, object: Traveller, work: Work): Promise<void> {
	const { key, dstKey, isThere } = object;
	const landsInSource = isOneBucket(route) && dstKey.startsWith(route.srcPrefix);
	if (landsInSource) {
		throw new BadInput(
			`The copy "${dstKey}" would lie within the source`,
			'Choose prefixes of which neither contains the other.',
		);
	}
	if (!isThere) await task.call('s3.bucket.CopyObject', { srcKey: key, dstKey });
	if (work === MOVING) {
		await task.call('s3.bucket.DeleteObject', {
			srcBucketName: undefined,
			dstBucketName: undefined,
			bucketName: route.srcBucketName,
			key,
		});
	}
}

/**
 * The objects of the source, each with its destination. Where existing copies count, the destination is
 * listed beside the source: both come in the same order, so one look ahead is enough, and memory stays flat.
 */
async function* travellers(
	task: Task,
	route: Route,
	isPrefetched: boolean,
): AsyncGenerator<Traveller> {
	const { srcBucketName, srcPrefix, dstBucketName, dstPrefix } = route;
	const source = listed(task, { bucketName: srcBucketName, prefix: srcPrefix }, isPrefetched);
	const looks = task.settings.overwrite !== true;
	const destination = looks
		? listed(task, { bucketName: dstBucketName, prefix: dstPrefix }, false)
		: undefined;
	let there = await destination?.next();
	for await (const object of source) {
		const dstKey = dstPrefix + object.key.slice(srcPrefix.length);
		while (there && !there.done && isBefore(there.value.key, dstKey)) {
			there = await destination?.next();
		}
		const found = there && !there.done && there.value.key === dstKey ? there.value : undefined;
		yield { ...object, dstKey, isThere: found !== undefined && isSame(found, object) };
	}
}

const isSame = (a: ListedObject, b: ListedObject) =>
	a.size !== undefined && a.size === b.size && a.eTag !== undefined && a.eTag === b.eTag;
