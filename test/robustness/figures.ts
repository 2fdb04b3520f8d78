import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Jest runs test files in several processes. Each leaves its figures in a file, and the one that started them adds
// them up.

/** Names the folder with the files. */
const FOLDER = 'ROBUSTNESS_FIGURES';

const figures: Record<string, number> = {};

/** Makes the folder. */
export function openFigures(): void {
	process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'figures-'));
}

/** Counts something. */
export function count(what: string, more = 1): void {
	figures[what] = (figures[what] ?? 0) + more;
}

/** Leaves what a test file has counted. */
export function leaveFigures(): void {
	const folder = process.env[FOLDER];
	if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(figures));
}

/** The sums of all test files; removes the folder. */
export function closeFigures(): Record<string, number> {
	const folder = process.env[FOLDER] ?? '';
	const sums: Record<string, number> = {};
	for (const file of readdirSync(folder)) {
		const some = JSON.parse(readFileSync(join(folder, file), 'utf8')) as typeof sums;
		for (const [what, number] of Object.entries(some)) sums[what] = (sums[what] ?? 0) + number;
	}
	rmSync(folder, { recursive: true });
	return sums;
}
