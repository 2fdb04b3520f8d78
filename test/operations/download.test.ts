import '../support/quickRetries';
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import type { Trial } from '../support/engine';
import { bytesOf, keepBinariesInFiles } from '../support/binary';
import { useBulk } from '../support/bulk';
import { useStub } from '../support/stub';
import { AWKWARD_KEY } from '../support/world';

// Download through the presigned link, into n8n's memory and into its store of files.

const { sandbox, hostGroup, bucketOf, objectIn, operate, requestsOf } = useBulk();
const elsewhere = useStub();

const TEXT = 'Grüße\r\n\0';
const OBJECTS = [
	{ key: 'plain.txt', body: TEXT, contentType: 'text/plain' },
	{ key: AWKWARD_KEY, body: TEXT, contentType: 'text/csv; charset=utf-8' },
	{
		key: 'reports/2026/😀 "a" (1).pdf',
		body: Buffer.from([0, 255, 10]),
		contentType: 'application/pdf',
	},
	{ key: 'folder/', body: 'no name' },
	{ key: '/double//slash', body: 'x' },
	{ key: '/', body: 'no name at all' },
	{ key: 'empty', body: '', contentType: 'text/plain' },
	{ key: 'large.bin', size: 3 * 2 ** 20 + 1 },
];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let bucketName: string;
beforeAll(async () => {
	bucketName = await bucketOf(OBJECTS);
});

const download = async (key: string, fields: IDataObject = {}, more: Partial<Trial> = {}) =>
	await operate('download', { bucketName, key, binaryPropertyName: 'data', ...fields }, more);

const FILES: Array<[key: string, fileName: string, mimeType: string]> = [
	['plain.txt', 'plain.txt', 'text/plain'],
	[AWKWARD_KEY, 'ü?,.txt', 'text/csv; charset=utf-8'],
	['reports/2026/😀 "a" (1).pdf', '😀 "a" (1).pdf', 'application/pdf'],
	['folder/', 'folder', 'binary/octet-stream'],
	['/double//slash', 'slash', 'binary/octet-stream'],
	['/', 'file', 'binary/octet-stream'],
	['empty', 'empty', 'text/plain'],
	['large.bin', 'large.bin', 'binary/octet-stream'],
];

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

// In this order: once n8n keeps binaries in files, it does so for good.
describe.each(['memory', 'files'])('into %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
	});

	test.each(FILES)('%j', async (key, fileName, mimeType) => {
		const { items, error } = await download(key);
		expect(error).toBeUndefined();
		const { bytes: expected } = await objectIn(bucketName, key);
		expect(items).toEqual([
			{
				json: {
					...{ hostGroup: hostGroup(), bucketName, key },
					...{ size: expected.length, contentType: mimeType },
				},
				binary: { data: expect.objectContaining({ fileName, mimeType }) },
				pairedItem: { item: 0 },
			},
		]);
		const { data } = items[0].binary ?? {};
		expect(data?.id !== undefined).toBe(where === 'files');
		expect(sha256(await bytesOf(data!))).toBe(sha256(expected));
	});

	test('with a name and a field of one’s own', async () => {
		const options = { fileName: 'report.txt' };
		const { items } = await download('plain.txt', { binaryPropertyName: 'report', options });
		expect(items[0].binary).toEqual({
			report: expect.objectContaining({ fileName: 'report.txt', mimeType: 'text/plain' }),
		});
	});
});

test('the link alone opens the object: no token, no key of an account, no credential', async () => {
	await download('plain.txt');
	const [link, file] = sandbox().requests;
	expect([link.apiMethod, file.apiMethod]).toEqual(['s3.bucket.GetPresignedURL', 'GetObject']);
	expect(JSON.stringify(file)).not.toContain(sandbox().token);
	expect(file.headers.authorization).toBeUndefined();
	expect(file.headers.cookie).toBeUndefined();
	expect(sandbox().requests).toHaveLength(2);
});

test('a redirect is not followed', async () => {
	sandbox().faults.add({ method: 'GetObject', kind: 'redirect', location: elsewhere.url() });
	const { error } = await download('plain.txt');
	expect(error?.message).toBe(
		`The S3 endpoint ${sandbox().endpoints[hostGroup()]} redirects elsewhere`,
	);
	expect(elsewhere.requests).toEqual([]);
});

test('a missing object', async () => {
	const { error } = await download('missing.txt');
	expect(error?.message).toMatch(/NoSuchKey|does not exist/);
	expect(error?.description).toMatch('the object key');
});

test.each(['.', '..', 'a/../b', './a', 'a/.'])('the key %s is refused', async (key) => {
	const { error } = await download(key);
	expect(error?.message).toBe('Object Key has a part that is "." or ".."');
	expect(sandbox().requests).toEqual([]);
});

test.each(['dropBefore', 'dropAfter', 'badGateway', 'status', 'code'] as const)(
	'an answer spoilt by %s is asked for again, with a new link',
	async (kind) => {
		sandbox().faults.add({ method: 'GetObject', kind, times: 3 });
		const { items } = await download('plain.txt');
		expect((await bytesOf(items[0].binary!.data)).toString()).toBe(TEXT);
		expect(requestsOf('GetObject')).toHaveLength(4);
		expect(requestsOf('s3.bucket.GetPresignedURL')).toHaveLength(4);
	},
);

test('a page in place of the object is not taken for it', async () => {
	sandbox().faults.add({ method: 'GetObject', kind: 'html200', times: Infinity });
	const { items, error } = await download('plain.txt');
	expect(items).toEqual([]);
	expect(error?.message).toMatch(/is a web page, not the object: it has no entity tag$/);
	expect(requestsOf('GetObject')).toHaveLength(1);
});

test('an endpoint whose connections are cut is named', async () => {
	sandbox().faults.add({ method: 'GetObject', kind: 'dropBefore', times: Infinity });
	const { error } = await download('plain.txt');
	expect(error?.message).toMatch(sandbox().endpoints[hostGroup()]);
	expect(requestsOf('GetObject')).toHaveLength(4);
});

test('items run side by side, in their order, as many as Concurrency says', async () => {
	sandbox().setLatency(30);
	sandbox().resetPeak();
	const keys = Array.from({ length: 12 }, (_, at) => OBJECTS[at % 6].key);
	const { items } = await download(
		'={{ $json.key }}',
		{ options: { concurrency: 3 } },
		{ items: keys.map((key) => ({ json: { key } })) },
	);
	expect(items.map(({ json, pairedItem }) => [json.key, pairedItem])).toEqual(
		keys.map((key, item) => [key, { item }]),
	);
	expect(sandbox().peakInFlight).toBe(3);
});
