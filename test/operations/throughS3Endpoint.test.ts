import '../support/quickRetries';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { PAIR, useEndpoint, xmlError } from '../support/endpoint';
import type { StubRequest } from '../support/stub';

// Where an S3 endpoint is, and which of an owner's key pairs sign.

const { platform, storage, account, haveAccounts, linkTo, haveObjects, upload, deleteMany } =
	useEndpoint();

/** The signature that the AWS SDK's own signer makes of a request as it came. */
async function signatureOf({ method, path, headers, body }: StubRequest): Promise<string> {
	const [pathname, search = ''] = path.split('?');
	const names = /SignedHeaders=([^,]*)/.exec(headers.authorization!)![1].split(';');
	const signer = new SignatureV4({
		...{ service: 's3', region: 'us-east-1', sha256: Sha256, uriEscapePath: false },
		credentials: { accessKeyId: PAIR.accKey, secretAccessKey: PAIR.secretKey },
	});
	const signed = await signer.sign(
		{
			...{ method, protocol: 'http:', hostname: headers.host!, path: pathname, body },
			query: Object.fromEntries(new URLSearchParams(search)),
			headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
		},
		{
			signingDate: new Date(
				String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5'),
			),
		},
	);
	return signed.headers.authorization;
}

const PATHS: Array<[string, string, string]> = [
	['a path', '/s3', '/s3/b1/a.txt'],
	['a path and a slash', '/s3/', '/s3/b1/a.txt'],
	['a longer path', '/storage/v1', '/storage/v1/b1/a.txt'],
	['no path', '/', '/b1/a.txt'],
];

test.each(PATHS)('an endpoint with %s keeps it, also in signatures', async (_, path, asked) => {
	haveAccounts(() => [account({ endpoint: `${storage.url()}${path}` })]);
	const { error } = await upload();
	expect(error).toBeUndefined();
	expect(storage.requests.map((request) => request.path)).toEqual([asked]);
	const [request] = storage.requests;
	expect(request.headers.authorization).toBe(await signatureOf(request));
});

test.each(PATHS)('so does one found by a link to %s', async (_, path, asked) => {
	haveAccounts(() => [account({ endpoint: undefined })]);
	linkTo(`${storage.url()}${path.replace(/\/$/, '')}/b1/endpoint?X-Amz-Signature=1`);
	const { error } = await upload();
	expect(error).toBeUndefined();
	expect(storage.requests.map((request) => request.path)).toEqual([asked]);
	expect(storage.requests[0].headers.authorization).toBe(await signatureOf(storage.requests[0]));
});

test('Delete Many asks below the path, too', async () => {
	haveAccounts(() => [account({ endpoint: `${storage.url()}/s3` })]);
	haveObjects(['a']);
	storage.answers({ body: '<DeleteResult/>' });
	const { json } = await deleteMany();
	expect(json).toMatchObject([{ key: 'a', deleted: true }]);
	expect(storage.requests.map(({ path }) => path)).toEqual(['/s3/b1?delete=']);
});

const REFUSED = [
	['ftp://s3.example.com', 'ftp://s3.example.com'],
	['s3://s3.example.com/x', 's3://s3.example.com/x'],
	['https://us:pa@s3.example.com/x', 'https://s3.example.com/x'],
	['https://s3.example.com/x?token=abc', 'https://s3.example.com/x'],
	['https://s3.example.com/#abc', 'https://s3.example.com'],
];

