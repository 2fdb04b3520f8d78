import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** What is tried with bad input, as the line at the end names it. */
export type Subject =
	| 'names'
	| 'keys'
	| 'policies'
	| 'tokens'
	| 'addresses'
	| 'answers'
	| 'S3 answers'
	| 'links'
	| 'filters'
	| 'options'
	| 'lists'
	| 'sizes'
	| 'trigger';

/** Cases that were tried, by subject. */
export type Figures = Partial<Record<Subject, number>>;

/** Names the folder in which each file of tests leaves its figures. */
const FOLDER = 'INPUT_FIGURES_FOLDER';

/** Makes the folder for the figures of a run. */
export function openFigures(): void {
	process.env[FOLDER] = mkdtempSync(join(tmpdir(), 'input-figures-'));
}

/** Leaves one file's figures, where a run collects them: `npm test` does not. */
export function leaveFigures(figures: Figures): void {
	const folder = process.env[FOLDER];
	if (folder) writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(figures));
}

/** The sum of all figures that were left; removes their folder. */
export function closeFigures(): Figures {
	const folder = process.env[FOLDER] ?? '';
	const sum: Figures = {};
	for (const file of readdirSync(folder)) {
		const figures = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Figures;
		for (const subject of Object.keys(figures) as Subject[]) {
			sum[subject] = (sum[subject] ?? 0) + (figures[subject] ?? 0);
		}
	}
	rmSync(folder, { recursive: true, force: true });
	return sum;
}
