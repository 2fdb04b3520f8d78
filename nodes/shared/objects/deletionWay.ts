import type { via } from '../fields/bulk';
import { NOTHING_TO_DELETE } from '../api/client';
import { CallFailed, isNotFound } from '../api/failures';
import { errorText } from '../api/failures/describeError';
import { forEachInPool } from '../concurrency/pool';
import type { HostGroupValues, OptionValues, Task } from '../operation';
import { deleteObjects, ENDPOINT_TOPIC } from '../s3/deleteObjects';
import { openEndpoint, type S3Endpoint } from '../s3/endpoint';
import { assertAnswering, isSilent } from '../s3/silence';
import { isListed } from './bucketListing';
import { caught, type Caught } from './bulkRun';

/** Up to so many objects, the platform is as quick, and no key needs to be read. */
const FEW = 50;

type DeletionTask = Task<HostGroupValues & Partial<OptionValues<[typeof via]>>>;

/** How the objects of a bucket are deleted: by its storage where it is open, else by the platform. */
export interface DeletionWay {
	task: DeletionTask;
	bucketName: string;
	storage?: S3Endpoint;
	/** Whether the platform deletes what the storage does not. */
	hasFallback: boolean;
}

/**
 * Chooses the way of a run.
 * @param objects what is to be deleted; the first are looked at, and handed on with the others
 */
export async function chooseWay<T>(
	task: DeletionTask,
	bucketName: string,
	objects: AsyncGenerator<T>,
): Promise<{ way: DeletionWay; objects: AsyncGenerator<T> }> {
	const { via = 'auto' } = task.values;
	const way: DeletionWay = { task, bucketName, hasFallback: via === 'auto' };
	if (via === 's3') way.storage = await openEndpoint(task, bucketName);
	if (via !== 'auto') return { way, objects };
	const { first, all } = await lookAhead(objects, FEW + 1);
	if (first.length > FEW) way.storage = await openIfAnswering(task, bucketName);
	return { way, objects: all };
}

/** The first so many of a source, and the source as if nobody had looked. */
async function lookAhead<T>(
	source: AsyncGenerator<T>,
	count: number,
): Promise<{ first: T[]; all: AsyncGenerator<T> }> {
	const first: T[] = [];
	while (first.length < count) {
		const next = await source.next();
		if (next.done) break;
		first.push(next.value);
	}
	async function* all() {
		yield* first;
		yield* source;
	}
	return { first, all: all() };
}

/** The storage, if it is open and has not failed before; whether it answers is asked once a run, host group and owner. */
async function openIfAnswering(
	task: DeletionTask,
	bucketName: string,
): Promise<S3Endpoint | undefined> {
	const { hostGroup, ownerUid } = task.values;
	const name = `Whether the S3 endpoint answers: ${JSON.stringify([hostGroup, ownerUid])}`;
	let storage: S3Endpoint | undefined;
	const failure = await caught(
		openEndpoint(task, bucketName).then(async (opened) => {
			const silence = await task.once(name, async () => await caught(assertAnswering(opened)));
			if (silence) throw silence.cause;
			storage = opened;
		}),
	);
	if (failure) explain(task, failure.cause);
	return storage && !storage.access.failure ? storage : undefined;
}

/** Said once a run, whatever goes wrong after it. */
const explain = ({ hint }: DeletionTask, cause: unknown): void =>
	hint(
		`Objects were deleted through the platform, with one request each. The S3 endpoint deletes up to 1,000 with one request, but could not be used: ${errorText(cause)}`,
		'info',
		ENDPOINT_TOPIC,
	);

/** Hears once what became of an object. @returns whether the run is to end with its failure */
type Conclude<T> = (object: T, failure?: Caught) => boolean;

/**
 * Deletes objects. Of each it is told once what became of it.
 * @throws what an object failed with, where the run is to end with it
 */
export async function deleteBy<T extends { key: string }>(
	way: DeletionWay,
	objects: T[],
	conclude: Conclude<T>,
): Promise<void> {
	const { task, storage } = way;
	const left = storage ? await deleteByStorage(way, storage, objects, conclude) : objects;
	const each = async (object: T) => {
		const { key } = object;
		const failure = await caught(deleteListed(way, key));
		if (conclude(object, failure)) throw failure?.cause;
	};
	await forEachInPool(left, task.concurrency, each, task.signal);
}

/** Said where something that was to be deleted was not there; of a run once. */
export const WAS_NOT_THERE =
	'Something that was to be deleted was not there. That counts as deleted. If you did not expect it, check the names.';

/**
 * An object that was listed and is not found may have been deleted by somebody else, or a moment ago by a request whose
 * answer was lost. If it is still listed, the platform looked for another key.
 */
async function deleteListed({ task, bucketName }: DeletionWay, key: string): Promise<void> {
	const { hostGroup } = task.values;
	try {
		const answer = await task.call('s3.bucket.DeleteObject', { hostGroup, bucketName, key });
		if (answer !== NOTHING_TO_DELETE) return;
	} catch (error) {
		if (!isNotFound(error)) return await Promise.reject(error);
	}
	if (await isListed(task, bucketName, key)) {
		throw new CallFailed({
			message: `The platform lists the object "${key}", but does not find it`,
			advice: 'It was not deleted. Report it to the provider of the platform.',
		});
	}
}

/** @returns what is left for the platform */
async function deleteByStorage<T extends { key: string }>(
	way: DeletionWay,
	storage: S3Endpoint,
	objects: T[],
	conclude: Conclude<T>,
): Promise<T[]> {
	const { task, bucketName, hasFallback } = way;
	const keys = objects.map(({ key }) => key);
	let refused = new Map<string, unknown>();
	const whole = await caught(
		deleteObjects(storage, bucketName, keys, task.concurrency, hasFallback).then(
			(result) => (refused = result),
		),
	);
	if (hasFallback && !task.signal?.aborted) giveUpIfFailed(way, storage, whole);
	const left: T[] = [];
	let ending: Caught | undefined;
	for (const object of objects) {
		const failure = whole ?? failureOf(refused, object.key);
		if (failure && hasFallback) left.push(object);
		else if (conclude(object, failure)) ending ??= failure;
	}
	if (ending) throw ending.cause;
	return left;
}

const failureOf = (refused: Map<string, unknown>, key: string): Caught | undefined =>
	refused.has(key) ? { cause: refused.get(key) } : undefined;

/** A storage that fails as a whole is asked no more: in this bucket where it refuses, in the run where it is silent. */
function giveUpIfFailed(way: DeletionWay, { access }: S3Endpoint, whole?: Caught): void {
	const failure = whole ?? access.failure;
	if (!failure) return;
	way.storage = undefined;
	if (isSilent(failure.cause)) access.failure = failure;
	explain(way.task, failure.cause);
}
