import '../support/quickRetries';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { IDataObject } from 'n8n-workflow';
import { itemsNamed } from '../support/binary';
import { PAIR, STORED, useEndpoint, xmlError } from '../support/endpoint';
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

const PATHS: Array<[string, string]> = [
	['/s3', '/s3/b1/a.txt'],
	['/s3/', '/s3/b1/a.txt'],
	['/storage/v1', '/storage/v1/b1/a.txt'],
	['/', '/b1/a.txt'],
];

describe.each(['an account', 'a link'])('an endpoint that %s gives', (giver) => {
	test.each(PATHS)('keeps its path %s, also in signatures', async (path, asked) => {
		const isLink = giver === 'a link';
		haveAccounts(() => [account({ endpoint: isLink ? undefined : `${storage.url()}${path}` })]);
		linkTo(`${storage.url()}${path.replace(/\/$/, '')}/b1/endpoint?X-Amz-Signature=1`);
		const { error } = await upload();
		expect(error).toBeUndefined();
		expect(storage.requests.map((request) => request.path)).toEqual([asked]);
		const [request] = storage.requests;
		expect(request.headers.authorization).toBe(await signatureOf(request));
	});
});

test('Delete Many sends to that path, too', async () => {
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

test.each(REFUSED)('the endpoint %s is refused and named', async (endpoint, named) => {
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

test.each(UNUSABLE)(
	'a pair that is %s does not sign; without another, that is said',
	async (_, pair) => {
		haveAccounts(() => [account({ keys: [pair] })]);
		const { error } = await upload();
		expect(error?.message).toMatch('No S3 account with a readable key pair was found');
		expect(error?.description).toMatch('disabled pairs');
		expect(storage.requests).toEqual([]);

		haveAccounts(() => [account({ keys: [pair] }), account({ keys: [pair, PAIR] })]);
		expect((await upload()).error).toBeUndefined();
		expect(signers()).toEqual(['AK']);
	},
);

test('the pairs of a disabled account do not sign', async () => {
	haveAccounts(() => [account({ enabled: false, keys: [OTHER] }), account()]);
	await upload();
	expect(signers()).toEqual(['AK']);
});

/** Uploads one object for each item. */
const uploadMany = async (count: number, fields: IDataObject = {}) =>
	await upload(
		{ key: '={{ $json.name }}', ...fields },
		{ items: await itemsNamed(Array.from({ length: count }, (_, at) => `k${at}`)) },
	);

const isOther = ({ headers }: StubRequest) => headers.authorization?.includes('OTHER');

test.each([
	...['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'AccessDenied', 'UserSuspended', ''],
])('where a pair is refused (%s), the next one is tried, and used from then on', async (code) => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	storage.answers((request) => (isOther(request) ? xmlError(code, 403) : STORED));
	const { json, error } = await uploadMany(2, { options: { concurrency: 1 } });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(2);
	expect(signers()).toEqual(['OTHER', 'AK', 'AK']);
});

test('where all pairs are refused, the first refusal is told, without a secret', async () => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	const text = `first ${OTHER.secretKey} ${PAIR.secretKey}`;
	storage.answers((request) =>
		isOther(request) ? xmlError('InvalidAccessKeyId', 403, text) : xmlError('AccessDenied', 403),
	);
	const { error } = await upload();
	expect(signers()).toEqual(['OTHER', 'AK']);
	expect(error?.message).toBe(
		'The S3 endpoint refused the request: InvalidAccessKeyId: first *** ***',
	);
	expect(error?.description).toMatch('one of them must be enabled');
});

test('a refusal that is not about the pair is not tried with another', async () => {
	haveAccounts(() => [account({ keys: [OTHER, PAIR] })]);
	storage.answers(xmlError('QuotaExceeded', 403));
	await upload();
	expect(signers()).toEqual(['OTHER']);
});

test('keys and endpoint are looked up once per run and host group', async () => {
	haveAccounts(() => [account({ endpoint: undefined })]);
	expect((await uploadMany(20)).json).toHaveLength(20);
	expect(platform.requests.map(({ path }) => path.split('/').pop())).toEqual([
		...['getkeys', 'getpresignedurl'],
	]);
});
