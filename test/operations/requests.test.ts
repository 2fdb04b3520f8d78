import { REFERENCE } from '../support/reference';
import { AWKWARD_KEY, makeThings, useSandbox, type Things } from '../support/world';

const { sandbox, must } = useSandbox({ defaultDelimiter: '' });

let things: Things;
beforeEach(async () => {
	things = await makeThings(sandbox());
});

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the node adds of itself: ListObjects is asked for no more than the limit, which is 50 by default. */
const pageSizeOf = (method: string): Record<string, string> =>
	method === 's3.bucket.ListObjects' ? { maxKeys: '50' } : {};

/** A new pair is told from those that were there before. */
const sentBy = (method: string) =>
	/GenerateKey$/.test(method) || /RegenerateKeys$/.test(method)
		? ['s3.account.GetKeys', method]
		: [method];

describe.each(REFERENCE)('$resource: $operation', ({ resource, operation, method, path, own }) => {
	test(`posts the form of ${method}`, async () => {
		await must({ resource, operation, ...own(things) });

		expect(sandbox().requests.map(({ apiMethod }) => apiMethod)).toEqual(sentBy(method));
		const [{ method: verb, path: sentTo, query, headers, params }] = sandbox().requests.slice(-1);
		expect({ verb, sentTo, query }).toEqual({ verb: 'POST', sentTo: path, query: '' });
		expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded(;|$)/);
		expect({ ...params }).toEqual({
			session: sandbox().token,
			appid: 'cluster',
			ruk: expect.stringMatching(UUID),
			...own(things),
			...pageSizeOf(method),
		});
	});

	test('sends Owner UID and Request Key when they are set', async () => {
		const options = { ownerUid: String(sandbox().ownerUid), ruk: 'my own ruk' };
		await must({ resource, operation, ...own(things), options });

		expect({ ...sandbox().requests.at(-1)?.params }).toEqual({
			session: sandbox().token,
			appid: 'cluster',
			ruk: 'my own ruk',
			ownerUid: '40217',
			...own(things),
			...pageSizeOf(method),
		});
	});
});

test('every method of the reference is called by an operation', () => {
	expect(new Set(REFERENCE.map(({ method }) => method)).size).toBe(16);
	expect(REFERENCE).toHaveLength(17);
});

test('sends the options of a listing as they are set', async () => {
	const { hostGroup, bucket: bucketName } = things;
	await must({
		...{ resource: 'object', operation: 'getAll', hostGroup, bucketName, returnAll: true },
		options: { prefix: AWKWARD_KEY, delimiter: '&=', maxKeys: 7 },
	});

	expect(sandbox().requests[0].params).toMatchObject({
		prefix: AWKWARD_KEY,
		delimiter: '&=',
		maxKeys: '7',
	});
});

test('leaves out options that were added and left empty', async () => {
	const { hostGroup, bucket: bucketName } = things;
	await must({
		...{ resource: 'object', operation: 'getAll', hostGroup, bucketName },
		options: { prefix: '', delimiter: '', continuationToken: '', ownerUid: '', ruk: '' },
	});

	const names = Object.keys(sandbox().requests[0].params).sort();
	expect(names).toEqual(['appid', 'bucketName', 'hostGroup', 'maxKeys', 'ruk', 'session']);
});

const INTACT: Array<[string, (things: Things) => Record<string, string>, string]> = [
	['delete', ({ bucket }) => ({ bucketName: bucket, key: AWKWARD_KEY }), 'key'],
	['getPresignedUrl', ({ bucket }) => ({ bucketName: bucket, key: AWKWARD_KEY }), 'key'],
	[
		'copy',
		({ bucket }) => ({
			...{ srcBucketName: bucket, srcKey: AWKWARD_KEY },
			...{ dstBucketName: bucket, dstKey: `${AWKWARD_KEY} %2F%00 copy\n` },
		}),
		'srcKey',
	],
];

test.each(INTACT)('an awkward key goes out intact: %s', async (operation, fieldsOf, name) => {
	const { hostGroup } = things;
	const fields = fieldsOf(things);
	await must({ resource: 'object', operation, hostGroup, ...fields });

	const { body, params } = sandbox().requests[0];
	expect(params).toMatchObject(fields);
	// The whole form by its bytes: what another server than the sandbox would decode.
	expect(body).toMatch(`${name}=a+b%2Bc%26d%3De%23f%2F%C3%BC%3F%2C.txt`);
});

test('what is done to an awkward key is done to that object', async () => {
	const { hostGroup, bucket } = things;
	const at = { resource: 'object', hostGroup };
	await must({
		...{ ...at, operation: 'copy', srcBucketName: bucket, srcKey: AWKWARD_KEY },
		...{ dstBucketName: bucket, dstKey: `b/${AWKWARD_KEY}` },
	});
	expect(await sandbox().listKeys(hostGroup, bucket)).toEqual([AWKWARD_KEY, `b/${AWKWARD_KEY}`]);
	await must({ ...at, operation: 'delete', bucketName: bucket, key: AWKWARD_KEY });
	expect(await sandbox().listKeys(hostGroup, bucket)).toEqual([`b/${AWKWARD_KEY}`]);
});

test('each call has a request key of its own', async () => {
	const { hostGroup, bucket: bucketName } = things;
	await must(
		{ resource: 'object', operation: 'getPresignedUrl', hostGroup, bucketName, key: 'k' },
		{ items: Array.from({ length: 5 }, () => ({ json: {} })) },
	);
	expect(new Set(sandbox().requests.map(({ params }) => params.ruk)).size).toBe(5);
});
