import { runChapters } from '../../sandbox/n8n/checks';
import { runProgram } from '../../sandbox/n8n/program';
import { elapsed, say } from '../../sandbox/n8n/say';
import { chaptersOf } from './chapters';
import { openStage } from './stage';
import { Story } from './story';

/** The example's cleanup by many workers of one n8n, one of which is killed in the middle. */
runProgram(async (stopping) => {
	const since = Date.now();
	const stage = await openStage(stopping);
	const story = new Story(stage);
	const { passed, failed } = await runChapters(chaptersOf(story), stage);
	if (story.cutOff) console.log(`\nFigures\n${await story.figures()}`);
	say(`All of it took ${elapsed(since)}.`);
	console.log(`\n${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
});
