import { join } from 'node:path';
import type { Chapter, Check, Outcome } from './check';
import { REPORT } from './report';
import type { Stage } from './stage';

/** The first lines of a failure: the rest is the browser driver's log of its attempts. */
function wrong(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	// eslint-disable-next-line no-control-regex
	const plain = text.replace(/\u001b\[\d+m/g, '');
	return plain.split('\n').slice(0, 4).join(' ').trim();
}

async function play(stage: Stage, chapter: string, check: Check, number: number): Promise<Outcome> {
	const since = Date.now();
	const screenshot = `steps/${String(number).padStart(2, '0')}.png`;
	const outcome = { chapter, name: check.name, screenshot };
	let result: Pick<Outcome, 'passed' | 'text'>;
	try {
		result = { passed: true, text: (await check.run()) ?? '' };
	} catch (error) {
		result = { passed: false, text: wrong(error) };
	}
	const seconds = (Date.now() - since) / 1000;
	await stage.page.screenshot({ path: join(REPORT, screenshot) }).catch(() => undefined);
	const { passed, text } = result;
	console.log(`  ${passed ? 'ok  ' : 'FAIL'}  ${check.name}${text && `: ${text}`}`);
	return { ...outcome, ...result, seconds };
}

/** Plays all chapters, telling what each check saw, with a picture of the page after each. */
export async function playAll(stage: Stage, chapters: Chapter[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const { title, checks } of chapters) {
		console.log(`\n${title}`);
		for (const check of checks(stage)) {
			outcomes.push(await play(stage, title, check, outcomes.length + 1));
		}
	}
	return outcomes;
}
