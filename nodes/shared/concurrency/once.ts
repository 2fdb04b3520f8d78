/** Does a piece of work once a run, and gives what came of it to everybody who asks by the same name. */
export type Once = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** @param isFinal whether a failure is kept, since trying again cannot help; any other is tried again by who asks next */
export function oncePerRun(isFinal: (error: unknown) => boolean = () => false): Once {
	const begun = new Map<string, Promise<unknown>>();
	return async <T>(name: string, work: () => Promise<T>) => {
		const found = begun.get(name) as Promise<T> | undefined;
		if (found) return await found;
		const making = work();
		begun.set(name, making);
		making.catch((error: unknown) => {
			if (!isFinal(error)) begun.delete(name);
		});
		return await making;
	};
}
