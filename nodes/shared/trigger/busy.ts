/** What is being done: n8n may begin a poll while the last one of the same node still runs. */
const busy = new Set<string>();

/** Does a piece of work, unless it is being done already. @returns null where it is */
export async function unlessBusy<T>(id: string, work: () => Promise<T>): Promise<T | null> {
	if (busy.has(id)) return null;
	busy.add(id);
	try {
		return await work();
	} finally {
		busy.delete(id);
	}
}
