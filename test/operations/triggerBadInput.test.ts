import '../support/loudLog';
import '../support/quickRetries';
import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { inspect } from 'node:util';
import type { Fault } from '../../sandbox/platform';
import { objectsOf } from '../support/bulk';
import { useTrigger } from '../support/trigger';

// What cannot be meant fails before the first request, by the field's label; and no failure of a poll gives a secret
// away.

const { sandbox, watching } = useTrigger();

const failureOf = async (poll: Promise<unknown>): Promise<NodeOperationError> =>
	await poll.then(
		() => Promise.reject(new Error('The poll did not fail')),
		(error: NodeOperationError) => error,
	);

const options = (name: string, value: unknown): IDataObject => ({ options: { [name]: value } });
const filters = (name: string, value: unknown): IDataObject => ({ filters: { [name]: value } });

test.each<[IDataObject, string]>([
	[{ hostGroup: ' ' }, 'Host Group is empty'],
	[{ bucketName: '={{ "" }}' }, 'Bucket is empty'],
	[{ events: ['renamed'] }, 'Events has an unknown value'],
	[options('limit', 0), 'Limit per Poll must be a whole number'],
	[options('timeout', 1.5), 'Timeout must be a whole number'],
	[options('ownerUid', 'olga'), 'Owner UID must be a whole number'],
	[options('firstRun', 'sometimes'), 'First Run has an unknown value'],
	[filters('largerThan', 'big'), 'Larger Than is not a size'],
])('%j: %s', async (parameters, message) => {
	const { trigger } = await watching(objectsOf(['a']), parameters);
	const error = await failureOf(trigger.poll());
	expect(error.message).toBe(message);
	expect(error.description).toBeTruthy();
	expect(error.failure).toEqual({ cause: 'configuration-invalid' });
	expect(sandbox().requests).toEqual([]);
	expect(trigger.data).toEqual({});
});

const WHOLE = { depth: 10, maxArrayLength: null, maxStringLength: null } as const;

test.each<[string, string, (text: string) => Fault]>([
	['s3.bucket.ListObjects', 'a code', (text) => ({ kind: 'code', code: 54_321, text })],
	['s3.bucket.ListObjects', 'a failure', (text) => ({ kind: 'nestedFailure', text })],
	['s3.bucket.GetPresignedURL', 'a code', (text) => ({ kind: 'code', code: 54_321, text })],
	['GetObject', 'a refusal', (text) => ({ kind: 'code', status: 400, text })],
])('%s gives everything away in %s: the token is nowhere', async (method, _, faultOf) => {
	const { trigger } = await watching(objectsOf(['a']), {
		options: { firstRun: 'existing', download: true },
	});
	const { token } = sandbox();
	const text = `no such session=${token}; '${token}'`;
	sandbox().faults.add({ ...faultOf(text), method, times: Infinity });
	const leavings = [];
	// In the third poll, an event whose file cannot be had is an item that says why.
	for (let polls = 0; polls < 3; polls++) {
		leavings.push(await trigger.poll().catch((error: NodeOperationError) => error));
	}
	const trace = leavings.map(
		(one) =>
			inspect(one, WHOLE) +
			JSON.stringify(one) +
			String((one as Partial<NodeOperationError> | null)?.description),
	);
	expect(trace.join()).toContain('no such session');
	expect(trace.join()).not.toContain(token);
});
