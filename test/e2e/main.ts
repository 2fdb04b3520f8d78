import { Problem } from '../../sandbox/n8n/say';
import { Stopping } from '../../sandbox/n8n/stopping';
import { openStage, type Stage } from './stage';

/** Runs a program on a stage of its own, and ends the process with the code that it gives. */
export function perform(program: (stage: Stage) => Promise<number>): void {
	const stopping = new Stopping();
	stopping.onSignals();
	openStage(stopping)
		.then(program)
		.catch((error: unknown) => {
			// While everything is being stopped, what was being waited for ends as it will.
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
}
