import { backoffMs, secondsToWait, sleepUnlessAborted } from '../../nodes/shared/api/backoff';

afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const withDice = (dice: number) => jest.spyOn(Math, 'random').mockReturnValue(dice);

test.each([
	[0, [250, 500, 1000, 2000]],
	[0.5, [500, 1000, 2000, 4000]],
	[0.999_999, [750, 1500, 3000, 6000]],
])(
	'waits double, between a half and one and a half of their middle (dice %f)',
	(dice, expected) => {
		withDice(dice);
		const delays = [1, 2, 3, 4].map((attempt) => Math.round(backoffMs(attempt)));
		expect(delays).toEqual(expected);
	},
);

test.each([
	[1, 1, 1000],
	[1, 29, 29_000],
	[1, 30, 30_000],
	[1, 3600, 30_000],
	[4, 1, 4000],
	[20, undefined, 30_000],
])('attempt %i, Retry-After %s: %i ms', (attempt, retryAfter, expected) => {
	withDice(0.5);
	expect(backoffMs(attempt, retryAfter)).toBe(expected);
});

const NOW = Date.parse('2026-01-31T08:00:00Z');

test.each([
	['120', 120],
	[' 1.5 ', 1.5],
	[3, 3],
	['Sat, 31 Jan 2026 08:00:30 GMT', 30],
	['Saturday, 31-Jan-26 08:00:10 GMT', 10],
	['Sat Jan 31 08:01:00 2026 GMT', 60],
	['Sat, 31 Jan 2026 07:00:00 GMT', undefined],
	['0', undefined],
	['-1', undefined],
	['soon', undefined],
	['', undefined],
	[undefined, undefined],
	['2026', 2026],
	// Ten years.
	['315360000', 3600],
	['Thu, 31 Jan 2036 08:00:00 GMT', 3600],
	['9'.repeat(400), 3600],
])('Retry-After %j means %p seconds', (header, seconds) => {
	expect(secondsToWait(header, NOW)).toBe(seconds);
});

/** Whether a promise is settled by now. */
async function isOver(promise: Promise<void>): Promise<boolean> {
	let over = false;
	void promise.then(() => (over = true));
	await jest.advanceTimersByTimeAsync(0);
	return over;
}

test('a wait takes its time', async () => {
	jest.useFakeTimers();
	const waiting = sleepUnlessAborted(1000, new AbortController().signal);
	await jest.advanceTimersByTimeAsync(999);
	expect(await isOver(waiting)).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	expect(await isOver(waiting)).toBe(true);
});

test('a wait ends at once when it is cancelled', async () => {
	jest.useFakeTimers();
	const controller = new AbortController();
	const waiting = sleepUnlessAborted(30_000, controller.signal);
	expect(await isOver(waiting)).toBe(false);
	controller.abort();
	expect(await isOver(waiting)).toBe(true);
});

test('after cancelling there is no wait', async () => {
	jest.useFakeTimers();
	expect(await isOver(sleepUnlessAborted(30_000, AbortSignal.abort()))).toBe(true);
});

test('waits leave no listeners behind', async () => {
	const { signal } = new AbortController();
	const added = jest.spyOn(signal, 'addEventListener');
	const removed = jest.spyOn(signal, 'removeEventListener');
	await sleepUnlessAborted(1, signal);
	expect(added).toHaveBeenCalledTimes(1);
	expect(removed.mock.calls[0].slice(0, 2)).toEqual(added.mock.calls[0].slice(0, 2));
});

test('a wait without a signal ends too', async () => {
	jest.useFakeTimers();
	const waiting = sleepUnlessAborted(10);
	await jest.advanceTimersByTimeAsync(10);
	expect(await isOver(waiting)).toBe(true);
});
