import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { REFERENCE } from '../support/reference';
import type { Things } from '../support/things';

// A failure below a result of 0, wherever payload is read from, is a failure.

const { run } = useAnswers();

const FAILED = { result: 4099, error: 'the disk is full' };

const THINGS: Things = {
	...{ hostGroup: 'hg', account: 'shop', accKey: 'AK', secretKey: 'SK', bucket: 'logs', key: 'k' },
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
	['Responses, in capitals', { Responses: [FAILED] }],
	['lists in lists', { responses: [[FAILED]] }],
	['rows in rows', { array: [{ name: 'a', keys: [{ accKey: 'AK', ...FAILED }] }] }],
];

describe.each(WHERE)('below %s', (_, payload) => {
	test.each(REFERENCE)(
		'$resource: $operation fails',
		async ({ resource, operation, method, own }) => {
			const path = method.split('.').pop()?.toLowerCase() ?? '';
			const { message, description, json } = await run(
				{ resource, operation, ...own(THINGS) },
				{ [path]: payload },
			);
			expect(message).toBeDefined();
			expect(description).toContain('"the disk is full" (code 4099, ');
			expect(json).toEqual([]);
		},
	);
});

const listing: IDataObject = {
	...{ resource: 'object', operation: 'getAll', hostGroup: 'hg', bucketName: 'logs' },
};

test.each<[unknown]>([['ok'], ['done'], [0], ['0'], [null], [true], [1.5], [{ code: 4099 }], ['']])(
	'a row with a field "result" that is no code of failure is a row: %j',
	async (result) => {
		const { json, message } = await run(listing, {
			listobjects: { objects: [{ key: 'a', result }] },
		});
		expect(message).toBeUndefined();
		expect(json).toEqual([{ hostGroup: 'hg', bucketName: 'logs', key: 'a' }]);
	},
);

test('what is never read may have any result', async () => {
	const objects = [{ key: 'a', metadata: FAILED, tags: [FAILED] }];
	const { json, message } = await run(listing, { listobjects: { objects, statistics: FAILED } });
	expect(message).toBeUndefined();
	expect(json).toHaveLength(1);
});

test('a deletion that is repeated and finds nothing, deeper down, is done', async () => {
	let calls = 0;
	const { json, message } = await run(
		{ resource: 'bucket', operation: 'delete', hostGroup: 'hg', bucketName: 'logs' },
		{
			delete: () =>
				++calls === 1
					? { responses: [{ result: 99, error: 'try again later' }] }
					: { responses: [{ result: 5, error: 'bucket not found' }] },
		},
	);
	expect({ calls, message }).toEqual({ calls: 2 });
	expect(json).toEqual([{ hostGroup: 'hg', bucketName: 'logs', deleted: true }]);
});
