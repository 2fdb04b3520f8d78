import '../support/quickRetries';
import { useAnswers } from '../support/answering';
import { REFERENCE } from '../support/reference';
import { op, type Things } from '../support/things';

// A failure below a result of 0, wherever payload is read from, is a failure.

const { run } = useAnswers();

const FAILED = { result: 4099, error: 'the disk is full' };

const THINGS: Things = {
	...{
		hostGroup: 'hg',
		account: 'shop',
		accessKey: 'AK',
		secretKey: 'SK',
		bucket: 'logs',
		key: 'k',
	},
	...{ policy: '{"Statement":[]}', emptyBucket: 'empty', newAccount: 'new', newBucket: 'new' },
};

const WHERE: Array<[string, object]> = [
	['responses', { responses: [FAILED] }],
	['the second of responses', { responses: [{ result: 0 }, FAILED] }],
	['responses that is no list', { responses: FAILED }],
	['object', { object: FAILED }],
	['data', { data: FAILED }],
	['response', { response: FAILED }],
	['response, as a text', { response: { ...FAILED, result: '4099' } }],
	['response.response', { response: { result: 0, response: FAILED } }],
	['response.responses', { response: { result: 0, responses: [{ result: 0, object: FAILED }] } }],
	['rows of a list', { array: [{ name: 'a', hostGroup: 'hg' }, FAILED] }],
	['Responses, capitalized', { Responses: [FAILED] }],
	['nested lists', { responses: [[FAILED]] }],
	['nested rows', { array: [{ name: 'a', keys: [{ accKey: 'AK', ...FAILED }] }] }],
];

test.each(
	WHERE.flatMap(([where, payload]) => REFERENCE.map((row) => ({ ...row, where, payload }))),
)('below $where: $resource $operation fails', async ({ payload, method, own, ...row }) => {
	const path = method.split('.').pop()?.toLowerCase() ?? '';
	const name = `${row.resource} ${row.operation}`;
	const { message, description, json } = await run(op(name, own(THINGS)), { [path]: payload });
	expect(message).toBeDefined();
	expect(description).toContain('"the disk is full"');
	expect(json).toEqual([]);
});

const BUCKET = { hostGroup: 'hg', bucketName: 'logs' };

test.each<[string, object]>([
	...['ok', 'done', 0, '0', null, true, 1.5, { code: 4099 }, ''].map((result): [string, object] => [
		`a result of ${JSON.stringify(result)}`,
		{ objects: [{ key: 'a', result }] },
	]),
	[
		'failures in fields that are never read',
		{
			objects: [{ key: 'a', metadata: FAILED, tags: [FAILED] }],
			statistics: FAILED,
		},
	],
])('%s is no failure', async (_, listobjects) => {
	const { json, message } = await run(op('object getAll', BUCKET), { listobjects });
	expect(message).toBeUndefined();
	expect(json).toEqual([{ ...BUCKET, key: 'a' }]);
});

test('a repeated deletion whose nested failure is "not found" is done', async () => {
	let calls = 0;
	const failures = [
		{ result: 99, error: 'try again later' },
		{ result: 5, error: 'bucket not found' },
	];
	const { json, message } = await run(op('bucket delete', BUCKET), {
		delete: () => ({ responses: [failures[calls++]] }),
	});
	expect({ calls, message }).toEqual({ calls: 2 });
	expect(json).toEqual([{ ...BUCKET, deleted: true }]);
});
