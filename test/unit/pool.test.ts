import { forEachInPool } from '../../nodes/shared/concurrency/pool';

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

/** Numbers up to a count, as pages come: each is waited for; counts how many were asked for. */
function numbers(count: number) {
	const asked = { count: 0 };
	async function* source() {
		for (let number = 0; number < count; number++) {
			asked.count++;
			await settle();
			yield number;
		}
	}
	return { asked, source: source() };
}

test.each([1, 3, 8, 50])('works on %i at a time, and on each value once', async (size) => {
	const seen: number[] = [];
	let running = 0;
	let most = 0;
	await forEachInPool(numbers(20).source, size, async (value) => {
		most = Math.max(most, ++running);
		seen.push(value);
		// Longer than the source takes for all its values.
		for (let turn = 0; turn < 30; turn++) await settle();
		running--;
	});
	expect(seen).toEqual(Array.from({ length: 20 }, (_, number) => number));
	expect(most).toBe(Math.min(size, 20));
});

test('takes plain lists', async () => {
	const seen: string[] = [];
	await forEachInPool(['a', 'b', 'c'], 2, async (value) => void seen.push(value));
	expect(seen).toEqual(['a', 'b', 'c']);
});

test('asks for no more than there is room for', async () => {
	const { asked, source } = numbers(1000);
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	const done = forEachInPool(source, 4, async () => await released);
	for (let turn = 0; turn < 50; turn++) await settle();
	expect(asked.count).toBe(4);
	release();
	await done;
	expect(asked.count).toBe(1000);
});

test('after a failure nothing new starts, what runs is waited for, and that failure is thrown', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const done = forEachInPool(numbers(100).source, 3, async (value) => {
		begun.push(value);
		for (let turn = 0; turn < (value === 5 ? 1 : 10); turn++) await settle();
		if (value === 5) throw new Error('the sixth');
		ended.push(value);
	});
	await expect(done).rejects.toThrow('the sixth');
	expect(begun.length).toBeLessThanOrEqual(5 + 3);
	expect(ended.sort()).toEqual(begun.filter((value) => value !== 5).sort());
});

test('a source that fails ends the work, too', async () => {
	const seen: number[] = [];
	async function* failing() {
		yield 1;
		yield 2;
		throw new Error('the third page');
	}
	const done = forEachInPool(failing(), 2, async (value) => void seen.push(value));
	await expect(done).rejects.toThrow('the third page');
	expect(seen).toEqual([1, 2]);
});

test.each([
	['left', 3],
	['worked off', 100],
])('a source that is %s is closed', async (_, count) => {
	let isClosed = false;
	async function* source() {
		try {
			yield* numbers(10).source;
		} finally {
			isClosed = true;
		}
	}
	const done = forEachInPool(source(), 2, async (value) => {
		if (value === count) throw new Error('enough');
	});
	await done.catch(() => {});
	expect(isClosed).toBe(true);
});

test('nothing new starts once the signal fires', async () => {
	const cancelling = new AbortController();
	const begun: number[] = [];
	await forEachInPool(
		numbers(100).source,
		2,
		async (value) => {
			begun.push(value);
			if (value === 4) cancelling.abort();
			await settle();
		},
		cancelling.signal,
	);
	expect(begun).toEqual([0, 1, 2, 3, 4]);
});
