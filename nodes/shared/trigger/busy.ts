/** What is being done: n8n may begin a poll while the last one of the same node still runs. */
const busy = new Map<string, { since: number; isTold: boolean }>();

/**
 * Does a piece of work, unless it is being done already.
 * @param late is told once if others come for longer than that
 * @returns null where it is
 */
export async function unlessBusy<T>(
	id: string,
	work: () => Promise<T>,
	late: { milliseconds: number; isOver: () => void },
): Promise<T | null> {
	const running = busy.get(id);
	if (running) {
		if (running.isTold || Date.now() - running.since < late.milliseconds) return null;
		running.isTold = true;
		late.isOver();
		return null;
	}
	busy.set(id, { since: Date.now(), isTold: false });
	try {
		return await work();
	} finally {
		busy.delete(id);
	}
}
