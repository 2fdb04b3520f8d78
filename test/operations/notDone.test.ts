import '../support/quickRetries';
import { runNode } from '../support/engine';
import { REFERENCE } from '../support/reference';
import { useStub } from '../support/stub';
import { makeThings, nodeOf, saved, useSandbox, type Things } from '../support/world';

// What was certainly not done is sent again, whatever it is; a lost answer forbids it where nothing may be done twice.

const { sandbox, must, run } = useSandbox({ defaultDelimiter: '' });
const stub = useStub();

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

/** The statuses of a method's requests: Generate and Regenerate look at the pairs before. */
const statusesOf = (method: string) =>
	sandbox()
		.requests.filter(({ apiMethod }) => apiMethod === method)
		.map(({ status }) => status);

test.each(REFERENCE)(
	'$resource: $operation is sent again after HTTP 429, and does its work once',
	async ({ resource, operation, own, method }) => {
		sandbox().faults.add({ kind: 'status', status: 429, times: 3, method });
		await must({ resource, operation, ...own(things) });
		expect(statusesOf(method)).toEqual([429, 429, 429, 200]);
	},
);

const MAKES_NEW = REFERENCE.filter(({ method }) =>
	/account\.(Create|GenerateKey|RegenerateKeys)|bucket\.Create/.test(method),
);

describe.each(MAKES_NEW)('$resource: $operation', ({ resource, operation, own, method }) => {
	test.each([408, 500, 502, 503, 504, 507])('is not sent again after HTTP %i', async (status) => {
		sandbox().faults.add({ kind: 'status', status, times: Infinity, method });
		const { error } = await run({ resource, operation, ...own(things) });
		expect(error?.description).toContain('The platform may have done it all the same.');
		expect(statusesOf(method)).toEqual([status]);
	});

	test('is not sent again where the second answer is lost', async () => {
		sandbox().faults.add({ kind: 'status', status: 429, times: 1, method });
		sandbox().faults.add({ kind: 'dropAfter', times: Infinity, method });
		const { error } = await run({ resource, operation, ...own(things) });
		expect(error?.description).toContain(
			'Tried 2 times. The platform may have done it all the same.',
		);
	});

	test.each([
		['refused', 'http://127.0.0.1:9', 'cannot be reached'],
		['to a host without a name', 'http://no-such-host.invalid', 'does not exist|cannot be reached'],
	])('a connection %s is tried again', async (_, host, message) => {
		const { error } = await runNode({
			...{ node: nodeOf(resource), parameters: saved({ resource, operation, ...own(things) }) },
			credential: { host, token: 'the-token-of-a-test' },
		});
		expect(error?.message).toMatch(new RegExp(message));
		expect(error?.description).toMatch(/Tried 4 times\.$/);
	});
});

test.each([
	['seconds', () => '7', 7],
	['an HTTP date', () => new Date(Date.now() + 9_500).toUTCString(), 9],
	['a date that is over', () => 'Wed, 21 Oct 2015 07:28:00 GMT', undefined],
	['no time', () => 'soon', undefined],
])('Retry-After as %s', async (_, header, seconds) => {
	const delay = jest.spyOn(
		jest.requireMock<{ backoffMs: (attempt: number, retryAfter?: number) => number }>(
			'../../nodes/shared/api/backoff',
		),
		'backoffMs',
	);
	stub.answers(() => ({
		...(stub.requests.length === 1
			? { status: 503, headers: { 'retry-after': header() } }
			: { body: { result: 0, array: [] } }),
	}));
	const { error } = await runNode({
		...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
		credential: { host: stub.url(), token: 'the-token-of-a-test' },
	});
	expect(error).toBeUndefined();
	const [[attempt, asked]] = delay.mock.calls;
	expect([attempt, asked && Math.round(asked)]).toEqual([1, seconds]);
	delay.mockRestore();
});

test.each([
	[400, 'answered with HTTP 400', 'Check "Platform Address"'],
	[408, 'did not get the whole request in time', 'Try again. If it stays so'],
	[413, 'refused the request as too long', 'Shorten what was entered'],
	[414, 'refused the request as too long', 'Shorten what was entered'],
	[431, 'refused the headers of the request', 'Ask whoever runs the proxy'],
	[500, 'failed (HTTP 500)', 'Check the values that were entered'],
	[501, 'answered with HTTP 501', 'Ask the provider'],
	[503, 'not available behind its gateway', 'Try again later'],
	[507, 'The storage of the platform is full', 'Delete what is no longer needed'],
])('HTTP %i says what happened and what helps', async (status, message, advice) => {
	stub.answers({ status });
	const { error } = await runNode({
		...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
		credential: { host: stub.url(), token: 'the-token-of-a-test' },
	});
	expect(error?.message).toContain(message);
	expect(error?.description).toContain(advice);
	expect(error?.description).toMatch(new RegExp(`\\(HTTP ${status}, request key [\\da-f-]{36}\\)`));
	expect(/Try again later/.test(error?.description ?? '')).toBe(status === 503);
});
