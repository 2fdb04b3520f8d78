import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS, type FaultKind } from '../../sandbox/platform';
import { bytesOf, itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Result, Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';
import { useStub } from '../support/stub';

// What uploads, downloads and deletions through the S3 endpoint have in common.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf, expectRefused } =
	useBulk();
const elsewhere = useStub();

const TEXT = 'Grüße\r\n\0';

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([{ key: 'key', body: TEXT }]);
});

type Run = (fields?: IDataObject, more?: Partial<Trial>) => Promise<Result>;

const file = { key: 'key', binaryPropertyName: 'data' };
const upload: Run = async (fields, more) =>
	await operate(
		'upload',
		{ bucketName, ...file, ...fields },
		{ items: [await itemWith(Buffer.from(TEXT))], ...more },
	);
const download: Run = async (fields, more) =>
	await operate('download', { bucketName, ...file, ...fields }, more);
const deleteMany: Run = async (fields, more) =>
	await operate(
		'deleteMany',
		{ bucketName, prefix: 'key', options: { via: 's3', onObjectFailure: 'report' }, ...fields },
		more,
	);

/** With the request that each sends to the storage. */
const UPLOAD = ['upload', 'PutObject', upload] as const;
const DOWNLOAD = ['download', 'GetObject', download] as const;
const DELETE_MANY = ['deleteMany', 'DeleteObjects', deleteMany] as const;

const messageOf = ({ error, json }: Result) => error?.message ?? json[0]?.failure;
const methods = () => sandbox().requests.map(({ apiMethod }) => apiMethod);
const ownPair = async () => (await sandbox().accounts())[0].keys[0];

test.each([UPLOAD, DOWNLOAD, DELETE_MANY])(
	'%s: a redirect is not followed',
	async (_, method, run) => {
		sandbox().faults.add({ method, kind: 'redirect', location: elsewhere.url() });
		const result = await run();
		const endpoint = sandbox().endpoints[hostGroup()];
		expect(messageOf(result)).toMatch(`The S3 endpoint ${endpoint} redirects elsewhere`);
		expect(elsewhere.requests).toEqual([]);
		expect(JSON.stringify(result.error ?? {})).not.toContain((await ownPair()).secretKey);
		expect(await keysIn(bucketName)).toEqual(['key']);
	},
);

test.each([
	[...UPLOAD, ['PutObject', 's3.account.GetKeys']],
	[...DELETE_MANY, ['DeleteObjects', 's3.account.GetKeys', 's3.bucket.ListObjects']],
] as const)(
	'%s: the token goes to the platform only, the keys to the endpoint only',
	async (_, _method, run, all) => {
		expect((await run()).error).toBeUndefined();
		const { accKey, secretKey } = await ownPair();
		const { requests, token } = sandbox();
		const [platform, storage] = [true, false].map((isPlatform) =>
			JSON.stringify(requests.filter(({ server }) => (server === 'platform') === isPlatform)),
		);
		expect(methods().sort()).toEqual(all);
		expect([platform.includes(token), storage.includes(token)]).toEqual([true, false]);
		expect([platform.includes(accKey), storage.includes(accKey)]).toEqual([false, true]);
		expect(platform + storage).not.toContain(secretKey);
	},
);

test('download: the link alone opens the object, without token, key or credential', async () => {
	await download();
	expect(methods()).toEqual(['s3.bucket.GetPresignedURL', 'GetObject']);
	const [, request] = sandbox().requests;
	expect(JSON.stringify(request)).not.toContain(sandbox().token);
	expect(request.headers).not.toHaveProperty('authorization');
	expect(request.headers).not.toHaveProperty('cookie');
});

const DRY_RUN: Run = async (_, more) => await deleteMany({ dryRun: true }, more);

test.each([[...UPLOAD], [...DELETE_MANY], ['a dry run', '', DRY_RUN] as const])(
	'%s: says which permission the token lacks',
	async (_, _method, run) => {
		const credential = { host: sandbox().url, token: sandbox().tokens.buckets };
		const message = 'The access token lacks the permission s3.account.GetKeys';
		expectFailure(
			await run({}, { credential }),
			message,
			'the token must permit s3.account.GetKeys',
		);
		expect(await keysIn(bucketName)).toEqual(['key']);
	},
);

describe.each([
	[...UPLOAD, ['key'], 'Create an account'],
	[...DELETE_MANY, [], 'set "Delete Via" to Platform API'],
] as const)('%s', (name, _, run, left, advice) => {
	test('says that the host group has no account, and what to do', async () => {
		const [, other] = sandbox().hostGroups;
		await sandbox().fill(other, 'lonely', [{ key: 'key', size: 1 }]);
		const message = `No S3 account with a readable key pair was found in the host group "${other}"`;
		expectFailure(await run({ hostGroup: other, bucketName: 'lonely' }), message, advice);
	});

	test.each([...Object.keys(SPELLINGS), 'noEndpoint'])(
		'finds keys and endpoint in the spelling %s',
		async (spelling) => {
			SPELLINGS.noEndpoint = { names: { 's3.account.GetKeys': { endpoint: 'unheardOf' } } };
			sandbox().spelling(spelling);
			const { error, json } = await run();
			expect(error).toBeUndefined();
			expect(json).toMatchObject([{ [name === 'upload' ? 'uploaded' : 'deleted']: true }]);
			expect(await keysIn(bucketName)).toEqual(left);
			// Where no account names the endpoint, a presigned URL does.
			const links = requestsOf('s3.bucket.GetPresignedURL');
			expect(links).toHaveLength(spelling === 'noEndpoint' ? 1 : 0);
		},
	);
});

const NO_PAGE = /^The S3 endpoint did not confirm the upload$/;
const NOT_AN_OBJECT = /is a web page, not the object: it has no entity tag$/;

describe.each([
	[...UPLOAD, 0, NO_PAGE],
	[...DOWNLOAD, 1, NOT_AN_OBJECT],
] as const)('%s', (name, method, run, linksEach, noPage) => {
	test.each<FaultKind>(['dropBefore', 'dropAfter', 'badGateway', 'status', 'code'])(
		'is sent again after %s',
		async (kind) => {
			sandbox().faults.add({ method, kind, times: 3 });
			const { items, error } = await run();
			expect(error).toBeUndefined();
			const { bytes } = await objectIn(bucketName, 'key');
			const result = name === 'upload' ? bytes : await bytesOf(items[0].binary!.data);
			expect(result.toString()).toBe(TEXT);
			expect(requestsOf(method)).toHaveLength(4);
			// A download has a new link for each of them.
			expect(requestsOf('s3.bucket.GetPresignedURL')).toHaveLength(4 * linksEach);
		},
	);

	test('names the endpoint whose connections are cut', async () => {
		sandbox().faults.add({ method, kind: 'dropBefore', times: Infinity });
		expectFailure(await run(), new RegExp(sandbox().endpoints[hostGroup()]));
		expect(requestsOf(method)).toHaveLength(4);
	});

	test('does not take a web page for an answer of S3', async () => {
		sandbox().faults.add({ method, kind: 'html200', times: Infinity });
		expectFailure(await run({ key: 'new' }), noPage);
		expect(await keysIn(bucketName)).toEqual(['key']);
		expect(requestsOf('GetObject')).toHaveLength(linksEach);
	});

	test.each(['.', '..', 'a/../b', './a', 'a/.'])('refuses the key %s', async (key) => {
		expectRefused(await run({ key }), 'Object Key has a part that is "." or ".."');
	});
});
