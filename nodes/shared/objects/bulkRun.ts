import type { IDataObject } from 'n8n-workflow';
import { endsRun } from '../api/failures';
import type { ListedObject } from './listedObject';
import type { BulkTask, Report } from './report';

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

/** What was thrown, whatever it is. */
export interface Caught {
	cause: unknown;
}

/** What a promise failed with; undefined where it did not. */
export async function caught(work: Promise<unknown>): Promise<Caught | undefined> {
	try {
		await work;
		return undefined;
	} catch (cause) {
		return { cause };
	}
}

/** Notes that an object is done, or has failed. @returns whether the run is to end with that failure */
export function conclude(
	report: Report,
	{ values, signal }: BulkTask,
	object: ListedObject,
	failure?: Caught,
	more: IDataObject = {},
): boolean {
	if (!failure) {
		report.add(object, 'done', undefined, more);
		return false;
	}
	// Cut off by the canceling: not a failure, and a second run finishes it.
	if (signal?.aborted) return false;
	report.add(object, 'failed', failure.cause, more);
	return values.onObjectFailure === 'stop' || endsRun(failure.cause);
}
