import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 200;

/** Asks until the answer is truthy, and gives it; after a time it fails with what should have happened. */
export async function poll<T>(ask: () => Promise<T>, what: string, withinMs: number) {
	for (const since = Date.now(); ;) {
		const answer = await ask();
		if (answer) return answer;
		if (Date.now() - since > withinMs) throw new Error(`${what}: not within ${withinMs / 1000} s`);
		await sleep(EVERY_MS);
	}
}
