import '../support/quickRetries';
import type { NodeOperationError } from 'n8n-workflow';
import { objectsOf } from '../support/bulk';
import { useTrigger } from '../support/trigger';

// Polls that fail: loudly, with words, with the cause that n8n's scheduler reads, and without losing anything.

const { sandbox, watching } = useTrigger();

const LIST = 's3.bucket.ListObjects';

/** What a poll fails with. */
const failureOf = async (poll: Promise<unknown>): Promise<NodeOperationError> =>
	await poll.then(
		() => Promise.reject(new Error('The poll did not fail')),
		(error: NodeOperationError) => error,
	);

describe.each([
	['a token that is refused', { kind: 'code', code: 701 }, 'credential-invalid'],
	['a token that may not list', { kind: 'code', code: 8202 }, 'credential-invalid'],
	['an object that may not be listed', { kind: 'code', code: 8 }, 'configuration-invalid'],
	[
		'a bucket that is gone',
		{ kind: 'nestedFailure', text: 'NoSuchBucket' },
		'configuration-invalid',
	],
	['an access that is refused', { kind: 'status', status: 401 }, 'credential-invalid'],
	['too many requests', { kind: 'status', status: 429, retryAfter: '7' }, 'rate-limited'],
	['a gateway that is down', { kind: 'badGateway' }, 'temporarily-unavailable'],
	['a connection that is cut', { kind: 'dropBefore' }, 'temporarily-unavailable'],
	['an answer that is not understood', { kind: 'truncationWord', text: 'maybe' }, 'node-defect'],
] as const)('%s', (_, fault, cause) => {
	it(`fails the poll as ${cause}, and loses nothing`, async () => {
		const { trigger, put } = await watching(objectsOf(['a']));
		await trigger.publish();
		await put(...objectsOf(['b']));
		const before = JSON.stringify(trigger.data);
		sandbox().faults.add({ ...fault, method: LIST, times: Infinity });
		const error = await failureOf(trigger.poll());
		expect(error.name).toBe('NodeOperationError');
		expect(error.failure).toEqual({
			cause,
			...(cause === 'rate-limited' && { retryAfterMs: 7000 }),
		});
		expect(error.description).toBeTruthy();
		expect(JSON.stringify(trigger.data)).toBe(before);
		sandbox().faults.clear();
		expect(await trigger.news()).toEqual(['created b']);
	});
});

it('an answer that lost its list, once, is not taken for an empty bucket', async () => {
	const { trigger, remove } = await watching(objectsOf(['a', 'b']), {
		events: ['created', 'deleted'],
	});
	await trigger.publish();
	sandbox().faults.add({ kind: 'emptyAnswer', method: LIST });
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.poll()).toBeNull();
	await remove('a');
	await remove('b');
	expect(await trigger.news()).toEqual(['deleted a', 'deleted b']);
});

it('a field that cannot be meant fails before the first request', async () => {
	const { trigger } = await watching([], { events: [] });
	const error = await failureOf(trigger.poll());
	expect(error).toMatchObject({
		message: 'Events is empty',
		failure: { cause: 'configuration-invalid' },
	});
	expect(sandbox().requests).toEqual([]);
});

it('a poll that fails is over: the next one works', async () => {
	const { trigger } = await watching(objectsOf(['a']), { options: { firstRun: 'existing' } });
	sandbox().faults.add({ kind: 'code', code: 8202, method: LIST });
	await failureOf(trigger.poll());
	expect(await trigger.news()).toEqual(['created a']);
});

it('ends before n8n gives the poll up, and loses nothing', async () => {
	const { trigger, put } = await watching([], {}, { budgetMs: 200 });
	await trigger.publish();
	await put(...objectsOf(['a']));
	sandbox().setLatency(400);
	const error = await failureOf(trigger.poll());
	expect(error.message).toBe('There was not enough time to poll the bucket');
	sandbox().setLatency(0);
	expect(await trigger.news()).toEqual(['created a']);
});

it('works in an n8n that tells no budget', async () => {
	const options = { firstRun: 'existing' };
	const { trigger } = await watching(objectsOf(['a']), { options }, { budgetMs: 'untold' });
	expect(await trigger.news()).toEqual(['created a']);
});
