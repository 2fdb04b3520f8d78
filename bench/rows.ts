import type { Measured } from './contender-process';
import type { ContenderName, WorkName } from './names';
import type { Passed } from './sandbox-process';

/** One measured run, as the contender and the server saw it. */
export type Run = Measured & Passed;

const oneDecimal = (value: number) => Math.round(value * 10) / 10;

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** A contender's result in one work. */
export type Row = ReturnType<typeof rowOf>;

/** Summarizes a contender's runs of one work: times of the runs, and the most memory that any of them took. */
export function rowOf(work: WorkName, contender: ContenderName, runs: Run[]) {
	const most = (value: (run: Run) => number) => Math.max(...runs.map(value));
	const times = runs.map(({ ms }) => ms);
	return {
		work,
		contender,
		medianMs: oneDecimal(median(times)),
		/** What one run sent, counted at the server. */
		requests: most(({ requests }) => requests),
		peakInFlight: most(({ peakInFlight }) => peakInFlight),
		/** Above the idle process. */
		peakMemoryMb: oneDecimal(most(({ memoryMb }) => memoryMb)),
		runs: runs.length,
		minMs: oneDecimal(Math.min(...times)),
		maxMs: oneDecimal(Math.max(...times)),
		/** Processor time of the contender's process. */
		cpuMs: oneDecimal(median(runs.map(({ cpuMs }) => cpuMs))),
		/** One run's requests by the API's method or the S3 operation. */
		requestsByMethod: runs[0].requestsByMethod,
	};
}
