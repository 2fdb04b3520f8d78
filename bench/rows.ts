import type { Measured } from './contender-process';
import type { ContenderName, Row, WorkName } from './names';
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

/** Summarizes a contender's runs of one work. */
export function rowOf(work: WorkName, contender: ContenderName, runs: Run[]): Row {
	const most = (value: (run: Run) => number) => Math.max(...runs.map(value));
	const times = runs.map(({ ms }) => ms);
	return {
		work,
		contender,
		medianMs: oneDecimal(median(times)),
		requests: most(({ requests }) => requests),
		peakInFlight: most(({ peakInFlight }) => peakInFlight),
		peakMemoryMb: oneDecimal(most(({ memoryMb }) => memoryMb)),
		runs: runs.length,
		minMs: oneDecimal(Math.min(...times)),
		maxMs: oneDecimal(Math.max(...times)),
		cpuMs: oneDecimal(median(runs.map(({ cpuMs }) => cpuMs))),
		requestsByMethod: runs[0].requestsByMethod,
	};
}
