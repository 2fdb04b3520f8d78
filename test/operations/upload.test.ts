import '../support/quickRetries';
import { createHash, randomBytes } from 'node:crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { SPELLINGS, type FaultKind } from '../../sandbox/platform';
import { itemWith, keepBinariesInFiles } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';
import { useStub } from '../support/stub';
import { AWKWARD_KEY } from '../support/world';

// Upload of what fits into one request, from n8n's memory and from its store of files.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();
const elsewhere = useStub();

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const upload = async (
	items: INodeExecutionData[],
	fields: IDataObject = {},
	more: Partial<Trial> = {},
) => {
	const all = { bucketName, key: 'key', binaryPropertyName: 'data', ...fields };
	return await operate('upload', all, { items, ...more });
};

const TEXT = Buffer.from('Grüße\r\n\0');
const CSV = { fileName: 'a.csv', mimeType: 'text/csv' };

const FILES: Array<[string, Buffer, Parameters<typeof itemWith>[1], IDataObject, string]> = [
	['a text', TEXT, CSV, {}, 'text/csv'],
	['an empty file', Buffer.alloc(0), CSV, {}, 'text/csv'],
	['bytes', randomBytes(100_000), { mimeType: 'image/png' }, {}, 'image/png'],
	['8 MiB', randomBytes(8 * 2 ** 20), { mimeType: 'video/mp4' }, {}, 'video/mp4'],
	['a content type of one’s own', TEXT, CSV, { contentType: 'text/x-a; b="c"' }, 'text/x-a; b="c"'],
	[
		'a form',
		Buffer.from('a=b&c=d'),
		{ mimeType: 'application/x-www-form-urlencoded' },
		{},
		'application/x-www-form-urlencoded',
	],
	['JSON', Buffer.from('{"a": 1}'), { mimeType: 'application/json' }, {}, 'application/json'],
];

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

// In this order: once n8n keeps binaries in files, it does so for good.
describe.each(['memory', 'files'])('from %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
	});

	test.each(FILES)('%s', async (_, bytes, file, options, type) => {
		const { items, error } = await upload([await itemWith(bytes, file)], { options });
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					...{ hostGroup: hostGroup(), bucketName, key: 'key' },
					...{ size: bytes.length, eTag: md5(bytes), uploaded: true },
				},
				pairedItem: { item: 0 },
			},
		]);
		const stored = await objectIn(bucketName, 'key');
		expect(stored.bytes.equals(bytes)).toBe(true);
		expect(stored.contentType?.toLowerCase()).toBe(type);
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

	test('each item its own file, one after another', async () => {
		const names = ['a', 'b', 'c', 'd'];
		const files = names.map(async (name) => ({
			...(await itemWith(Buffer.from(`file ${name}`), { field: `field-${name}` })),
			json: { name },
		}));
		const { json } = await upload(await Promise.all(files), {
			...{ key: '={{ $json.name }}', binaryPropertyName: '={{ "field-" + $json.name }}' },
		});
		expect(json.map(({ key }) => key)).toEqual(names);
		const stored = names.map(async (name) => (await objectIn(bucketName, name)).bytes.toString());
		expect(await Promise.all(stored)).toEqual(names.map((name) => `file ${name}`));
	});
});

test('an object that is there is replaced', async () => {
	await sandbox().fill(hostGroup(), bucketName, [{ key: 'key', body: 'before' }]);
	await upload([await itemWith(TEXT)]);
	expect((await objectIn(bucketName, 'key')).bytes).toEqual(TEXT);
});

test('a field that is missing', async () => {
	const without = await upload([{ json: {} }]);
	expect(without.error?.message).toBe('The input item has no binary field "data"');
	expect(without.error?.description).toMatch('Let a node before this one bring a file');
	const another = await upload([await itemWith(TEXT)], { binaryPropertyName: 'report' });
	expect(another.error?.message).toBe('The input item has no binary field "report"');
	expect(another.error?.description).toBe('Choose "Input Binary Field" among: data.');
	expect(sandbox().requests).toEqual([]);
});

