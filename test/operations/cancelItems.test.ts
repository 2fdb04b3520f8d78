import { byValue, makeThings, useSandbox, type Things } from '../support/world';

// Cancelling an execution: it ends soon, and starts nothing new. Waits before retries are real here.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Cancels when two requests have got so far; answers when. */
async function cancelWhen(isSoFar: (request: { status?: number }) => boolean, cancel: () => void) {
	while (sandbox().requests.filter(isSoFar).length < 2) await pause(5);
	await pause(20);
	cancel();
	return Date.now();
}

/** Runs fifty deletions, two at a time, and cancels; answers how long it took from then. */
async function cancelled(
	isSoFar: (request: { status?: number }) => boolean,
	onError: 'stopWorkflow' | 'continueRegularOutput',
) {
	const { hostGroup, bucket: bucketName } = things;
	let cancelledAt: Promise<number> | undefined;
	const { run: whole, error } = await run(
		{
			...{ resource: 'object', operation: 'delete', hostGroup, bucketName },
			...{ key: byValue('={{ $json.key }}'), options: { concurrency: 2 } },
		},
		{
			items: Array.from({ length: 50 }, (_, index) => ({ json: { key: `key-${index}` } })),
			settings: { onError },
			whenStarted: (cancel) => {
				cancelledAt = cancelWhen(isSoFar, cancel);
			},
		},
	);
	const took = Date.now() - ((await cancelledAt) ?? NaN);
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
	test('it ends while requests are on their way', async () => {
		sandbox().setLatency(10_000);
		const outcome = await cancelled(() => true, onError);
		expect(outcome).toEqual(CANCELED);
		expect(outcome.took).toBeLessThan(1000);
	});

	test('it ends while the node waits to send again', async () => {
		// The platform asks for a second's patience (Retry-After: 1).
		sandbox().faults.add({ kind: 'status', status: 429, times: Infinity });
		const outcome = await cancelled(({ status }) => status === 429, onError);
		expect(outcome).toEqual(CANCELED);
		expect(outcome.took).toBeLessThan(700);
	});
});

test('Retry-After is waited for', async () => {
	const { hostGroup, bucket: bucketName } = things;
	sandbox().faults.add({ kind: 'status', status: 429 });
	const { error } = await run({
		...{ resource: 'object', operation: 'getPresignedUrl', hostGroup, bucketName, key: 'k' },
	});
	expect(error).toBeUndefined();
	const [first, second] = sandbox().requests.map(({ receivedAt }) => receivedAt);
	expect(second - first).toBeGreaterThanOrEqual(990);
});

test('without Retry-After the second try follows soon, but not at once', async () => {
	sandbox().faults.add({ kind: 'badGateway' });
	await run({ resource: 'bucket', operation: 'getAll' });
	const [first, second] = sandbox().requests.map(({ receivedAt }) => receivedAt);
	expect(second - first).toBeGreaterThanOrEqual(200);
	expect(second - first).toBeLessThan(1500);
});
