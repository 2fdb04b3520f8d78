import { withIdleTimeout } from '../../nodes/shared/s3/idleTimeout';

// When a body counts as silent, by clocks that the test moves.

const TIME = 100;

let now = 0;
let clocks: Array<{ at: number; clock: AbortController }> = [];

beforeEach(() => {
	now = 0;
	clocks = [];
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
		const clock = new AbortController();
		clocks.push({ at: now + time, clock });
		return clock.signal;
	});
});
afterEach(() => jest.restoreAllMocks());

function pass(milliseconds: number): void {
	const end = now + milliseconds;
	for (; now < end; now++) {
		for (const { at, clock } of [...clocks]) if (at <= now) clock.abort();
		clocks = clocks.filter(({ at }) => at > now);
	}
}

/** Whether a body is stopped whose pieces, of some bytes, take some time to come and some to be taken. */
async function isStopped(pieces: Array<[bytes: number, comes: number, taken: number]>) {
	const stop = jest.fn();
	async function* body() {
		for (const [bytes, comes] of pieces) {
			pass(comes);
			yield await Promise.resolve(Buffer.alloc(bytes));
		}
	}
	const got: Buffer[] = [];
	for await (const piece of withIdleTimeout(body(), TIME, stop)) {
		pass(pieces[got.push(piece) - 1][2]);
	}
	return stop.mock.calls.length > 0;
}

test.each<[string, boolean, Array<[number, number, number]>]>([
	['pieces in time', false, [[1024, 90, 0], [1024, 90, 0]]], // prettier-ignore
	['drops', true, [[1, 60, 0], [1, 60, 0]]], // prettier-ignore
	['drops that are taken slowly', false, [[1, 20, 250], [1, 70, 250]]], // prettier-ignore
	['drops in too long a time, taken slowly', true, [[1, 20, 250], [1, 90, 250]]], // prettier-ignore
	['silence', true, [[1024, 110, 0]]],
])('%s', async (_, expected, pieces) => expect(await isStopped(pieces)).toBe(expected));
