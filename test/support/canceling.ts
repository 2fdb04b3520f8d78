import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial } from './engine';

/** Waits until something holds, looking often: for what lasts only milliseconds. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await sleep(5);
}

/** Cancels an execution as soon as something holds. */
export function cancelWhen(holds: () => boolean) {
	let canceledAt = NaN;
	const whenStarted: Trial['whenStarted'] = async (cancel) => {
		await until(holds);
		canceledAt = Date.now();
		cancel();
	};
	return { whenStarted, msSinceCancel: () => Date.now() - canceledAt };
}
