/** Does a piece of work once a run, and gives what came of it to everybody who asks by the same name. */
export type Once = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** A failure is not kept: whoever asks next tries again. */
export function oncePerRun(): Once {
	const begun = new Map<string, Promise<unknown>>();
	return async <T>(name: string, work: () => Promise<T>) => {
		const found = begun.get(name) as Promise<T> | undefined;
		if (found) return await found;
		const making = work();
		begun.set(name, making);
		making.catch(() => begun.delete(name));
		return await making;
	};
}
