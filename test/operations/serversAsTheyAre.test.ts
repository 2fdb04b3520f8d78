import '../support/quickRetries';
import { useEndpoint } from '../support/endpoint';
import { expectFailure } from '../support/expecting';
import type { StubAnswer } from '../support/stub';

// Answers as servers really give them: headers that are missing, other bytes, another region, other XML.

const { storage, operate, upload, haveObjects, deleteMany } = useEndpoint();

const ETAG = { etag: '"tag"' };
const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('Object: Get', () => {
	const get = async (headers: Record<string, string>) => {
		storage.answers({
			send: (response) => {
				response.writeHead(200, { connection: 'close', ...headers });
				response.end();
			},
		});
		return await operate('get', { key: 'k' });
	};

	test.each<[string, Record<string, string>, object]>([
		['without Content-Length', ETAG, { exists: true, eTag: 'tag' }],
		['without quotes', { etag: 'tag' }, { exists: true, eTag: 'tag' }],
		['with a weak tag', { etag: 'W/"tag"' }, { exists: true, eTag: 'tag' }],
		[
			'without a tag',
			{ 'last-modified': 'Thu, 19 Aug 2021 14:51:37 GMT' },
			{ exists: true, lastModified: '2021-08-19T14:51:37Z' },
		],
		...[
			bytes('Grüße, 日本'),
			`=?UTF-8?B?${base64('Grüße, 日本')}?=`,
			`=?utf-8?b?${base64('Grüße')}?= =?utf-8?q?,_=E6=97=A5=E6=9C=AC?=`,
		].map((value): [string, Record<string, string>, object] => [
			`with metadata ${value}`,
			{ ...ETAG, 'x-amz-meta-n': value },
			{ metadata: { n: 'Grüße, 日本' } },
		]),
		[
			'with metadata in Latin-1',
			{ ...ETAG, 'x-amz-meta-n': 'Grüße =?x?=' },
			{ metadata: { n: 'Grüße =?x?=' } },
		],
	])('%s', async (_, headers, expected) => {
		const { json, error } = await get(headers);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([expected]);
	});

	test('what says nothing of an object is none', async () => {
		expectFailure(await get({}), /^No S3 endpoint answers at/);
	});
});

test('a file with an unsendable type of its own is stored as bytes', async () => {
	const data = { data: 'eA==', mimeType: 'text/ü' };
	const { error } = await upload({}, { items: [{ json: {}, binary: { data } }] });
	expect(error).toBeUndefined();
	expect(storage.requests[0].headers['content-type']).toBe('application/octet-stream');
});

describe('a storage with a region of its own', () => {
	const regions = () =>
		storage.requests.map(({ headers }) => headers.authorization!.split('/').slice(2, 3).join());
	const wantsRegion = (refusal: StubAnswer) =>
		storage.answers(({ headers }) =>
			headers.authorization!.includes('/eu-west-9/') ? { headers: ETAG } : refusal,
		);
	const named: StubAnswer = {
		status: 400,
		body: '<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-9</Region></Error>',
	};

	test.each<[string, StubAnswer]>([
		['in its answer', named],
		['in a header', { status: 400, headers: { 'x-amz-bucket-region': 'eu-west-9' } }],
		['with 403', { ...named, status: 403 }],
	])('gets requests that are signed for it, named %s', async (_, refusal) => {
		wantsRegion(refusal);
		const items = ['a', 'b'].map((key) => ({ json: { key } }));
		const fields = { content: 'text', text: 't', key: '={{ $json.key }}' };
		const { error } = await operate(
			'upload',
			{ ...fields, options: { concurrency: 1 } },
			{ items },
		);
		expect(error).toBeUndefined();
		expect(regions()).toEqual(['us-east-1', 'eu-west-9', 'eu-west-9']);
	});

	test('is asked once for each region that it names', async () => {
		storage.answers(({ headers }) => ({
			status: 400,
			headers: { 'x-amz-bucket-region': headers.authorization!.includes('/one/') ? 'two' : 'one' },
		}));
		await upload();
		expect(storage.requests.length).toBe(2);
	});

	test('a region that is no name is not signed for', async () => {
		storage.answers({ status: 400, headers: { 'x-amz-bucket-region': 'eu/s3/aws4_request, X=' } });
		await upload();
		expect(regions()).toEqual(['us-east-1']);
	});
});

test.each([
	'<?xml version="1.0"?>\n<Error xmlns="urn:x"><Key>a</Key><Code>AccessDenied</Code></Error>',
	'\uFEFF  <?xml version="1.0"?><s3:Error xmlns:s3="urn:x"><s3:Code>AccessDenied</s3:Code></s3:Error>',
	'<error><code>AccessDenied</code></error>',
	'<Error><Code><![CDATA[AccessDenied]]></Code></Error >',
	'<Error a="b"><Code>Access&#68;enied</Code></Error>',
])('a refusal is understood: %s', async (body) => {
	storage.answers({ status: 200, body });
	expectFailure(await upload(), /AccessDenied/);
});

test('XML of a deletion is read in other forms', async () => {
	haveObjects(['a', 'b']);
	const error = '<d:Error><d:Key><![CDATA[b]]></d:Key><d:Code>AccessDenied</d:Code></d:Error>';
	storage.answers({ body: `\uFEFF<d:DeleteResult xmlns:d="urn:x">${error}</d:DeleteResult>` });
	const { json } = await deleteMany();
	const failure = expect.stringContaining('AccessDenied') as string;
	expect(json).toMatchObject([{ deleted: true }, { deleted: false, failure }]);
});
