import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What lived in n8n's process right after collecting what did not. */
export interface Sample {
	at: number;
	rss: number;
	heapUsed: number;
	external: number;
}

const SCRIPT = pathToFileURL(join(__dirname, 'memory.mjs')).href;

/** Has n8n note its memory in a file. */
export const noteMemory = (file: string, everyMs: number): NodeJS.ProcessEnv => ({
	NODE_OPTIONS: `--import ${SCRIPT}`,
	LOAD_MEMORY_FILE: file,
	LOAD_MEMORY_EVERY_MS: String(everyMs),
});

/** What was noted in a time. */
export function samplesOf(file: string, from: number, until: number): Sample[] {
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	const samples = lines.map((line) => JSON.parse(line) as Sample);
	return samples.filter(({ at }) => at >= from && at <= until);
}

export function median(values: number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How a measure went, from the median of the first third to that of the last, and by a straight line. */
export interface Course {
	start: number;
	end: number;
	/** Growth over the whole time, as the least squares have it. */
	fitted: number;
}

export function courseOf(samples: Sample[], measure: (sample: Sample) => number): Course {
	const third = Math.max(1, Math.floor(samples.length / 3));
	const values = samples.map(measure);
	const times = samples.map(({ at }) => at);
	const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
	const [meanTime, meanValue] = [mean(times), mean(values)];
	const covariance = times.reduce(
		(sum, at, index) => sum + (at - meanTime) * (values[index] - meanValue),
		0,
	);
	const variance = times.reduce((sum, at) => sum + (at - meanTime) ** 2, 0);
	const slope = variance === 0 ? 0 : covariance / variance;
	return {
		start: median(values.slice(0, third)),
		end: median(values.slice(-third)),
		fitted: slope * (times[times.length - 1] - times[0]),
	};
}
