/** What became of one object. */
export type ObjectOutcome = 'done' | 'skipped' | 'failed' | 'planned';

/** How many objects had which outcome. */
export type Counts = Record<ObjectOutcome, number>;

/** The words of one kind of work, as fields of the result and in sentences. */
export interface BulkAction {
	/** The field that names the object: the parameter that it feeds. */
	key: 'key' | 'srcKey';
	/** The field that says it was done: "deleted". */
	done: 'deleted' | 'copied' | 'moved';
	/** The summary's field of bytes, where sizes are known: "bytesFreed". */
	bytes?: 'bytesFreed' | 'bytesCopied' | 'bytesMoved';
	/** What a dry run's item says: "wouldDelete". */
	planned: 'wouldDelete' | 'wouldCopy' | 'wouldMove';
}

export const noCounts = (): Counts => ({ done: 0, skipped: 0, failed: 0, planned: 0 });

export const sumOf = (counts: Counts): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);

const runs = new WeakMap<object, Counts>();

/** The counts of all input items of a run together, since a hundred items give one hint. */
export function countsOfRun(context: object): Counts {
	const counts = runs.get(context) ?? noCounts();
	runs.set(context, counts);
	return counts;
}

/** How far a run came. */
export function sentenceOf(counts: Counts, work: BulkAction, isDry: boolean): string {
	const { done, skipped, failed, planned } = counts;
	const parts = [
		isDry
			? `Dry run: ${planned} ${planned === 1 ? 'object' : 'objects'} would be ${work.done}`
			: `${done} of ${sumOf(counts)} matching objects ${work.done}`,
		...(skipped ? [`${skipped} skipped`] : []),
		...(failed ? [`${failed} failed`] : []),
	];
	return `${parts.join(', ')}.${isDry ? ' Nothing was changed.' : ''}`;
}

/** That objects failed, and how many of how many. */
export function couldNot(counts: Counts, work: BulkAction): string {
	const all = sumOf(counts);
	return `${counts.failed} of ${all} ${all === 1 ? 'object' : 'objects'} could not be ${work.done}`;
}
