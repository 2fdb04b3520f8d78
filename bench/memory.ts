import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const MB = 1e6;
const SAMPLE_MS = 5;

/** Resident memory in MB at this moment. */
const resident = () => process.memoryUsage.rss() / MB;

/** The kernel's own high-water mark, in MB. */
function highWaterMark(): number {
	const [, kib = 0] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	return (Number(kib) * 1024) / MB;
}

/** Resets the kernel's mark (proc(5): 5 in clear_refs); false if there is none. */
function resetHighWaterMark(): boolean {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
		return true;
	} catch {
		return false;
	}
}

/** What the process takes when it does nothing: after collecting garbage, at rest. */
export async function idleMemory(): Promise<number> {
	globalThis.gc?.();
	await sleep(300);
	globalThis.gc?.();
	return resident();
}

/**
 * Runs work and returns the most memory that the process had meanwhile, in MB: on Linux by the kernel's mark,
 * which misses nothing, elsewhere by checking every few milliseconds.
 */
export async function peakMemory(work: () => Promise<void>): Promise<number> {
	let peak = resident();
	const isMarked = resetHighWaterMark();
	const sampling = isMarked
		? undefined
		: setInterval(() => (peak = Math.max(peak, resident())), SAMPLE_MS);
	try {
		await work();
	} finally {
		clearInterval(sampling);
	}
	return Math.max(peak, resident(), isMarked ? highWaterMark() : 0);
}
