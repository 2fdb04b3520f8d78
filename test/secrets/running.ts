import { say } from '../../sandbox/n8n/say';
import { forEachInPool } from '../../nodes/shared/pool';
import type { RunFault } from './faults';
import type { Lane } from './lane';

const OPENED_AT_ONCE = 8;
const RUN_AT_ONCE = 40;
const SAY_EVERY_MS = 20_000;

/**
 * Runs each lane through all faults, many lanes side by side. Each begins with another fault, so that n8n does not
 * get all huge answers at once.
 */
export async function runLanes(lanes: Lane[], faults: RunFault[]): Promise<void> {
	await forEachInPool(lanes, OPENED_AT_ONCE, async (lane) => await lane.open());
	say(
		`${lanes.length} workflows and lists, each with a platform of its own, and ${faults.length} faults.`,
	);
	let done = 0;
	const still = setInterval(
		() => say(`  … ${done} of ${lanes.length * faults.length} done`),
		SAY_EVERY_MS,
	);
	const through = async ([first, lane]: [number, Lane]) => {
		for (let at = 0; at < faults.length; at++) {
			await lane.run(faults[(first + at) % faults.length]);
			done += 1;
		}
	};
	await forEachInPool(lanes.entries(), RUN_AT_ONCE, through).finally(() => clearInterval(still));
}
