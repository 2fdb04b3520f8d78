import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import type { FaultKind } from '../../sandbox/platform';
import { onCeph } from '../../sandbox/test/support';
import { itemWith } from '../support/binary';
import { hintsOf, useBulk } from '../support/bulk';
import { useEndpoint } from '../support/endpoint';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';
import { AWKWARD_KEY } from '../support/world';

// Get: by the storage itself, or by a listing where the keys cannot be had.

const { sandbox, hostGroup, bucketOf, operate, requestsOf, expectRefused } = useBulk();
const endpoint = useEndpoint();

/** A cluster has no such class unless it is configured, and its times cannot be set. */
const storageClass = onCeph ? 'STANDARD' : 'COLD';
const lastModified = onCeph ? expect.stringMatching(/^20.*Z$/) : '2026-01-31T08:00:00Z';

const FILLED = {
	...{ key: AWKWARD_KEY, body: 'contents', contentType: 'text/x-a' },
	...{ lastModified: new Date('2026-01-31T08:00:00Z'), storageClass },
	headers: { 'x-amz-meta-invoice': '2026-0042', 'x-amz-meta-b': 'c  d' },
};

const STATE = {
	...{ exists: true, size: 8, lastModified },
	eTag: '98bf7d8c15784f0a3d63204441e1e2aa',
};

let bucketName: string;
let place: IDataObject;
beforeEach(async () => {
	bucketName = await bucketOf([FILLED, { key: `${AWKWARD_KEY}.more`, size: 1 }]);
	place = { bucketName, hostGroup: hostGroup() };
});

const get = async (key = AWKWARD_KEY, options: IDataObject = {}, more: Partial<Trial> = {}) =>
	await operate('get', { bucketName, key, options }, more);

const withoutKeys = () => ({
	credential: { host: sandbox().url, token: sandbox().tokens.buckets },
});

const operations = () => sandbox().requests.map(({ apiMethod }) => apiMethod);

test('describes an object with one request to the storage', async () => {
	const result = await get();
	expect(result.error).toBeUndefined();
	expect(result.json).toEqual([
		{
			...{ key: AWKWARD_KEY, ...STATE, contentType: 'text/x-a' },
			...{ metadata: { invoice: '2026-0042', b: 'c  d' }, storageClass, ...place },
		},
	]);
	expect(Object.keys(result.json[0])).toEqual([
		...['key', 'exists', 'size', 'lastModified', 'eTag', 'contentType', 'metadata'],
		...['storageClass', 'bucketName', 'hostGroup'],
	]);
	expect(operations()).toEqual(['s3.account.GetKeys', 'HeadObject']);
	expect(hintsOf(result)).toEqual([]);
});

test('an object without metadata, of the standard class', async () => {
	const { json } = await get(`${AWKWARD_KEY}.more`);
	expect(json[0]).toMatchObject({ size: 1, metadata: {}, storageClass: 'STANDARD' });
});

test('an object as it was uploaded', async () => {
	const fields = { bucketName, key: 'up', binaryPropertyName: 'data' };
	await operate('upload', fields, { items: [await itemWith(Buffer.from('x'))] });
	expect((await get('up')).json[0]).toMatchObject({ size: 1, contentType: 'text/plain' });
});

const listed: Array<[string, () => Partial<Trial>, () => void]> = [
	['a token without s3.account.GetKeys', withoutKeys, () => {}],
	[
		'keys whose secrets are hidden',
		() => ({}),
		() => sandbox().faults.add({ method: 's3.account.GetKeys', kind: 'hiddenSecrets' }),
	],
	[
		'a storage without HeadObject',
		() => ({}),
		() => sandbox().faults.add({ method: 'HeadObject', kind: 'status', status: 501 }),
	],
];

describe.each(listed)('with %s', (_, more, spoil) => {
	beforeEach(() => spoil());

	test('the listing of the key describes it', async () => {
		const result = await get(AWKWARD_KEY, {}, more());
		expect(result.json).toEqual([{ key: AWKWARD_KEY, ...STATE, storageClass, ...place }]);
		expect(hintsOf(result).map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Content type and metadata are missing: .*s3\.account\.GetKeys/),
		]);
		const [{ params }] = requestsOf('s3.bucket.ListObjects');
		expect(params).toMatchObject({ prefix: AWKWARD_KEY, maxKeys: '1' });
	});

	test('the listing of a key that only begins others says that it is missing', async () => {
		const { json } = await get('a b', { ifMissing: 'return' }, more());
		expect(json).toEqual([{ key: 'a b', exists: false, ...place }]);
	});
});

test('without keys, a hundred items ask for them once', async () => {
	const items = Array.from({ length: 100 }, () => ({ json: {} }));
	const { json } = await get(AWKWARD_KEY, {}, { items, ...withoutKeys() });
	expect(json).toHaveLength(100);
	expect(requestsOf('s3.account.GetKeys')).toHaveLength(1);
});

describe.each([
	['with keys', () => ({})],
	['without keys', withoutKeys],
])('%s', (_, more) => {
	test('a missing object fails, by default', async () => {
		expectFailure(
			await get('none', {}, more()),
			`The object "none" does not exist in the bucket "${bucketName}"`,
			'Check the object key',
		);
	});

	test('a missing object is returned, if asked for', async () => {
		const { json, error } = await get('none', { ifMissing: 'return' }, more());
		expect(error).toBeUndefined();
		expect(json).toEqual([{ key: 'none', exists: false, ...place }]);
	});

	test('a missing bucket is no missing object', async () => {
		const fields = { bucketName: 'nowhere', key: 'a', options: { ifMissing: 'return' } };
		const { error, json } = await operate('get', fields, more());
		expect(error?.message).toMatch(/bucket "nowhere"/);
		expect(json).toEqual([]);
	});
});

test('an object that comes after the first question is found', async () => {
	sandbox().faults.add({ method: 'HeadObject', kind: 'status', status: 404 });
	expect((await get()).json[0]).toMatchObject(STATE);
});

test('a server that is no storage says nothing about objects', async () => {
	endpoint.storage.answers({ status: 404, body: '<html>Not found</html>' });
	const { error } = await endpoint.operate('get', { key: 'a', options: { ifMissing: 'return' } });
	expectFailure({ error, json: [] }, /HTTP 404/, 'Check the bucket');
	expect(endpoint.storage.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
});

test('an answer without an entity tag is none', async () => {
	endpoint.storage.answers({ headers: { 'content-length': '5' } });
	const { error } = await endpoint.operate('get', { key: 'a' });
	expect(error?.message).toMatch(/^No S3 endpoint answers at/);
});

test.each<FaultKind>(['dropBefore', 'badGateway', 'status'])(
	'an answer spoiled by %s: it is asked again',
	async (kind) => {
		sandbox().faults.add({ method: 'HeadObject', kind, times: 3 });
		expect((await get()).json[0]).toMatchObject(STATE);
		expect(requestsOf('HeadObject')).toHaveLength(4);
	},
);

test('what is refused to all key pairs fails, and tells no secret', async () => {
	sandbox().faults.add({ method: 'HeadObject', kind: 'status', status: 403, times: Infinity });
	const { error, run } = await get();
	expect(error?.message).toMatch(/refused the request: HTTP 403/);
	expect(error?.description).not.toMatch(/done it all the same/);
	const [{ secretKey }] = (await sandbox().accounts())[0].keys;
	expect(JSON.stringify(run)).not.toContain(secretKey);
});

test('a key that a URL cannot name is refused', async () => {
	expectRefused(await get('a/./b'), 'Object Key has a part that is "." or ".."', 'Object: Copy');
});
