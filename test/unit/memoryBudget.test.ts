import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { MemoryBudget } from '../../nodes/shared/s3/memoryBudget';

test('what is under way never takes more than the limit, and everything is done in its order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 30 }),
			async (amounts) => {
				const budget = new MemoryBudget(10);
				const begun: number[] = [];
				let taken = 0;
				const works = amounts.map(
					async (amount, index) =>
						await budget.run(amount, async () => {
							begun.push(index);
							taken += Math.min(amount, 10);
							expect(taken).toBeLessThanOrEqual(10);
							await sleep(0);
							taken -= Math.min(amount, 10);
							return index;
						}),
				);
				expect(await Promise.all(works)).toEqual(amounts.map((_, index) => index));
				expect(begun).toEqual(amounts.map((_, index) => index));
			},
		),
		{ numRuns: 50 },
	);
});

test('what fails gives its room back', async () => {
	const budget = new MemoryBudget(1);
	const failing = budget.run(1, async () => await Promise.reject(new Error('no')));
	await expect(failing).rejects.toThrow('no');
	expect(await budget.run(1, async () => 'done')).toBe('done');
});