test.each(['text/ü', 'text/plain\nx-amz-acl: public-read'])(
	'the content type %j is refused',
	async (contentType) => {
		const { error } = await upload([await itemWith(TEXT)], { options: { contentType } });
		expect(error?.message).toBe('Content Type is not a media type');
		expect(sandbox().requests).toEqual([]);
	},
);

test.each(['.', '..', 'a/../b', './a', 'a/.'])('the key %s is refused', async (key) => {
	const { error } = await upload([await itemWith(TEXT)], { key });
	expect(error?.message).toBe('Object Key has a part that is "." or ".."');
	expect(sandbox().requests).toEqual([]);
});

test('a token that may not read the keys is told what it lacks', async () => {
	const { error } = await upload(
		[await itemWith(TEXT)],
		{},
		{
			credential: { host: sandbox().url, token: sandbox().tokens.buckets },
		},
	);
	expect(error?.message).toMatch('s3.account.GetKeys');
	expect(error?.description).toMatch('the token must permit s3.account.GetKeys');
});

test('without an account in the host group it says what to do', async () => {
	const [, other] = sandbox().hostGroups;
	await sandbox().fill(other, 'lonely', []);
	const { error } = await upload([await itemWith(TEXT)], {
		hostGroup: other,
		bucketName: 'lonely',
	});
	expect(error?.message).toMatch(`No S3 account with a readable key pair was found`);
	expect(error?.description).toMatch('Create an account');
});

test.each([...Object.keys(SPELLINGS), 'noEndpoint'])('in the spelling %s', async (name) => {
	SPELLINGS.noEndpoint = { names: { 's3.account.GetKeys': { endpoint: 'unheardOf' } } };
	sandbox().spelling(name);
	const { error } = await upload([await itemWith(TEXT)]);
	expect(error).toBeUndefined();
	expect(await keysIn(bucketName)).toEqual(['key']);
	// Where no account names the endpoint, a presigned link does.
	const links = requestsOf('s3.bucket.GetPresignedURL').length;
	expect(links).toBe(name === 'noEndpoint' ? 1 : 0);
});

test('the token goes to the platform alone, the keys to the endpoint alone; no redirect is followed', async () => {
	const location = elsewhere.url();
	sandbox().faults.add({ method: 'PutObject', kind: 'redirect', location });
	const { error } = await upload([await itemWith(TEXT)]);
	expect(error?.message).toMatch(/redirects elsewhere$/);
	expect(elsewhere.requests).toEqual([]);
	const [keys, put] = sandbox().requests.map((request) => JSON.stringify(request));
	const [{ accKey, secretKey }] = (await sandbox().accounts())[0].keys;
	expect([keys, put].map((text) => text.includes(sandbox().token))).toEqual([true, false]);
	expect([keys, put].map((text) => text.includes(accKey))).toEqual([false, true]);
	expect(keys + put + JSON.stringify(error)).not.toContain(secretKey);
});

test.each<FaultKind>(['dropBefore', 'dropAfter', 'badGateway', 'status', 'code'])(
	'an answer spoilt by %s: it is sent again',
	async (kind) => {
		sandbox().faults.add({ method: 'PutObject', kind, times: 3 });
		const { error } = await upload([await itemWith(TEXT)]);
		expect(error).toBeUndefined();
		expect((await objectIn(bucketName, 'key')).bytes).toEqual(TEXT);
		expect(requestsOf('PutObject')).toHaveLength(4);
	},
);

test('a page in place of S3’s answer confirms nothing', async () => {
	sandbox().faults.add({ method: 'PutObject', kind: 'html200', times: Infinity });
	const { error } = await upload([await itemWith(TEXT)]);
	expect(error?.message).toBe('The S3 endpoint did not confirm the upload');
	expect(await keysIn(bucketName)).toEqual([]);
});

test.each([
	['nowhere', 'The bucket "nowhere" does not exist', 'Check the bucket'],
	['others', 'AccessDenied', 'belongs to the owner of the bucket'],
])('a bucket that cannot be written: %s', async (name, code, advice) => {
	await sandbox()
		.store.createBucket({ hostGroup: hostGroup(), bucket: 'others' }, 1)
		.catch(() => {});
	const { error } = await upload([await itemWith(TEXT)], { bucketName: name });
	expect(error?.message).toMatch(code);
	expect(error?.description).toMatch(advice);
});
