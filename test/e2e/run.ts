import { elapsed, say } from '../../sandbox/n8n/say';
import { chapters } from './chapters';
import { perform } from './main';
import { playAll } from './play';
import { beginReport, writeReport } from './report';
import type { Stage } from './stage';

/** Plays what a new user does in the editor; words on the command line choose chapters by title. */
async function main(stage: Stage): Promise<number> {
	const words = process.argv.slice(2).map((word) => word.toLowerCase());
	const isChosen = (title: string) =>
		words.length === 0 || words.some((word) => title.toLowerCase().includes(word));
	beginReport();
	const since = Date.now();
	const outcomes = await playAll(
		stage,
		chapters.filter(({ title, isNeeded }) => isNeeded || isChosen(title)),
	);
	const failed = outcomes.filter(({ passed }) => !passed).length;
	say(`Played in ${elapsed(since)}. The report: ${writeReport(outcomes, 'In the editor')}`);
	console.log(`\n${outcomes.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

perform(main);
