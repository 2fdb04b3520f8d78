import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 15_000;
const EVERY_MS = 100;

/** Repeats a check until it holds; fails with what was seen last. */
export async function eventually<T>(
	look: () => Promise<T>,
	holds: (seen: T) => boolean,
	what: string,
	withinMs = WITHIN_MS,
): Promise<T> {
	const since = Date.now();
	for (;;) {
		const seen = await look();
		if (holds(seen)) return seen;
		if (Date.now() - since > withinMs) throw new Error(`${what}, but ${JSON.stringify(seen)}`);
		await sleep(EVERY_MS);
	}
}
