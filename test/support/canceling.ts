import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial } from './engine';

/** Waits until something holds, looking often, for what lasts only milliseconds; half a minute at most. */
export async function until(holds: () => boolean, withinMs = 30_000): Promise<void> {
	const since = Date.now();
	while (!holds() && Date.now() - since < withinMs) await sleep(5);
}

/** Cancels an execution as soon as something holds. */
export function cancelWhen(holds: () => boolean) {
	let canceledAt = NaN;
	const whenStarted: Trial['whenStarted'] = async (cancel) => {
		await until(holds);
		if (!holds()) return;
		canceledAt = Date.now();
		cancel();
	};
	return { whenStarted, msSinceCancel: () => Date.now() - canceledAt };
}
