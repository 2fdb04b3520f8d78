import { runProgram } from '../../sandbox/n8n/program';
import { openStage, type Stage } from './stage';

/** Runs a program on a stage of its own, and ends the process with the code that it gives. */
export function perform(program: (stage: Stage) => Promise<number>): void {
	runProgram(async (stopping) => await program(await openStage(stopping)));
}
