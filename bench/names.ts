/** What is done, in the order of the table. */
export const WORKS = [
	'list-10000',
	'delete-5000',
	'presign-1000',
	'single-1000',
	'summary-100000',
] as const;

/** Who does it, the one that matters first. */
export const CONTENDERS = [
	'pack',
	'pack-s3-endpoint',
	'http-request-node',
	'sequential-loop',
	'n8n-transport',
	'keep-alive-limit',
] as const;

export type WorkName = (typeof WORKS)[number];
export type ContenderName = (typeof CONTENDERS)[number];

/** A contender's result in one work; times are of the runs, memory is the most that any of them took. */
export interface Row {
	work: WorkName;
	contender: ContenderName;
	medianMs: number;
	/** What one run sent, counted at the server. */
	requests: number;
	/** The most that were at the server at the same time. */
	peakInFlight: number;
	/** The most that the process grew by, above its idle self. */
	peakMemoryMb: number;
	runs: number;
	minMs: number;
	maxMs: number;
	/** Processor time of the contender's process, the median of the runs. */
	cpuMs: number;
	/** One run's requests by the API's method or the S3 operation. */
	requestsByMethod: Record<string, number>;
}
