import '../support/quickRetries';
import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf, inMemoryAndInFiles } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';
import { expectPeak } from '../support/peak';
import { AWKWARD_KEY } from '../support/world';

// Downloads through a presigned URL. s3Requests.test.ts has what downloads share with other requests.

const { sandbox, hostGroup, bucketOf, objectIn, operate } = useBulk();

const TEXT = 'Grüße\r\n\0';
const PDF = 'reports/2026/😀 "a" (1).pdf';
const OBJECTS = [
	{ key: 'plain.txt', body: TEXT, contentType: 'text/plain' },
	{ key: AWKWARD_KEY, body: TEXT, contentType: 'text/csv; charset=utf-8' },
	{ key: PDF, body: Buffer.from([0, 255, 10]), contentType: 'application/pdf' },
	{ key: 'folder/', body: 'no name' },
	{ key: '/double//slash', body: 'x' },
	{ key: '/', body: 'no name at all' },
	{ key: 'empty', body: '', contentType: 'text/plain' },
	{ key: 'large.bin', size: 3 * 2 ** 20 + 1, type: 'application/octet-stream' },
	{ key: 'notes.txt', body: TEXT, type: 'text/plain' },
	{
		key: 'data.json',
		body: '{}',
		contentType: 'application/octet-stream',
		type: 'application/json',
	},
];
const FILE_NAMES = [
	...['plain.txt', 'ü?,.txt', '😀 "a" (1).pdf', 'folder'],
	...['slash', 'file', 'empty', 'large.bin', 'notes.txt', 'data.json'],
];
/** Where the storage knows no type, the file's name tells it. */
const FILES = OBJECTS.map(({ key, contentType = 'binary/octet-stream', type }, at) => ({
	...{ key, fileName: FILE_NAMES[at], mimeType: type ?? contentType },
}));

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let bucketName: string;
beforeAll(async () => {
	bucketName = await bucketOf(OBJECTS);
});

const download = async (key: string, fields: IDataObject = {}, more: Partial<Trial> = {}) =>
	await operate('download', { bucketName, key, binaryPropertyName: 'data', ...fields }, more);

inMemoryAndInFiles((place) => {
	test.each(FILES)('$key', async ({ key, fileName, mimeType }) => {
		const { items, error } = await download(key);
		expect(error).toBeUndefined();
		const { bytes } = await objectIn(bucketName, key);
		const json = {
			...{ hostGroup: hostGroup(), bucketName, key },
			...{ size: bytes.length, contentType: mimeType },
		};
		const binary = { data: expect.objectContaining({ fileName, mimeType }) };
		expect(items).toEqual([{ json, binary, pairedItem: { item: 0 } }]);
		const { data } = items[0].binary!;
		expect(data.id !== undefined).toBe(place === 'files');
		expect(sha256(await bytesOf(data))).toBe(sha256(bytes));
	});

	test('with a custom file name and binary field', async () => {
		const options = { fileName: 'report.txt' };
		const { items } = await download('plain.txt', { binaryPropertyName: 'report', options });
		const report = expect.objectContaining({ fileName: 'report.txt', mimeType: 'text/plain' });
		expect(items[0].binary).toEqual({ report });
	});
});

test('a missing object', async () => {
	const { error } = await download('missing.txt');
	expect(error?.message).toMatch(/NoSuchKey|does not exist/);
	expect(error?.description).toMatch('the object key');
});

test('items keep their order, and as many run at a time as Concurrency allows', async () => {
	sandbox().setLatency(30);
	const keys = Array.from({ length: 12 }, (_, at) => OBJECTS[at % 6].key);
	const { items } = await download(
		'={{ $json.key }}',
		{ options: { concurrency: 3 } },
		{ items: keys.map((key) => ({ json: { key } })) },
	);
	expect(items.map(({ json, pairedItem }) => [json.key, pairedItem])).toEqual(
		keys.map((key, item) => [key, { item }]),
	);
	expectPeak(sandbox(), 3);
});
