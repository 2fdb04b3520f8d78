import '../support/quickRetries';
import { randomBytes } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import { useEndpoint } from '../support/endpoint';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';

// What Upload stores beside the bytes, texts in place of files, and objects that exist already.

const { hostGroup, sandbox, bucketOf, keysIn, objectIn, operate, requestsOf, expectRefused } =
	useBulk();
const endpoint = useEndpoint();

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([{ key: 'old', body: 'before' }]);
});

const upload = async (fields: IDataObject, more: Partial<Trial> = {}) =>
	await operate('upload', { bucketName, key: 'key', ...fields }, more);

const uploadFile = async (options: IDataObject, bytes = Buffer.from('now'), key = 'key') =>
	await upload(
		{ key, binaryPropertyName: 'data', options },
		{ items: [await itemWith(bytes, { mimeType: 'text/csv' })] },
	);

const pairs = (...rows: Array<[string, string]>) => ({
	metadata: { pairs: rows.map(([name, value]) => ({ name, value })) },
});

const HEADERS = {
	...{ cacheControl: 'max-age=3600', contentDisposition: 'attachment; filename="a b.csv"' },
	...pairs(['Invoice-Number', ' 2026  0042 '], ['b', 'c=d;e']),
};

const STORED = {
	'content-type': 'text/csv',
	...{ 'cache-control': 'max-age=3600', 'content-disposition': 'attachment; filename="a b.csv"' },
	...{ 'x-amz-meta-invoice-number': '2026  0042', 'x-amz-meta-b': 'c=d;e' },
};

test.each([
	['in one request', 10],
	['in parts', 9 * 2 ** 20],
])('headers and metadata are stored, %s', async (_, size) => {
	const { error } = await uploadFile(HEADERS, randomBytes(size));
	expect(error).toBeUndefined();
	const fields = { bucketName, key: 'key', options: { for: 'download' } };
	const { json } = await operate('getPresignedUrl', fields);
	const answer = await fetch(String(json[0].url));
	expect(Object.fromEntries(answer.headers)).toMatchObject(STORED);
	expect((await answer.arrayBuffer()).byteLength).toBe(size);
});

test.each<[IDataObject, string]>([
	[{ cacheControl: 'grüß' }, 'Cache Control has a character that no header can hold'],
	[{ contentDisposition: 'a\nb: c' }, 'Content Disposition has a character that no header'],
	[pairs(['a b', 'c']), 'Metadata has a name that no header can have: "a b"'],
	[pairs(['', 'c']), 'Metadata has a name that no header can have: ""'],
	[pairs(['a', '']), 'Metadata has no value for "a"'],
	[pairs(['a', 'ü']), 'The value of "a" in Metadata has a character that no header can hold'],
	[pairs(['a', 'b\r\nc: d']), 'The value of "a" in Metadata has a character that no header'],
	[pairs(['a', 'b'], ['A', 'c']), 'Metadata has the name "a" twice'],
	[{ ifExists: 'keep' }, 'If the Object Exists has an unknown value'],
])('%j is refused', async (options, message) => {
	expectRefused(await uploadFile(options), new RegExp(message));
});

test('more metadata than S3 stores', async () => {
	endpoint.storage.answers({
		status: 400,
		body: '<Error><Code>MetadataTooLarge</Code><Message>no</Message></Error>',
	});
	const { error } = await endpoint.upload({ options: pairs(['a', 'b'.repeat(3000)]) });
	expect(error?.message).toMatch('MetadataTooLarge');
	expect(error?.description).toMatch('Shorten "Metadata"');
});

test.each([
	['Grüße\n😀', {}, 'text/plain; charset=utf-8'],
	['', {}, 'text/plain; charset=utf-8'],
	['{"a":1}', { contentType: 'application/json' }, 'application/json'],
])('the text %j', async (text, options, type) => {
	const { json, error } = await upload({ content: 'text', text, options });
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ size: Buffer.byteLength(text), uploaded: true });
	const stored = await objectIn(bucketName, 'key');
	expect([stored.bytes.toString(), stored.contentType]).toEqual([text, type]);
});

test('a text of each item, without a binary field', async () => {
	const items = ['a', 'b'].map((name) => ({ json: { name } }));
	const fields = { content: 'text', text: '={{ $json.name }}!', key: '={{ $json.name }}' };
	await upload(fields, { items });
	expect((await objectIn(bucketName, 'b')).bytes.toString()).toBe('b!');
	expect(await keysIn(bucketName)).toEqual(['a', 'b', 'old']);
});

test('a value that is no text is refused', async () => {
	expectRefused(await upload({ content: 'text', text: '={{ {} }}' }), 'Text must be a text');
});

describe('an object that exists', () => {
	const oldTag = async () => (await objectIn(bucketName, 'old')).eTag.replaceAll('"', '');

	test.each([{}, { ifExists: 'replace' }])('with %j is replaced unasked', async (options) => {
		await uploadFile(options, undefined, 'old');
		expect((await objectIn(bucketName, 'old')).bytes.toString()).toBe('now');
		expect(requestsOf('HeadObject')).toEqual([]);
	});

	test('is kept and returned by Skip', async () => {
		const { json } = await uploadFile({ ifExists: 'skip' }, undefined, 'old');
		expect(json).toEqual([
			{
				...{ key: 'old', size: 6, eTag: await oldTag(), uploaded: false, skipped: true },
				...{ bucketName, hostGroup: hostGroup() },
			},
		]);
		expect((await objectIn(bucketName, 'old')).bytes.toString()).toBe('before');
	});

	test('is kept by Fail', async () => {
		expectFailure(
			await uploadFile({ ifExists: 'fail' }, undefined, 'old'),
			`The object "old" exists already in the bucket "${bucketName}"`,
			'It was kept',
		);
		expect((await objectIn(bucketName, 'old')).bytes.toString()).toBe('before');
	});

	test('among the items of one run, the first is kept', async () => {
		const items = await Promise.all(['a', 'b'].map((text) => itemWith(Buffer.from(text))));
		const fields = { binaryPropertyName: 'data', options: { ifExists: 'skip' } };
		const { json } = await upload(fields, { items });
		expect(json.map(({ uploaded }) => uploaded)).toEqual([true, false]);
		expect((await objectIn(bucketName, 'key')).bytes.toString()).toBe('a');
	});
});

test.each(['skip', 'fail'])('%s stores what does not exist', async (ifExists) => {
	const { json, error } = await uploadFile({ ifExists });
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject({ uploaded: true, size: 3 });
});

test('a storage that cannot say what exists is told, and nothing is stored', async () => {
	sandbox().faults.add({ method: 'HeadObject', kind: 'status', status: 501 });
	const result = await uploadFile({ ifExists: 'skip' });
	expectFailure(result, /HTTP 501/, 'This storage does not have it');
	expect(await keysIn(bucketName)).toEqual(['old']);
});
