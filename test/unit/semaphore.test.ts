import { Semaphore } from '../../nodes/shared/concurrency/semaphore';

/** Work whose end a test decides. */
function task() {
	let end: (error?: Error) => void = () => {};
	const ended = new Promise<void>((resolve, reject) => {
		end = (error) => (error ? reject(error) : resolve());
	});
	return { ended, end };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

test('lets through so many, then one for each that ends, in their order', async () => {
	const limiter = new Semaphore(2);
	const begun: number[] = [];
	const tasks = Array.from({ length: 5 }, task);
	const results = tasks.map(({ ended }, at) =>
		limiter.run(async () => {
			begun.push(at);
			await ended;
			return at;
		}),
	);
	await settle();
	expect(begun).toEqual([0, 1]);
	tasks[1].end();
	await settle();
	expect(begun).toEqual([0, 1, 2]);
	tasks[0].end();
	tasks[2].end();
	await settle();
	expect(begun).toEqual([0, 1, 2, 3, 4]);
	tasks[3].end();
	tasks[4].end();
	expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
});

test('a failure makes room, too', async () => {
	const limiter = new Semaphore(1);
	const failing = limiter.run(async () => await Promise.reject(new Error('no')));
	const next = limiter.run(async () => 'next');
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('next');
});

test('whoever comes when a place is handed on waits its turn', async () => {
	const limiter = new Semaphore(1);
	const first = task();
	let running = 0;
	let most = 0;
	const work = async () => {
		most = Math.max(most, ++running);
		await settle();
		running--;
	};
	const results = [limiter.run(async () => await first.ended), limiter.run(work)];
	first.end();
	await results[0];
	results.push(limiter.run(work), limiter.run(work));
	await Promise.all(results);
	expect(most).toBe(1);
	// All places are free again.
	expect(await limiter.run(async () => 'free')).toBe('free');
});
