/** Works on each value of a source, some at a time: the least that any pool does. */
export async function inPool<T>(
	source: AsyncIterable<T>,
	size: number,
	work: (value: T) => Promise<void>,
): Promise<void> {
	const iterator = source[Symbol.asyncIterator]();
	const worker = async () => {
		for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
			await work(next.value);
		}
	};
	await Promise.all(Array.from({ length: size }, worker));
}

/** 0, 1, 2, … */
export async function* upTo(count: number): AsyncGenerator<number> {
	for (let index = 0; index < count; index++) yield index;
}
