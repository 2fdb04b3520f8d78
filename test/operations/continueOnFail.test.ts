import type { INodeExecutionData } from 'n8n-workflow';
import { makeThings, useSandbox, type Things } from '../support/world';

// Engine facts 4 and 6: what n8n makes of items that failed.

const { sandbox, run } = useSandbox();

let things: Things;
beforeAll(async () => {
	things = await makeThings(sandbox());
});

const COUNT = 200;
const isBad = (index: number) => index % 10 === 3;

/** Items with ids, of which each tenth names a bucket that does not exist. */
const mixed = (): INodeExecutionData[] =>
	Array.from({ length: COUNT }, (_, index) => ({
		json: { id: `item-${index}`, bucket: isBad(index) ? 'no-such' : things.bucket },
	}));

const links = () => ({
	...{ resource: 'object', operation: 'getPresignedUrl', hostGroup: things.hostGroup },
	...{ bucketName: '={{ $json.bucket }}', key: '={{ $json.id }}' },
});

const GONE = /^The bucket "no-such" does not exist\. Check the bucket and the host group/;

test('of 200 items 20 fail: 180 come out on success, 20 on the error branch, each with its own input', async () => {
	const { items, failed, error } = await run(links(), {
		items: mixed(),
		settings: { onError: 'continueErrorOutput' },
	});

	expect(error).toBeUndefined();
	const indices = [...Array(COUNT).keys()];
	const good = indices.filter((index) => !isBad(index));
	expect(items).toHaveLength(180);
	expect(items.map(({ json, pairedItem }) => ({ key: json.key, pairedItem }))).toEqual(
		good.map((index) => ({ key: `item-${index}`, pairedItem: { item: index } })),
	);
	// n8n itself puts the input's fields beside the error.
	expect(failed).toEqual(
		indices.filter(isBad).map((index) => ({
			json: { id: `item-${index}`, bucket: 'no-such', error: expect.stringMatching(GONE) },
			pairedItem: { item: index },
		})),
	);
	expect(sandbox().requests).toHaveLength(COUNT);
});

test('with "Continue" the error items stand among the others, with nothing but the error', async () => {
	const { items, failed, error } = await run(links(), {
		items: mixed().slice(0, 20),
		settings: { onError: 'continueRegularOutput' },
	});

	expect(error).toBeUndefined();
	expect(failed).toEqual([]);
	expect(items).toHaveLength(20);
	expect(items.map(({ json }) => Object.keys(json).includes('url'))).toEqual(
		items.map((_, index) => !isBad(index)),
	);
	expect(items[13]).toEqual({
		json: { error: expect.stringMatching(GONE) },
		pairedItem: { item: 13 },
	});
});

test('without "Continue" the node fails with the failing item named', async () => {
	const { items, error } = await run(
		{ ...links(), options: { concurrency: 1 } },
		{ items: mixed() },
	);
	expect(items).toEqual([]);
	expect(error?.message).toBe('The bucket "no-such" does not exist');
	expect(error?.context.itemIndex).toBe(3);
	expect(sandbox().requests).toHaveLength(4);
});

test('bad input among good items goes to the error branch too, and the good ones are done', async () => {
	const { hostGroup, bucket: bucketName } = things;
	const { items, failed } = await run(
		{
			...{ resource: 'object', operation: 'getPresignedUrl', hostGroup, bucketName },
			key: '={{ $json.key }}',
		},
		{
			items: ['a', '', 'b'].map((key) => ({ json: { key } })),
			settings: { onError: 'continueErrorOutput' },
		},
	);
	expect(items.map(({ json }) => json.key)).toEqual(['a', 'b']);
	expect(failed).toEqual([
		{
			json: { key: '', error: expect.stringMatching(/^Object Key is empty\. Enter a value for/) },
			pairedItem: { item: 1 },
		},
	]);
});

test('a credential without an address fails each item alone', async () => {
	const { failed } = await run(links(), {
		items: mixed().slice(0, 2),
		credential: { host: 'not an address', token: sandbox().token },
		settings: { onError: 'continueErrorOutput' },
	});
	expect(failed.map(({ json, pairedItem }) => ({ id: json.id, pairedItem }))).toEqual([
		{ id: 'item-0', pairedItem: { item: 0 } },
		{ id: 'item-1', pairedItem: { item: 1 } },
	]);
	expect(sandbox().requests).toEqual([]);
});
