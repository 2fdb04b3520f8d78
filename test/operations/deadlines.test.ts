import '../support/quickRetries';
import { setTimeout as sleep } from 'node:timers/promises';
import { CredentialTestContext } from 'n8n-core';
import { itemWith } from '../support/binary';
import { cancelWhen } from '../support/canceling';
import { useDrops } from '../support/drops';
import { useEndpoint } from '../support/endpoint';
import { eventually } from '../support/eventually';
import { expectFailure } from '../support/expecting';
import { EXAMPLES, fieldsOf, keysOf, makeExampleThings } from '../support/operations';
import { runExample } from '../support/operations/runExample';
import { Polling } from '../support/poll';
import { useHurry } from '../support/hurry';
import { useStub } from '../support/stub';
import { useSandbox } from '../support/world';

// An answer that arrives in drops is given up after Timeout, its connection is closed, and what flows is not cut off.

const { sandbox } = useSandbox();
const dripping = useStub();
const drops = useDrops();
const hurry = useHurry();
const { storage, upload, operate } = useEndpoint();

const TIMEOUT = 100;
const options = { timeout: TIMEOUT };
const LATE = /did not answer in time/;
const ADVICE = /"Timeout"/;

const mustHangUp = async () =>
	await eventually(
		async () => drops.open(),
		(open) => open === 0,
		'no connection stays open',
	);

beforeEach(() => dripping.answers(drops.answer('{"result":0,"objects":[')));

test.each(EXAMPLES.map((example) => [example.name, example] as const))('%s', async (_, example) => {
	const things = await makeExampleThings(sandbox(), keysOf(example));
	const fields = fieldsOf(example, things);
	const own = { ...fields, options: { ...(fields.options as object), ...options } };
	const credential = { host: dripping.url() };
	const result = await runExample(sandbox(), example, things, own, { credential });
	expectFailure(result, LATE, ADVICE);
	await mustHangUp();
});

const put = async (bytes = 10, timeout = TIMEOUT) =>
	await upload({ options: { timeout } }, { items: [await itemWith(Buffer.alloc(bytes))] });

test.each<[string, () => ReturnType<typeof operate>]>([
	['an upload', async () => await put()],
	['a presigned download', async () => await operate('download', { key: 'endpoint', options })],
	['a description', async () => await operate('get', { key: 'k', options })],
])('%s, by the storage', async (_, work) => {
	storage.answers(drops.answer());
	const { error } = await work();
	expect(`${error?.message} ${error?.description}`).toMatch(/in time|hardly a byte/);
	expect(error?.description).toMatch(ADVICE);
	await mustHangUp();
});

test('headers in drops', async () => {
	storage.answers({
		send: ({ socket }) => {
			socket?.write('HTTP/1.1 200 OK\r\n');
			const timer = setInterval(() => socket?.write('x: y\r\n'), 20);
			socket?.on('close', () => clearInterval(timer));
		},
	});
	for (const work of [
		async () => await put(),
		async () => await operate('download', { key: 'endpoint', options }),
	]) {
		expectFailure(await work(), LATE, ADVICE);
	}
});

test('a body on a slow line is sent to its end', async () => {
	const bytes = 4 * 2 ** 20;
	storage.reads(({ length }) => (length / bytes) * 1000);
	const { json, error } = await put(bytes, 300);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ size: bytes, uploaded: true }]);
	expect(storage.requests).toHaveLength(1);
});

test.each([1, 2 ** 31 - 1])('Timeout of %d ms', async (timeout) => {
	dripping.answers(timeout === 1 ? { send: () => {} } : { body: { result: 0, objects: [] } });
	const { error } = await operate(
		'getAll',
		{ options: { timeout } },
		{ credential: { host: dripping.url(), token: 't' } },
	);
	if (timeout === 1) expect(error?.message).toMatch(LATE);
	else expect(error).toBeUndefined();
});

test.each<[string, Parameters<typeof operate>]>([
	['the platform', ['getAll', {}]],
	['the storage', ['upload', { key: 'k', content: 'text', text: 'a' }]],
	['a file of the storage', ['download', { key: 'endpoint' }]],
])('a cancel does not wait for an answer in drops of %s', async (from, [operation, fields]) => {
	storage.answers(drops.answer());
	const { whenStarted, msSinceCancel } = cancelWhen(() => drops.open() > 0);
	const host = from === 'the platform' ? { credential: { host: dripping.url(), token: 't' } } : {};
	const { run } = await operate(operation, fields, { whenStarted, ...host });
	expect(run.status).toBe('canceled');
	expect(msSinceCancel()).toBeLessThan(1000);
	await mustHangUp();
});

describe('a poll', () => {
	const polling = (budgetMs: number | 'untold', timeout: number) =>
		new Polling({
			parameters: {
				...{ hostGroup: 'h', bucketName: 'b', events: ['created'] },
				options: { timeout },
			},
			credential: { host: dripping.url(), token: 't' },
			budgetMs,
		});

	test('gives up an answer after Timeout', async () => {
		await expect(polling(60_000, TIMEOUT).poll()).rejects.toMatchObject({
			message: expect.stringMatching(LATE) as string,
		});
		await mustHangUp();
	});

	test("ends within n8n's usual budget where none is known", async () => {
		hurry(270_000);
		await expect(polling('untold', 60_000).poll()).rejects.toMatchObject({
			message: 'There was not enough time to poll the bucket',
		});
		await mustHangUp();
	});

	test('that outlasts its budget is logged once', async () => {
		const warned = jest.spyOn(new CredentialTestContext().logger, 'warn');
		hurry(90, 60_000);
		const trigger = polling(100, 500);
		const first = trigger.poll();
		const others: unknown[] = [await trigger.poll()];
		expect(warned).not.toHaveBeenCalled();
		await sleep(150);
		for (let count = 0; count < 2; count++) others.push(await trigger.poll());
		expect(others).toEqual([null, null, null]);
		expect(warned.mock.calls).toEqual([[expect.stringMatching(/takes longer than n8n allows/)]]);
		await expect(first).rejects.toThrow(LATE);
	});

	test.each([200, 333.3, 1001, 7, 2 ** 40])('ends within its budget of %d ms', async (budget) => {
		const isLong = budget > 2 ** 31;
		const failure = polling(budget, isLong ? TIMEOUT : 60_000).poll();
		await expect(failure).rejects.toMatchObject({
			message: expect.stringMatching(isLong ? LATE : /not enough time to poll/) as string,
		});
		await mustHangUp();
	});
});