test.each(REFUSED)('the endpoint %s is refused by its name', async (endpoint, named) => {
	haveAccounts(() => [account({ endpoint })]);
	const { error } = await upload();
	expect(error?.message).toBe(
		`The platform gives as the endpoint of an S3 account an address that cannot be one: ${named}`,
	);
	expect(JSON.stringify(error)).not.toMatch(/us:pa|token=abc|#abc/);
	expect(storage.requests).toEqual([]);
});

test.each(['/other/endpoint', '/b1/another', '/', '/b1/endpoint/more'])(
	'a link to %s does not show where the endpoint is',
	async (path) => {
		haveAccounts(() => [account({ endpoint: undefined })]);
		linkTo(`${storage.url()}${path}?X-Amz-Signature=1`);
		const { error } = await upload();
		expect(error?.message).toMatch('gives as a presigned URL an address that cannot be one');
		expect(storage.requests).toEqual([]);
	},
);

const signers = () =>
	storage.requests.map(({ headers }) => /Credential=([^/]*)/.exec(headers.authorization!)![1]);

const OTHER = { accKey: 'OTHER', secretKey: 'other-secret' };
const UNUSABLE: Array<[string, object]> = [
	['disabled', { ...OTHER, enabled: false }],
	['disabled, as a text', { ...OTHER, enabled: 'false' }],
	['disabled by a number', { ...OTHER, isEnabled: 0 }],
	['hidden by stars', { ...OTHER, secretKey: '***' }],
	['hidden in part', { ...OTHER, secretKey: 'Ab********yZ' }],
	['hidden by x', { ...OTHER, secretKey: 'xxxxxxxx' }],
	['without a secret', { ...OTHER, secretKey: '' }],
];

test.each(UNUSABLE)('a pair that is %s does not sign', async (_, pair) => {
	haveAccounts(() => [account({ keys: [pair] }), account({ keys: [pair, PAIR] })]);
	const { error } = await upload();
	expect(error).toBeUndefined();
	expect(signers()).toEqual(['AK']);
});

test.each(UNUSABLE)('where there is only one that is %s, that is said', async (_, pair) => {
	haveAccounts(() => [account({ keys: [pair] })]);
	const { error } = await upload();
	expect(error?.message).toMatch('No S3 account with a readable key pair was found');
	expect(error?.description).toMatch('disabled pairs');
	expect(storage.requests).toEqual([]);
});

test('the pairs of a disabled account do not sign', async () => {
	haveAccounts(() => [account({ enabled: false, keys: [OTHER] }), account()]);
	await upload();
	expect(signers()).toEqual(['AK']);
});

test.each([
	['InvalidAccessKeyId', 403],
	['SignatureDoesNotMatch', 403],
	['AccessDenied', 403],
	['UserSuspended', 403],
	['', 403],
])('where a pair is refused (%s, %d), the next one is tried, and kept to', async (code, status) => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	storage.answers(({ headers }) =>
		headers.authorization?.includes('OTHER')
			? xmlError(code, status)
			: { headers: { etag: '"t"' } },
	);
	const { json, error } = await upload(
		{ key: '={{ $json.key }}', options: { concurrency: 1 } },
		{
			items: ['a', 'b'].map((key) => ({
				json: { key },
				binary: { data: { data: 'eA==', mimeType: 'text/plain' } },
			})),
		},
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	expect(signers()).toEqual(['OTHER', 'AK', 'AK']);
});

test('where all pairs are refused, the first refusal is told, without a secret', async () => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	storage.answers(({ headers }) =>
		headers.authorization?.includes('OTHER')
			? xmlError('InvalidAccessKeyId', 403, `first ${OTHER.secretKey} ${PAIR.secretKey}`)
			: xmlError('AccessDenied', 403, 'second'),
	);
	const { error } = await upload();
	expect(signers()).toEqual(['OTHER', 'AK']);
	expect(error?.message).toBe(
		'The S3 endpoint refused the request: InvalidAccessKeyId: first *** ***',
	);
	expect(error?.description).toMatch('one of them must be enabled');
});

test('what is no refusal of a pair is not tried with another', async () => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	storage.answers(xmlError('QuotaExceeded', 403));
	await upload();
	expect(signers()).toEqual(['OTHER']);
});

test('keys and endpoint are found once a run and host group', async () => {
	haveAccounts(() => [account({ endpoint: undefined })]);
	const { json } = await upload(
		{ key: '={{ $json.key }}', bucketName: 'b1' },
		{
			items: Array.from({ length: 20 }, (_, at) => ({
				json: { key: `k${at}` },
				binary: { data: { data: 'eA==', mimeType: 'text/plain' } },
			})),
		},
	);
	expect(json).toHaveLength(20);
	expect(platform.requests.map(({ path }) => path.split('/').pop())).toEqual([
		'getkeys',
		'getpresignedurl',
	]);
});
