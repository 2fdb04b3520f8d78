import '../support/quickRetries';
import { createHash, randomBytes } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { inMemoryAndInFiles, itemsNamed, itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import { expectFailure } from '../support/expecting';
import { expectPeak } from '../support/peak';
import { AWKWARD_KEY } from '../support/world';

// Uploads that fit into one request. s3Requests.test.ts has what uploads share with other requests.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf, expectRefused } =
	useBulk();

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const upload = async (items: INodeExecutionData[], fields: IDataObject = {}) => {
	const all = { bucketName, key: 'key', binaryPropertyName: 'data', ...fields };
	return await operate('upload', all, { items });
};

const TEXT = Buffer.from('Grüße\r\n\0');
const CSV = 'text/csv';

const FILES: Array<[string, Buffer, mimeType: string, contentType?: string]> = [
	['a text', TEXT, CSV],
	['an empty file', Buffer.alloc(0), CSV],
	['bytes', randomBytes(100_000), 'image/png'],
	['8 MiB', randomBytes(8 * 2 ** 20), 'video/mp4'],
	['a custom content type', TEXT, CSV, 'text/x-a; b="c"'],
	['a form', Buffer.from('a=b&c=d'), 'application/x-www-form-urlencoded'],
	['JSON', Buffer.from('{"a": 1}'), 'application/json'],
];

inMemoryAndInFiles(() => {
	test.each(FILES)('%s', async (_, bytes, mimeType, contentType = '') => {
		const options = contentType ? { contentType } : {};
		const { items, error } = await upload([await itemWith(bytes, { mimeType })], { options });
		expect(error).toBeUndefined();
		const json = {
			...{ hostGroup: hostGroup(), bucketName, key: 'key' },
			...{ size: bytes.length, eTag: md5(bytes), uploaded: true },
		};
		expect(items).toEqual([{ json, pairedItem: { item: 0 } }]);
		const stored = await objectIn(bucketName, 'key');
		expect(stored.bytes.equals(bytes)).toBe(true);
		expect(stored.contentType?.toLowerCase()).toBe(contentType || mimeType);
		expect(requestsOf('PutObject')).toHaveLength(1);
	});

	test.each([AWKWARD_KEY, '/', 'a//b', '😀', "a'(b)*!~", '%2F', 'a/', ' ', 'x'.repeat(1024)])(
		'to the key %s',
		async (key) => {
			const { error } = await upload([await itemWith(TEXT)], { key });
			expect(error).toBeUndefined();
			expect(await keysIn(bucketName)).toEqual([key]);
		},
	);

	test('each item from a binary field of its own', async () => {
		const names = ['a', 'b', 'c', 'd'];
		const items = (await itemsNamed(names)).map(({ json, binary }) => ({
			...{ json, binary: { [`field-${String(json.name)}`]: binary!.data } },
		}));
		const { json } = await upload(items, {
			...{ key: '={{ $json.name }}', binaryPropertyName: '={{ "field-" + $json.name }}' },
		});
		expect(json.map(({ key }) => key)).toEqual(names);
		const stored = names.map(async (name) => (await objectIn(bucketName, name)).bytes.toString());
		expect(await Promise.all(stored)).toEqual(names.map((name, at) => `${name} ${at}`));
	});
});

test.each([1, 3, 10])('as many items at a time as Concurrency allows: %d', async (concurrency) => {
	sandbox().setLatency(50);
	const names = Array.from({ length: 20 }, (_, at) => `k${at}`);
	const fields = { key: '={{ $json.name }}', options: { concurrency } };
	const { json } = await upload(await itemsNamed(names), fields);
	expect(json.map(({ key }) => key)).toEqual(names);
	expectPeak(sandbox(), concurrency);
	expect(requestsOf('s3.account.GetKeys')).toHaveLength(1);
	for (const [at, name] of names.entries()) {
		expect((await objectIn(bucketName, name)).bytes.toString()).toBe(`${name} ${at}`);
	}
});

test('of several items with the same key, the last one wins', async () => {
	sandbox().setLatency(20);
	const fields = { key: '={{ $json.name }}', options: { concurrency: 4 } };
	const { json } = await upload(await itemsNamed(['x', 'y', 'x', 'x']), fields);
	expect(json).toHaveLength(4);
	expect((await objectIn(bucketName, 'x')).bytes.toString()).toBe('x 3');
});

test('an existing object is replaced', async () => {
	await sandbox().fill(hostGroup(), bucketName, [{ key: 'key', body: 'before' }]);
	await upload([await itemWith(TEXT)]);
	expect((await objectIn(bucketName, 'key')).bytes).toEqual(TEXT);
});

test.each(['text/ü', 'text/plain\nx-amz-acl: public-read'])(
	'the content type %j is refused',
	async (contentType) => {
		const result = await upload([await itemWith(TEXT)], { options: { contentType } });
		expectRefused(result, 'Content Type has a character that no header can hold');
	},
);

test.each([
	['nowhere', /^The bucket "nowhere" does not exist/, 'Check the bucket'],
	['others', /AccessDenied/, 'belongs to the owner of the bucket'],
])('a bucket that cannot be written to: %s', async (name, message, advice) => {
	await sandbox()
		.store.createBucket({ hostGroup: hostGroup(), bucket: 'others' }, 1)
		.catch(() => {});
	expectFailure(await upload([await itemWith(TEXT)], { bucketName: name }), message, advice);
});
