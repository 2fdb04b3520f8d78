import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Machine } from './machine';
import { WORKS } from './names';
import type { Row } from './rows';
import { CONCURRENCY, LATENCY_MS } from './works';

const FOLDER = join(__dirname, 'results');
const FILE = join(FOLDER, 'results.json');

/** A measurement, with what it was measured on. */
export type Results = ReturnType<typeof resultsOf>;

export const resultsOf = (rows: Row[], machine: Machine, scale: number) => ({
	measuredAt: new Date().toISOString(),
	machine,
	settings: { latencyMs: LATENCY_MS, concurrency: CONCURRENCY, scale, defaultDelimiter: '' },
	rows,
});

/** Reads what an earlier measurement saved. */
export const readResults = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Results;

/** A measurement, with the works that it omitted as they were saved before. */
export function completed(results: Results): Results {
	if (!existsSync(FILE)) return results;
	const measured = new Set(results.rows.map(({ work }) => work));
	const others = readResults(FILE).rows.filter(({ work }) => !measured.has(work));
	const order = ({ work }: Row) => WORKS.indexOf(work);
	return { ...results, rows: [...results.rows, ...others].sort((a, b) => order(a) - order(b)) };
}

/** Saves a measurement for docs/benchmark.md. */
export async function saveResults(results: Results, plot: string): Promise<string> {
	mkdirSync(FOLDER, { recursive: true });
	const style = await resolveConfig(FILE);
	writeFileSync(FILE, await format(JSON.stringify(results), { ...style, filepath: FILE }));
	writeFileSync(join(FOLDER, 'results.svg'), plot);
	return FOLDER;
}
