import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { itemsNamed } from '../support/binary';
import { PAIR, STORED, useEndpoint, xmlError } from '../support/endpoint';
import { expectFailure } from '../support/expecting';
import { signatureOf } from '../support/signature';
import type { StubAnswer, StubRequest } from '../support/stub';

// Where an S3 endpoint is, and which of an owner's key pairs sign.

const { platform, storage, account, haveAccounts, linkTo, haveObjects, upload, deleteMany } =
	useEndpoint();

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
		expect(request.headers.authorization).toBe(await signatureOf(request, PAIR));
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

const CANNOT_BE = 'as the endpoint of an S3 account an address that cannot be one';

test.each([
	['ftp://s3.example.com', 'ftp://s3.example.com'],
	['s3://s3.example.com/x', 's3://s3.example.com/x'],
	['https://us:pa@s3.example.com/x', 'https://s3.example.com/x'],
	['https://s3.example.com/x?token=abc', 'https://s3.example.com/x'],
	['https://s3.example.com/#abc', 'https://s3.example.com'],
])('the endpoint %s is refused as %s', async (endpoint, named) => {
	haveAccounts(() => [account({ endpoint })]);
	const result = await upload();
	expectFailure(result, `The platform gives ${CANNOT_BE}: ${named}`);
	expect(JSON.stringify(result.error)).not.toMatch(/us:pa|token=abc|#abc/);
	expect(storage.requests).toEqual([]);
});

test.each(['/other/endpoint', '/b1/another', '/', '/b1/endpoint/more'])(
	'a link to %s does not show where the endpoint is',
	async (path) => {
		haveAccounts(() => [account({ endpoint: undefined })]);
		linkTo(`${storage.url()}${path}?X-Amz-Signature=1`);
		expectFailure(await upload(), /gives as a presigned URL an address that cannot be one/);
		expect(storage.requests).toEqual([]);
	},
);

/** The access keys of the pairs that signed. */
const signers = () =>
	storage.requests.map(({ headers }) => /Credential=([^/]*)/.exec(headers.authorization!)![1]);

const OTHER = { accKey: 'OTHER', secretKey: 'other-secret' };

test.each<object>([
	{ enabled: false },
	{ enabled: 'false' },
	{ isEnabled: 0 },
	...['***', 'Ab********yZ', 'xxxxxxxx', ''].map((secretKey) => ({ secretKey })),
])('a pair with %j does not sign; without another, it fails', async (more) => {
	const pair = { ...OTHER, ...more };
	haveAccounts(() => [account({ keys: [pair] })]);
	expectFailure(
		await upload(),
		/^No S3 account with a readable key pair was found/,
		'disabled pairs',
	);
	expect(storage.requests).toEqual([]);

	haveAccounts(() => [account({ keys: [pair] }), account({ keys: [pair, PAIR] })]);
	expect((await upload()).error).toBeUndefined();
	expect(signers()).toEqual(['AK']);
});

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

describe('of two pairs', () => {
	beforeEach(() => haveAccounts(() => [account({ keys: [OTHER, PAIR] })]));

	const answerTo = (other: StubAnswer, own: StubAnswer) =>
		storage.answers(({ headers }) => (headers.authorization?.includes('OTHER') ? other : own));

	test.each(['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'AccessDenied', 'UserSuspended', ''])(
		'the second signs where the first is refused (%s), and from then on',
		async (code) => {
			answerTo(xmlError(code, 403), STORED);
			const { json, error } = await uploadMany(2, { options: { concurrency: 1 } });
			expect(error).toBeUndefined();
			expect(json).toHaveLength(2);
			expect(signers()).toEqual(['OTHER', 'AK', 'AK']);
		},
	);

	// Who is denied access is known: that says more, and does not hold for every object.
	test.each([
		['InvalidAccessKeyId', 'UserSuspended', 'InvalidAccessKeyId: first'],
		['InvalidAccessKeyId', 'AccessDenied', 'AccessDenied: second'],
		['AccessDenied', 'InvalidAccessKeyId', 'AccessDenied: first'],
		['AccessDenied', 'AccessDenied', 'AccessDenied: first'],
	])('refused with %s and %s, the failure shows %s, without a secret', async (one, two, shown) => {
		const secrets = `${OTHER.secretKey} ${PAIR.secretKey}`;
		answerTo(xmlError(one, 403, `first ${secrets}`), xmlError(two, 403, `second ${secrets}`));
		const message = `The S3 endpoint refused the request: ${shown} *** ***`;
		expectFailure(await upload(), message);
		expect(signers()).toEqual(['OTHER', 'AK']);
	});

	test('the second is not tried where the refusal is not about the pair', async () => {
		storage.answers(xmlError('QuotaExceeded', 403));
		await upload();
		expect(signers()).toEqual(['OTHER']);
	});
});

describe('of many pairs', () => {
	const BAD = Array.from({ length: 25 }, (_, at) => ({ accKey: `BAD${at}`, secretKey: `s${at}` }));
	const uploadInTurn = async (count: number) =>
		await upload(
			{ key: '={{ $json.name }}', options: { concurrency: 1 } },
			{
				items: await itemsNamed(Array.from({ length: count }, (_, at) => `k${at}`)),
				settings: { onError: 'continueRegularOutput' },
			},
		);
	const isOwn = ({ headers }: StubRequest) => headers.authorization?.includes('AK/') === true;
	const REFUSED = xmlError('InvalidAccessKeyId', 403);

	test.each(['InvalidAccessKeyId', 'AccessDenied'])(
		'those that are refused (%s) do not hide the last, and are tried no more',
		async (code) => {
			haveAccounts(() => [account({ keys: [...BAD, PAIR] })]);
			storage.answers((request) => (isOwn(request) ? STORED : xmlError(code, 403)));
			const { json } = await uploadInTurn(3);
			expect(json.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
			expect(signers()).toHaveLength(BAD.length + 3);
		},
	);

	test('where all are refused, a few are tried again for each object', async () => {
		haveAccounts(() => [account({ keys: BAD })]);
		storage.answers(REFUSED);
		await uploadInTurn(3);
		expect(signers()).toHaveLength(BAD.length + 10 + 10);
		expect(new Set(signers().slice(-20)).size).toBe(20);
	});

	test('an object that one may not write hides it from no other object', async () => {
		haveAccounts(() => [account({ keys: [...BAD, PAIR] })]);
		storage.answers((request) => {
			if (!isOwn(request)) return REFUSED;
			return request.path.endsWith('k0') ? xmlError('AccessDenied', 403) : STORED;
		});
		const { json } = await uploadInTurn(3);
		expect(json.map(({ error }) => error)).toEqual([
			expect.stringContaining('AccessDenied'),
			...[undefined, undefined],
		]);
		expect(signers().slice(BAD.length)).toEqual(['AK', 'AK', 'AK']);
	});
});

test('keys and endpoint are looked up once per run and host group', async () => {
	haveAccounts(() => [account({ endpoint: undefined })]);
	expect((await uploadMany(20)).json).toHaveLength(20);
	const methods = platform.requests.map(({ path }) => path.split('/').pop());
	expect(methods).toEqual(['getkeys', 'getpresignedurl']);
});
