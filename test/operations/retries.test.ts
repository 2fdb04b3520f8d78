import '../support/quickRetries';
import type { FaultKind } from '../../sandbox/platform';
import { REFERENCE } from '../support/reference';
import { op, useThings } from '../support/world';

// What is sent again without being asked, and how often: what was certainly not done, whatever it is, and what may be
// done twice. The waits between: test/unit/retry.test.ts and cancelItems.test.ts.

const { must, own, run, sandbox, things } = useThings({ defaultDelimiter: '' });

const MOST = 4;
const LIST = op('bucket getAll', { limit: 1 });

const ROWS = REFERENCE.map((row) => ({ ...row, name: `${row.resource} ${row.operation}` }));

/** What must never be repeated: a lost answer may have done its work. */
const isOnce = ({ method }: { method: string }) =>
	/account\.(Create|GenerateKey|RegenerateKeys)|bucket\.Create/.test(method);

/** The statuses of a method's requests: Generate and Regenerate look at the pairs before. */
const statusesOf = (method: string) =>
	sandbox()
		.requests.filter(({ apiMethod }) => apiMethod === method)
		.map(({ status }) => status);

/** Failures that may pass. */
const PASSING: Array<{ kind: FaultKind; status?: number; code?: number }> = [
	...[429, 503, 504].map((status) => ({ kind: 'status' as const, status })),
	...(['badGateway', 'dropBefore', 'truncatedJson'] as const).map((kind) => ({ kind })),
	...[1, 17, 19, 99, 302, 304].map((code) => ({ kind: 'code' as const, code })),
	{ kind: 'nestedFailure', code: 99 },
];

test.each(PASSING)('$kind $status $code may pass, and is given up in the end', async (fault) => {
	const { requests, faults } = sandbox();
	faults.add({ ...fault, times: MOST - 1 });
	expect(await must(LIST)).toHaveLength(1);
	expect(requests).toHaveLength(MOST);
	// All under one request key.
	expect(new Set(requests.map(({ params }) => params.ruk)).size).toBe(1);

	requests.length = 0;
	faults.add({ ...fault, times: Infinity });
	expect((await run(LIST)).error?.description).toMatch(`Tried ${MOST} times.`);
	expect(requests).toHaveLength(MOST);

	// What makes something new is repeated only where it was certainly not done.
	requests.length = 0;
	expect((await run(own('bucket create'))).error).toBeDefined();
	expect(requests).toHaveLength(fault.status === 429 ? MOST : 1);
});

/** Failures that do not pass by themselves. */
const FINAL = [
	...[2, 3, 5, 6, 7, 8, 9, 505, 701, 702, 8202, 2207, 2338, 12_345].map((code) => ({ code })),
	...[400, 403, 404, 500, 501].map((status) => ({ status })),
];

test.each(FINAL)('%j is not sent again', async (failure) => {
	const kind = 'code' in failure ? 'code' : 'status';
	sandbox().faults.add({ kind, text: 'some text', ...failure, times: Infinity });
	const { error } = await run(LIST);
	expect(error).toBeDefined();
	expect(error?.description).not.toMatch('Tried');
	expect(sandbox().requests).toHaveLength(1);
});

test.each(ROWS)('$name is sent again after HTTP 429, and works once', async ({ name, method }) => {
	sandbox().faults.add({ kind: 'status', status: 429, times: MOST - 1, method });
	await must(own(name));
	expect(statusesOf(method)).toEqual([429, 429, 429, 200]);
});

test.each(ROWS.filter((row) => !isOnce(row)))('$name is sent again', async ({ name, method }) => {
	sandbox().faults.add({ kind: 'badGateway', times: 1 });
	await must(own(name));
	expect(statusesOf(method)).toEqual([502, 200]);
	expect(sandbox().requests).toHaveLength(2);
});

/** What makes a key pair looks afterwards whether there is one. */
const isVerified = ({ name }: { name: string }) => name.startsWith('key ');

describe.each(ROWS.filter((row) => isOnce(row) && isVerified(row)))('$name', ({ name, method }) => {
	test.each([408, 500, 502, 503, 504, 507])(
		'is tried once more after HTTP %i, when there is no new pair',
		async (status) => {
			sandbox().faults.add({ kind: 'status', status, times: Infinity, method });
			const { error } = await run(own(name));
			expect(error?.description).not.toContain('may have done it');
			expect(statusesOf(method)).toEqual([status, status]);
		},
	);

	test('gives the pair whose answer was lost', async () => {
		sandbox().faults.add({ kind: 'dropAfter', times: Infinity, method });
		await must(own(name));
		expect(statusesOf(method)).toHaveLength(1);
	});
});

const unverified = ROWS.filter((row) => isOnce(row) && !isVerified(row));

describe.each(unverified)('$name', ({ name, method }) => {
	test.each([408, 500, 502, 503, 504, 507])('is not sent again after HTTP %i', async (status) => {
		sandbox().faults.add({ kind: 'status', status, times: Infinity, method });
		const { error } = await run(own(name));
		expect(error?.description).toContain('The platform may have done it all the same.');
		expect(statusesOf(method)).toEqual([status]);
	});

	test('is not sent again where the second answer is lost', async () => {
		sandbox().faults.add({ kind: 'status', status: 429, times: 1, method });
		sandbox().faults.add({ kind: 'dropAfter', times: Infinity, method });
		const { error } = await run(own(name));
		expect(error?.description).toContain(
			'Tried 2 times. The platform may have done it all the same.',
		);
	});
});

describe.each(ROWS.filter(isOnce))('$name', ({ name }) => {
	test.each([
		['refused', 'http://127.0.0.1:9', /cannot be reached/],
		['to a host without a name', 'http://no-such-host.invalid', /does not exist|cannot be reached/],
	])('is sent again after a connection %s', async (_, host, message) => {
		const { error } = await run(own(name), { credential: { host, token: 'the-token' } });
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/Tried 4 times\.$/);
	});
});

test('a failure that passes does not hide one that does not', async () => {
	const { bucket: bucketName } = things();
	sandbox().faults.add({ kind: 'badGateway', times: 1 });
	const { error } = await run(own('bucket delete', { bucketName }));
	expect(error?.message).toBe(`The bucket "${bucketName}" is not empty`);
	expect(sandbox().requests).toHaveLength(2);
});

test('each page of a listing is retried alone', async () => {
	const { hostGroup, emptyBucket: bucketName } = things();
	const keys = ['a', 'b', 'c'];
	await sandbox().fill(
		hostGroup,
		bucketName,
		keys.map((key) => ({ key, body: '' })),
	);
	sandbox().faults.add({
		...{ kind: 'badGateway', times: 1 },
		match: ({ params }) => params.continuationToken !== undefined,
	});
	const fields = { bucketName, returnAll: true, options: { maxKeys: 1 } };
	const json = await must(own('object getAll', fields));
	expect(json.map(({ key }) => key)).toEqual(keys);
	expect(sandbox().requests).toHaveLength(4);
});
