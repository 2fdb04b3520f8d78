import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isComplete } from './expected';
import { textsOf } from './judge';
import type { Seen, Trial } from './provoke';
import type { Outcome } from './table';

/** Where the tests' processes leave their figures. */
const FOLDER = process.env.FAULTS_FIGURES;

/** What is counted, with the words for it. */
export const COUNTED = {
	cases: 'cases tried (an operation, the request of it that is hit, a fault, once or always)',
	requests: 'requests sent',
	survived: 'faults survived: all was done all the same',
	failed: 'cases that failed, each saying what happened and what to do',
	unknown: 'of those, said that the work may be done: it was sent and its answer lost',
	objects: 'accounts, keys, buckets, objects and policies checked from outside',
};

export type Figures = Record<keyof typeof COUNTED, number>;

const none = (): Figures => ({
	...{ cases: 0, requests: 0, survived: 0, failed: 0, unknown: 0, objects: 0 },
});

const figures = none();

/** Counts a case that was judged. */
export function count(outcome: Outcome, trial: Trial, seen: Seen): void {
	const { accounts, buckets, policies } = seen.after;
	const isFailed = textsOf(seen).length > 0;
	figures.cases++;
	figures.requests += seen.requests.length;
	figures.survived += isComplete(outcome, trial) ? 1 : 0;
	figures.failed += isFailed ? 1 : 0;
	figures.unknown += isFailed && outcome.endsWith('?') ? 1 : 0;
	figures.objects +=
		Object.values(accounts).reduce((sum, keys) => sum + 1 + keys.length, 0) +
		Object.values(buckets).reduce((sum, objects) => sum + 1 + Object.keys(objects).length, 0) +
		Object.keys(policies).length;
}

/** Leaves this process's figures for the end. */
export function leaveFigures(): void {
	if (FOLDER === undefined) return;
	mkdirSync(FOLDER, { recursive: true });
	writeFileSync(join(FOLDER, `${process.pid}-${Date.now()}.json`), JSON.stringify(figures));
}

/** The figures of all processes together. */
export function sumOf(folder: string): Figures {
	const all = none();
	for (const name of readdirSync(folder)) {
		const some = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Figures;
		for (const key of Object.keys(all) as Array<keyof Figures>) all[key] += some[key];
	}
	return all;
}
