import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { encoded, queryText, signedHeaders, type S3Request } from '../../nodes/shared/s3/signature';

// Against the AWS SDK's own signer, set as for S3: the path is signed as it is sent.

const KEYS = {
	accessKey: 'b09693b73b3c7686V8NZ',
	secretKey: 'KcPb/+0123456789KcPb/+0123456789KcPb/+01',
};

async function reference(request: S3Request, region: string, now: Date) {
	const signer = new SignatureV4({
		...{ service: 's3', region, sha256: Sha256, uriEscapePath: false },
		credentials: { accessKeyId: KEYS.accessKey, secretAccessKey: KEYS.secretKey },
	});
	const { method, host: hostAndPort, path, query, headers, body } = request;
	const signed = await signer.sign(
		{
			...{ method, protocol: 'http:', hostname: hostAndPort, path, query, body },
			headers: { ...headers, host: hostAndPort },
		},
		{ signingDate: now },
	);
	return signed.headers;
}

/** Header names in lower case, without the host, which the client adds. */
const plain = (headers: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(headers)
			.map(([name, value]) => [name.toLowerCase(), value])
			.filter(([name]) => name !== 'host'),
	);

async function check(
	request: S3Request,
	region = 'us-east-1',
	now = new Date('2026-01-31T08:09:10.987Z'),
) {
	const ours = signedHeaders(request, KEYS, region, now);
	expect(plain(ours)).toEqual(plain(await reference(request, region, now)));
}

const base: S3Request = {
	...{ method: 'GET', host: 's3.example.com', path: '/bucket/key' },
	...{ query: {}, headers: {}, body: '' },
};

const CASES: Array<[string, Partial<S3Request>]> = [
	['a plain request', {}],
	['a port', { host: '127.0.0.1:9000' }],
	['the bucket in the host', { host: 'bucket.s3.example.com', path: '/key' }],
	['a key with all that is encoded', { path: `/bucket/${encoded("a b+c&d=e#f?ü,(')!*~😀")}` }],
	['a key with slashes in a row', { path: '/bucket//a///b/' }],
	['a parameter without a value', { method: 'POST', query: { uploads: '' } }],
	[
		'parameters out of order',
		{ method: 'PUT', query: { uploadId: 'a+b/c=', partNumber: '2', 'X-a': 'é' } },
	],
	[
		'headers of any case and spacing',
		{ headers: { 'Content-Type': '  text/plain;   charset=utf-8 ', 'X-Amz-Meta-b': 'x', a: 'y' } },
	],
	['a text as body', { method: 'POST', query: { delete: '' }, body: '<Delete>ü</Delete>' }],
	['bytes as body', { method: 'PUT', body: Buffer.from([0, 255, 128, 10, 13]) }],
];

test.each(CASES)('signs %s as the AWS SDK does', async (_, changes) => {
	await check({ ...base, ...changes });
});

const word = fc.string({ unit: fc.constantFrom(..."aZ09-._~ /+&=%?#ü!*'()", '😀'), maxLength: 12 });
const headerName = fc.stringMatching(/^x-amz-meta-[a-z0-9]{1,8}$/);
// A header holds no characters beyond ASCII.
const headerValue = fc.stringMatching(/^[ -~]{0,20}$/);
const requests = fc.record({
	method: fc.constantFrom<S3Request['method']>('DELETE', 'GET', 'POST', 'PUT'),
	host: fc.constantFrom('s3.example.com', '127.0.0.1:8080', 'bucket.s3.example.com'),
	path: word.map((key) => `/bucket/${key.split('/').map(encoded).join('/')}`),
	query: fc.dictionary(
		word.filter((name) => name !== ''),
		word,
		{ maxKeys: 4 },
	),
	headers: fc.dictionary(headerName, headerValue, { maxKeys: 4 }),
	body: fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
	),
});

test('signs any request as the AWS SDK does', async () => {
	const dates = fc.date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true });
	await fc.assert(fc.asyncProperty(requests, fc.constantFrom('us-east-1', 'eu'), dates, check), {
		numRuns: 500,
	});
});

test.each([
	["a b+c'(d)*!~ü/?", 'a%20b%2Bc%27%28d%29%2A%21~%C3%BC%2F%3F'],
	['A-Z_a.z~09', 'A-Z_a.z~09'],
])('%s is encoded', (text, code) => {
	expect(encoded(text)).toBe(code);
});

test('a query is sent in the order in which it is signed', () => {
	expect(queryText({ uploadId: 'x=', partNumber: '1', 'a b': '' })).toBe(
		'a%20b=&partNumber=1&uploadId=x%3D',
	);
});
