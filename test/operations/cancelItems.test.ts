import { useStub } from '../support/stub';
import { byValue, op, useThings } from '../support/world';

// Canceling an execution: it ends soon, and starts nothing new. Waits before retries are real here.

const { own, run, sandbox } = useThings();

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

type IsSoFar = (request: { status?: number }) => boolean;

/** Cancels when two requests have got so far; answers when. */
async function cancelWhen(isSoFar: IsSoFar, cancel: () => void) {
	while (sandbox().requests.filter(isSoFar).length < 2) await pause(5);
	await pause(20);
	cancel();
	return Date.now();
}

/** Runs fifty deletions, two at a time, and cancels; answers how long it took from then. */
async function canceled(isSoFar: IsSoFar, onError: 'stopWorkflow' | 'continueRegularOutput') {
	let canceledAt: Promise<number> | undefined;
	const key = byValue('={{ $json.key }}');
	const { run: whole, error } = await run(
		own('object delete', { key, options: { concurrency: 2 } }),
		{
			items: Array.from({ length: 50 }, (_, index) => ({ json: { key: `key-${index}` } })),
			settings: { onError },
			whenStarted: (cancel) => {
				canceledAt = cancelWhen(isSoFar, cancel);
			},
		},
	);
	const took = Date.now() - ((await canceledAt) ?? NaN);
	const sent = sandbox().requests.length;
	await pause(100);
	const sentLater = sandbox().requests.length - sent;
	return { took, status: whole.status, message: error?.message, sent, sentLater };
}

const CANCELED = {
	...{ took: expect.any(Number), status: 'canceled', message: 'The execution was canceled' },
	...{ sent: 2, sentLater: 0 },
};

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)('with %s', (onError) => {
	test('it ends while requests are in flight', async () => {
		sandbox().setLatency(10_000);
		const outcome = await canceled(() => true, onError);
		expect(outcome).toEqual(CANCELED);
		expect(outcome.took).toBeLessThan(1000);
	});

	test('it ends while the node waits to send again', async () => {
		// The platform asks for a second's patience (Retry-After: 1).
		sandbox().faults.add({ kind: 'status', status: 429, times: Infinity });
		const outcome = await canceled(({ status }) => status === 429, onError);
		expect(outcome).toEqual(CANCELED);
		expect(outcome.took).toBeLessThan(700);
	});
});

/** How long after the first the second request came. */
const waited = () => {
	const [first, second] = sandbox().requests.map(({ receivedAt }) => receivedAt);
	return second - first;
};

test('Retry-After is waited for, in seconds', async () => {
	sandbox().faults.add({ kind: 'status', status: 429 });
	const { error } = await run(own('object getPresignedUrl'));
	expect(error).toBeUndefined();
	expect(waited()).toBeGreaterThanOrEqual(990);
});

test('without Retry-After the second try follows soon, but not immediately', async () => {
	sandbox().faults.add({ kind: 'badGateway' });
	await run(op('bucket getAll'));
	expect(waited()).toBeGreaterThanOrEqual(200);
	expect(waited()).toBeLessThan(1500);
});

describe('Retry-After of HTTP 503', () => {
	const stub = useStub();

	test.each([
		['an HTTP date', () => new Date(Date.now() + 2500).toUTCString(), 1400, 3200],
		['a date that is over', () => 'Wed, 21 Oct 2015 07:28:00 GMT', 200, 1400],
		['no time', () => 'soon', 200, 1400],
	])('as %s', async (_, header, least, most) => {
		const times: number[] = [];
		stub.answers(() =>
			times.push(Date.now()) === 1
				? { status: 503, headers: { 'retry-after': header() } }
				: { body: { result: 0 } },
		);
		const { error } = await run(op('bucket getAll'), {
			credential: { host: stub.url(), token: 't' },
		});
		expect(error).toBeUndefined();
		expect(times[1] - times[0]).toBeGreaterThanOrEqual(least);
		expect(times[1] - times[0]).toBeLessThan(most);
	});
});
