import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { byValue, op, useThings } from '../support/world';

// What n8n makes of items that failed: with "On Error", and with "Retry On Fail".

describe('On Error', () => {
	const { own, run, sandbox, things } = useThings();

	const isBad = (index: number) => index % 10 === 3;

	/** Items with ids, of which each tenth names a bucket that does not exist. */
	const mixed = (count: number): INodeExecutionData[] =>
		Array.from({ length: count }, (_, index) => ({
			json: { id: `item-${index}`, bucket: isBad(index) ? 'no-such' : things().bucket },
		}));
	const links = (changes: IDataObject = {}) =>
		own('object getPresignedUrl', {
			...{ bucketName: '={{ $json.bucket }}', key: '={{ $json.id }}', ...changes },
		});
	const GONE = /^The bucket "no-such" does not exist\. Check the bucket and the host group/;
	const TO_BRANCH = { settings: { onError: 'continueErrorOutput' } } as const;

	test('of 200 items 20 fail: 180 succeed, 20 go to the error branch, each with its own input', async () => {
		const { items, failed, error } = await run(links(), { items: mixed(200), ...TO_BRANCH });
		expect(error).toBeUndefined();
		const indices = [...Array(200).keys()];
		expect(items.map(({ json, pairedItem }) => ({ key: json.key, pairedItem }))).toEqual(
			indices
				.filter((index) => !isBad(index))
				.map((index) => ({ key: `item-${index}`, pairedItem: { item: index } })),
		);
		expect(items).toHaveLength(180);
		// n8n itself adds the input's fields to the error.
		expect(failed).toEqual(
			indices.filter(isBad).map((index) => ({
				json: { id: `item-${index}`, bucket: 'no-such', error: expect.stringMatching(GONE) },
				pairedItem: { item: index },
			})),
		);
		expect(sandbox().requests).toHaveLength(200);
	});

	test('with "Continue" the error items are among the others, with nothing but the error', async () => {
		const settings = { onError: 'continueRegularOutput' } as const;
		const { items, failed, error } = await run(links(), { items: mixed(20), settings });
		expect(error).toBeUndefined();
		expect(failed).toEqual([]);
		expect(items).toHaveLength(20);
		expect(items.map(({ json }) => 'url' in json)).toEqual(items.map((_, at) => !isBad(at)));
		expect(items[13]).toEqual({
			...{ json: { error: expect.stringMatching(GONE) }, pairedItem: { item: 13 } },
		});
	});

	test('without "Continue" the node fails, and names the item', async () => {
		const parameters = links({ options: { concurrency: 1 } });
		const { items, error } = await run(parameters, { items: mixed(20) });
		expect(items).toEqual([]);
		expect(error?.message).toBe('The bucket "no-such" does not exist');
		expect(error?.context.itemIndex).toBe(3);
		expect(sandbox().requests).toHaveLength(4);
	});

	test('bad input goes to the error branch too, and the other items are worked on', async () => {
		const { bucket: bucketName } = things();
		const { items, failed } = await run(links({ bucketName }), {
			items: ['a', '', 'b'].map((id) => ({ json: { id } })),
			...TO_BRANCH,
		});
		expect(items.map(({ json }) => json.key)).toEqual(['a', 'b']);
		const error = expect.stringMatching(/^Object Key is empty\. Enter a value for/);
		expect(failed).toEqual([{ json: { id: '', error }, pairedItem: { item: 1 } }]);
	});

	test('a credential without an address fails each item alone', async () => {
		const { failed } = await run(links(), {
			...{ items: mixed(2), ...TO_BRANCH },
			credential: { host: 'not an address', token: sandbox().token },
		});
		expect(failed.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			['item-0', { item: 0 }],
			['item-1', { item: 1 }],
		]);
		expect(sandbox().requests).toEqual([]);
	});
});

// n8n runs the whole node again when the first item's `json.error` is anything but undefined, null or false, even an
// empty text.
describe('Retry On Fail', () => {
	const { run, methods, sent } = useAnswers();

	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const PAIR = { accKey: 'b09693b73b3c7686V8NZ', secretKey: 'x'.repeat(40), error: '' };
	const FIELDS = { hostGroup: 'hg', accountName: 'a', bucketName: 'logs', key: 'k' };

	test.each<[string, string, object]>([
		['account create', '', { object: PAIR }],
		['key generate', ', the pair in the envelope', PAIR],
		['key generate', '', { object: PAIR }],
		['object delete', '', {}],
		['bucket getAll', '', { array: [{ name: 'b', hostGroup: 'hg' }] }],
		['policy get', '', { policy: '{"Version":1}' }],
		['object getPresignedUrl', '', { url: 'https://s3.example/k' }],
	])('a success runs once, also with an empty error in it: %s%s', async (name, _, payload) => {
		const answer = { error: '', source: 'JEL', ...payload };
		const { json, error } = await run(op(name, FIELDS), { '*': answer }, { settings });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(json[0]).not.toHaveProperty('error');
		expect(methods()).toEqual([...new Set(methods())]);
	});

	test('a failure runs the node again, until it passes, and as often as is set', async () => {
		const denied = { result: 8, error: 'denied' };
		const given = await run(op('bucket getAll'), { list: denied }, { settings });
		expect(given.error?.message).toBe('The platform denied access to S3 storage');
		expect(methods()).toHaveLength(3);

		let calls = 0;
		const list = () => (++calls < 2 ? denied : { array: [{ name: 'b' }] });
		const { json, error } = await run(op('bucket getAll'), { list }, { settings });
		expect(error).toBeUndefined();
		expect(json).toEqual([{ bucketName: 'b' }]);
		expect(calls).toBe(2);
	});

	test('when the second of two items fails, n8n sends both again', async () => {
		const parameters = op('object delete', { ...FIELDS, key: byValue('={{ $json.key }}') });
		const answers = { deleteobject: ({ key }: IDataObject) => ({ result: key === 'bad' ? 8 : 0 }) };
		const items = ['good', 'bad'].map((key) => ({ json: { key } }));
		await run(parameters, answers, { settings, items });
		const keys = sent('deleteobject').map(({ key }) => key);
		expect(keys.sort()).toEqual([...Array(3).fill('bad'), ...Array(3).fill('good')]);
	});
});
