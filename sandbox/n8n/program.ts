import { Problem } from './say';
import { Stopping } from './stopping';

/** Runs a program, stops what it has started, and ends the process with the code that it gives. */
export function runProgram(program: (stopping: Stopping) => Promise<number>): void {
	const stopping = new Stopping();
	stopping.onSignals();
	program(stopping)
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
