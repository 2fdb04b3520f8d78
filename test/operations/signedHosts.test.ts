import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { STORED, useEndpoint } from '../support/endpoint';
import type { StubAnswer } from '../support/stub';

// The host that a signed request goes to. A proxy stands for the internet: it receives what is sent to any host.

const HOST = 's3.example.com';
const { platform, storage, account, operate } = useEndpoint();

const proxied = { http_proxy: '', no_proxy: '127.0.0.1' };
const before = { ...process.env };
beforeAll(() => {
	Object.assign(process.env, { ...proxied, http_proxy: storage.url() });
});
afterAll(() => {
	for (const name of Object.keys(proxied)) delete process.env[name];
	Object.assign(process.env, before);
});

/** Whether accounts name the endpoint, or links to the bucket's own host show it. */
let link: (bucketName: string, key: string) => string;

beforeEach(() => {
	link = (bucketName, key) => `http://${bucketName}.${HOST}/${key}?X-Amz-Signature=1`;
	platform.answers(({ path, params }): StubAnswer => {
		const { bucketName, key } = params;
		const keys = [account({ endpoint: undefined })];
		if (path.endsWith('getkeys')) return { body: { result: 0, array: keys } };
		if (path.endsWith('getpresignedurl')) {
			const url = link(bucketName, key);
			return { body: URL.canParse(url) ? { result: 0, url } : { result: 99, error: 'no' } };
		}
		const { prefix = '' } = params;
		// Also where it is moved to.
		const listed = prefix.endsWith('.txt') ? prefix : `${prefix}a.txt`;
		const objects = [{ key: listed, size: 1, eTag: 'e' }];
		if (path.endsWith('listobjects')) return { body: { result: 0, objects } };
		return { body: { result: 0 } };
	});
	storage.answers(({ method, path }) => {
		if (path.includes('uploads=')) return { body: '<ListMultipartUploadsResult/>' };
		if (path.includes('delete=')) return { body: '<DeleteResult/>' };
		return method === 'HEAD' ? { headers: { etag: '"tag"', 'content-length': '1' } } : STORED;
	});
});

const VIA_S3 = { via: 's3', onObjectFailure: 'report' };

/** Every operation that signs requests or links, with the fields it needs. */
const SIGNING: Array<[operation: string, fields: IDataObject]> = [
	['upload', { key: 'k', content: 'text', text: 'secret text' }],
	['get', { key: 'k' }],
	['getPresignedUrl', { key: 'k', options: { validFor: '1 hour' } }],
	['deleteMany', { prefix: 'p/', options: VIA_S3 }],
	['moveMany', { srcPrefix: 'p/', dstBucketName: 'other', dstPrefix: 'q/', options: VIA_S3 }],
	['deleteIncompleteUploads', { olderThan: '1 day' }],
];

/** Names that end the host, begin another one, or are changed by whatever reads a URL. */
const HOSTILE = [
	...['evil.example?', 'evil.example#', 'evil.example\\', 'evil.example:80', 'user@evil.example?'],
	...[
		'evil.example\t?',
		'evil\n.example?',
		'evil.example%2f',
		'evil.example%00',
		'[::1]',
		'1.2.3.4?',
	],
	...[
		'x@',
		':',
		'evil.example。',
		'ＥＶＩＬ',
		'LOGS',
		'under_score',
		'-a',
		'a-',
		'a..b',
		'.a',
		'a.',
	],
	...['xn--a', 'ß', 'a b', '$&', '$`evil', '%2e%2e', '*', 'é', 'a\u00adb', 'a'.repeat(64)],
];

/** Names that no URL can have as one part of its path. */
const REFUSED = ['evil.example/', '..', '.'];

/** So many items run at once, each before the endpoint is known. */
const AT_ONCE = Array<string>(5).fill('good');

/** Where requests went and links lead: scheme and host, and the first part of the path. */
const placesIn = (json: IDataObject[]) =>
	[...storage.requests.map(({ path }) => path), ...json.map(({ url }) => url as string)]
		.filter(Boolean)
		.map((address) => {
			const [, origin, part] = /^(https?:\/\/[^/?#\\]*)\/([^/?#]*)/.exec(address)!;
			return { origin, part: decodeURIComponent(part) };
		});

describe.each(SIGNING)('%s', (operation, fields) => {
	const runWith = async (names: string[]) => {
		const bucketName = '={{ $json.name }}';
		const buckets = operation === 'moveMany' ? { srcBucketName: bucketName } : { bucketName };
		return await operate(
			operation,
			{ ...fields, ...buckets },
			{
				items: names.map((name) => ({ json: { name } })),
				settings: { onError: 'continueRegularOutput' },
			},
		);
	};

	const own = ['', 'good.', 'fine.'].map((label) => `http://${label}${HOST}`);

	test('after other buckets, what is no host name is one part of the path', async () => {
		const { json } = await runWith([...AT_ONCE, 'fine', ...HOSTILE, ...REFUSED]);
		const places = placesIn(json);
		expect(new Set(places.map(({ origin }) => origin))).toEqual(new Set(own));
		const inPath = places.filter(({ origin }) => origin === own[0]).map(({ part }) => part);
		expect(new Set(inPath)).toEqual(new Set(HOSTILE));
	});

	test('before other buckets, it leads no request elsewhere, and keeps none of the others back', async () => {
		const { json } = await runWith([...REFUSED, ...HOSTILE, 'good', 'fine']);
		const origins = placesIn(json).map(({ origin }) => origin);
		expect(own).toEqual(expect.arrayContaining(origins));
		expect(origins).toEqual(expect.arrayContaining(own.slice(1)));
	});
});
