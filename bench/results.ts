import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Machine } from './machine';
import type { Row } from './names';
import { CONCURRENCY, LATENCY_MS } from './works';

/** A measurement, with what it was measured on. */
export interface Results {
	measuredAt: string;
	machine: Machine;
	settings: { latencyMs: number; concurrency: number; scale: number; defaultDelimiter: string };
	rows: Row[];
}

const FOLDER = join(__dirname, 'results');

export const resultsOf = (rows: Row[], machine: Machine, scale: number): Results => ({
	measuredAt: new Date().toISOString(),
	machine,
	settings: { latencyMs: LATENCY_MS, concurrency: CONCURRENCY, scale, defaultDelimiter: '' },
	rows,
});

/** Reads what an earlier measurement saved. */
export const readResults = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Results;

/** Keeps a measurement where the README's section on performance has it from. */
export async function saveResults(results: Results, plot: string): Promise<string> {
	mkdirSync(FOLDER, { recursive: true });
	const file = join(FOLDER, 'results.json');
	const style = await resolveConfig(file);
	writeFileSync(file, await format(JSON.stringify(results), { ...style, filepath: file }));
	writeFileSync(join(FOLDER, 'results.svg'), plot);
	return FOLDER;
}
