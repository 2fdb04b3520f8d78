// One contender in a process of its own, loaded with what it alone needs.
import { CONTENDER } from './contenders';
import type { Place, Run } from './contenders/contender';
import { idleMemory, peakMemory } from './memory';
import { answerParent } from './messages';
import type { ContenderName, WorkName } from './names';

export type Measured = Awaited<ReturnType<typeof measured>>;

const [contender, work] = process.argv.slice(2) as [ContenderName, WorkName];
let run: Run;
/** The least that the process took at rest. */
let idle = Infinity;

const commands = {
	/** Loads the contender, and runs it once on next to nothing: some modules load at their first use. */
	load: async (place: Place) => {
		const all = await CONTENDER[contender]();
		const found = all[work];
		if (!found) throw new Error(`${contender} does not take part in ${work}`);
		run = found;
		await run(place);
	},
	run: measured,
};

async function measured(place: Place) {
	idle = Math.min(idle, await idleMemory());
	let [ms, cpuMs, count] = [0, 0, 0];
	const peak = await peakMemory(async () => {
		const begun = performance.now();
		const cpuBefore = process.cpuUsage();
		count = await run(place);
		ms = performance.now() - begun;
		const { user, system } = process.cpuUsage(cpuBefore);
		cpuMs = (user + system) / 1000;
	});
	// The processor time is of all threads, the count what the run reports, and the memory above the idle process.
	return { ms, cpuMs, count, memoryMb: peak - idle };
}

export type ContenderCommands = typeof commands;

answerParent(commands);
