/**
 * Works on each value of a source, so many at a time. The source is asked for its next value only when
 * there is room, so a source that pages holds one page. After the first failure nothing new starts; what
 * runs is waited for, then that failure is thrown.
 * @param size how many at a time
 * @param signal when it fires, nothing new starts
 */
export async function forEachInPool<T>(
	source: Iterable<T> | AsyncIterable<T>,
	size: number,
	work: (value: T) => Promise<void>,
	signal?: AbortSignal,
): Promise<void> {
	const iterator: Iterator<T> | AsyncIterator<T> =
		Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
	const failures: unknown[] = [];
	const isOver = () => failures.length > 0 || signal?.aborted === true;

	const worker = async () => {
		while (!isOver()) {
			const next = await iterator.next();
			if (next.done || isOver()) return;
			await work(next.value);
		}
	};
	const guarded = async () => {
		try {
			await worker();
		} catch (error) {
			failures.push(error);
		}
	};
	await Promise.all(Array.from({ length: size }, guarded));
	// A source that is left before its end may hold something open, such as a file.
	await iterator.return?.();
	if (failures.length > 0) throw failures[0];
}
