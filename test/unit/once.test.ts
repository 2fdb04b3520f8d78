import { oncePerRun } from '../../nodes/shared/concurrency/once';

test('whoever asks by one name gets what came of one piece of work', async () => {
	const once = oncePerRun();
	const work = jest.fn(async () => ({}));
	const [first, second] = await Promise.all([once('a', work), once('a', work)]);
	expect(second).toBe(first);
	expect(await once('a', work)).toBe(first);
	expect(await once('b', work)).not.toBe(first);
	expect(work).toHaveBeenCalledTimes(2);
});

test('a failure is told to those who wait for it, and not kept', async () => {
	const once = oncePerRun();
	const work = jest.fn(async () => await Promise.reject(new Error('no')));
	const both = await Promise.allSettled([once('a', work), once('a', work)]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await once('a', async () => 'now')).toBe('now');
	expect(work).toHaveBeenCalledTimes(1);
});
