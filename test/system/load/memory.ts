import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from '../../../bench/rows';

/** n8n's memory right after a garbage collection. */
export interface Sample {
	at: number;
	rss: number;
	heapUsed: number;
	external: number;
}

/** Settings with which n8n writes samples to a file. */
export const sampleMemory = (file: string, everyMs: number): NodeJS.ProcessEnv => ({
	NODE_OPTIONS: `--import ${pathToFileURL(join(__dirname, 'sampleMemory.mjs')).href}`,
	LOAD_MEMORY_FILE: file,
	LOAD_MEMORY_EVERY_MS: String(everyMs),
});

/** The samples taken between two times. */
export function readSamples(file: string, from: number, until: number): Sample[] {
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	const samples = lines.map((line) => JSON.parse(line) as Sample);
	return samples.filter(({ at }) => at >= from && at <= until);
}

const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

/** From the median of the first third to that of the last; and the growth of the least-squares line. */
export function trendOf(samples: Sample[], measure: (sample: Sample) => number) {
	const third = Math.ceil(samples.length / 3);
	const values = samples.map(measure);
	const times = samples.map(({ at }) => at);
	const [meanTime, meanValue] = [mean(times), mean(values)];
	const covariance = mean(times.map((at, i) => (at - meanTime) * (values[i] - meanValue)));
	const slope = covariance / mean(times.map((at) => (at - meanTime) ** 2));
	return {
		start: median(values.slice(0, third)),
		end: median(values.slice(-third)),
		fitted: slope * (times[times.length - 1] - times[0]),
	};
}
