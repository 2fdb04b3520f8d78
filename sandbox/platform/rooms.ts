type Methods<T> = {
	[K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: T[K];
};

/** A room's methods as functions, so that the rooms together make one store. */
export function methodsOf<T extends object>(room: T): Methods<T> {
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(room)) as Array<keyof T>;
	const entries = names
		.filter((name) => (name as string) !== 'constructor')
		.map((name) => [name, (room[name] as (...args: unknown[]) => unknown).bind(room)]);
	return Object.fromEntries(entries) as Methods<T>;
}
