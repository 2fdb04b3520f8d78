import { elapsed, Problem, say } from '../../sandbox/n8n/say';
import { Stopping } from '../../sandbox/n8n/stopping';
import { chapters } from './chapters';
import { playAll } from './play';
import { beginReport, writeReport } from './report';
import { openStage } from './stage';

const stopping = new Stopping();

/** Plays what a new user does in the editor; words on the command line choose chapters by title. */
async function main(): Promise<number> {
	const words = process.argv.slice(2).map((word) => word.toLowerCase());
	const chosen = chapters.filter(
		({ title, isNeeded }) =>
			isNeeded || words.length === 0 || words.some((word) => title.toLowerCase().includes(word)),
	);
	stopping.onSignals();
	const stage = await openStage(stopping);
	beginReport();
	const since = Date.now();
	const outcomes = await playAll(stage, chosen);
	const failed = outcomes.filter(({ passed }) => !passed).length;
	say(`Played in ${elapsed(since)}. The report: ${writeReport(outcomes, 'In the editor')}`);
	console.log(`\n${outcomes.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

main()
	.catch((error: unknown) => {
		if (!stopping.isUnderWay)
			console.error(error instanceof Problem ? `\n${error.message}` : error);
		return 1;
	})
	.then(async (code) => {
		// Stopped by a signal: whoever handles that ends this process with the signal's code.
		if (stopping.isUnderWay) return;
		await stopping.stop();
		process.exit(code);
	});
