import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { byValue, nodeOf, saved } from '../support/world';

// Engine fact 5: with "Retry On Fail" n8n runs the whole node again when the first item's `json.error` is
// anything but undefined, null or false, even an empty text.

const { answers, requests, url } = useStub();

const RETRYING = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

const run = async (parameters: Record<string, unknown>, items = [{ json: {} }]) =>
	await runNode({
		node: nodeOf(parameters.resource),
		parameters: saved(parameters as never),
		credential: { host: url(), token: 'the-token' },
		settings: RETRYING,
		items,
	});

/** A success as the rest of the platform answers it: with an empty error beside. */
const done = (payload: object) => ({ body: { result: 0, error: '', source: 'JEL', ...payload } });

const PAIR = { accKey: 'b09693b73b3c7686V8NZ', secretKey: 'x'.repeat(40), error: '' };
const inBucket = { hostGroup: 'hg', bucketName: 'logs' };

const SUCCESSES: Array<[string, Record<string, unknown>, object]> = [
	['Account: Create', { resource: 'account', operation: 'create', hostGroup: 'hg', name: 'a' }, {}],
	[
		'Key: Generate, the pair in the envelope',
		{ resource: 'key', operation: 'generate', hostGroup: 'hg', name: 'a' },
		PAIR,
	],
	[
		'Key: Generate',
		{ resource: 'key', operation: 'generate', hostGroup: 'hg', name: 'a' },
		{ object: PAIR },
	],
	['Object: Delete', { resource: 'object', operation: 'delete', ...inBucket, key: 'k' }, {}],
	['Bucket: Get Many', { resource: 'bucket', operation: 'getAll' }, { array: [{ name: 'b' }] }],
	[
		'Policy: Get',
		{ resource: 'policy', operation: 'get', ...inBucket },
		{ policy: '{"Version":1}' },
	],
	[
		'Object: Get Presigned URL',
		{ resource: 'object', operation: 'getPresignedUrl', ...inBucket, key: 'k' },
		{ url: 'https://s3.example/k' },
	],
];

test.each(SUCCESSES)('a success runs once: %s', async (_, parameters, payload) => {
	answers(done(payload));
	const { json, error } = await run(parameters);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(1);
	expect(json[0]).not.toHaveProperty('error');
	const once = new Set(requests.map(({ path }) => path));
	expect(requests).toHaveLength(once.size);
});

test('a failure runs the node again, as often as is set', async () => {
	answers({ body: { result: 8, error: 'denied' } });
	const { error } = await run({ resource: 'bucket', operation: 'getAll' });
	expect(error?.message).toBe('The platform denied access to S3 storage');
	expect(requests).toHaveLength(3);
});

test('a failure that goes away is a success in the end', async () => {
	answers(() => (requests.length < 2 ? { body: { result: 8 } } : done({ array: [{ name: 'b' }] })));
	const { json, error } = await run({ resource: 'bucket', operation: 'getAll' });
	expect(error).toBeUndefined();
	expect(json).toEqual([{ bucketName: 'b' }]);
	expect(requests).toHaveLength(2);
});

test('when the second of two items fails, n8n sends both again', async () => {
	const key = { ...byValue('={{ $json.key }}') };
	answers(({ params }) => ({ body: { result: params.key === 'bad' ? 8 : 0 } }));
	await run({ resource: 'object', operation: 'delete', ...inBucket, key }, [
		{ json: { key: 'good' } },
		{ json: { key: 'bad' } },
	]);
	expect(requests.map(({ params }) => params.key).sort()).toEqual([
		...['bad', 'bad', 'bad'],
		...['good', 'good', 'good'],
	]);
});
