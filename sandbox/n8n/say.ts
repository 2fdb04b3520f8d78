const started = Date.now();

/** `2m05s`, `7s`. */
export function elapsed(since: number, now = Date.now()): string {
	const seconds = Math.round((now - since) / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes > 0 ? `${minutes}m${String(seconds % 60).padStart(2, '0')}s` : `${seconds}s`;
}

/** One line for the person who waits, with the time since the start. */
export function say(text: string): void {
	console.log(`[${elapsed(started).padStart(6)}] ${text}`);
}

/** A failure whose text is all that its reader needs: printed without a stack. */
export class Problem extends Error {}
