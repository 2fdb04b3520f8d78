import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS, type FaultKind } from '../../sandbox/platform';
import { bytesOf, itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Result, Trial } from '../support/engine';
import { useStub } from '../support/stub';

// What uploads, downloads and deletions through the S3 endpoint have in common.

const { sandbox, hostGroup, bucketOf, keysIn, objectIn, operate, requestsOf } = useBulk();
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
		{ bucketName, prefix: 'key', options: { through: 's3' }, ...fields },
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

describe.each([
	['upload', upload],
	['deleteMany', deleteMany],
	['a dry run of deleteMany', async (_, more) => await deleteMany({ dryRun: true }, more)],
] satisfies Array<[string, Run]>)('%s', (name, run) => {
	test('says which permission the token lacks', async () => {
		const credential = { host: sandbox().url, token: sandbox().tokens.buckets };
		const { error } = await run({}, { credential });
		expect(error?.message).toBe('The access token lacks the permission s3.account.GetKeys');
		expect(error?.description).toMatch('the token must permit s3.account.GetKeys');
		expect(await keysIn(bucketName)).toEqual(['key']);
	});

	if (name.startsWith('a dry run')) return;

	test('says that the host group has no account, and what to do', async () => {
		const [, other] = sandbox().hostGroups;
		await sandbox().fill(other, 'lonely', [{ key: 'key', size: 1 }]);
		const { error } = await run({ hostGroup: other, bucketName: 'lonely' });
		expect(error?.message).toBe(
			`No S3 account with a readable key pair was found in the host group "${other}"`,
		);
		expect(error?.description).toMatch(
			name === 'upload' ? 'Create an account' : 'set "Through" to Platform API',
		);
	});

	test.each([...Object.keys(SPELLINGS), 'noEndpoint'])(
		'finds keys and endpoint in the spelling %s',
		async (spelling) => {
			SPELLINGS.noEndpoint = { names: { 's3.account.GetKeys': { endpoint: 'unheardOf' } } };
			sandbox().spelling(spelling);
			const { error, json } = await run();
			expect(error).toBeUndefined();
			expect(json).toMatchObject([name === 'upload' ? { uploaded: true } : { deleted: true }]);
			expect(await keysIn(bucketName)).toEqual(name === 'upload' ? ['key'] : []);
			// Where no account names the endpoint, a presigned URL does.
			const links = requestsOf('s3.bucket.GetPresignedURL');
			expect(links).toHaveLength(spelling === 'noEndpoint' ? 1 : 0);
		},
	);
});

describe.each([UPLOAD, DOWNLOAD])('%s', (name, method, run) => {
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
			// Each time with a new link.
			const links = requestsOf('s3.bucket.GetPresignedURL');
			expect(links).toHaveLength(name === 'upload' ? 0 : 4);
		},
	);

	test('names the endpoint whose connections are cut', async () => {
		sandbox().faults.add({ method, kind: 'dropBefore', times: Infinity });
		const { error } = await run();
		expect(error?.message).toMatch(sandbox().endpoints[hostGroup()]);
		expect(requestsOf(method)).toHaveLength(4);
	});

	test('does not take a web page for an answer of S3', async () => {
		sandbox().faults.add({ method, kind: 'html200', times: Infinity });
		const { items, error } = await run({ key: 'key' });
		expect(items).toEqual([]);
		expect(error?.message).toMatch(
			name === 'upload'
				? /^The S3 endpoint did not confirm the upload$/
				: /is a web page, not the object: it has no entity tag$/,
		);
		expect(requestsOf('GetObject')).toHaveLength(name === 'upload' ? 0 : 1);
	});

	test.each(['.', '..', 'a/../b', './a', 'a/.'])('refuses the key %s', async (key) => {
		const { error } = await run({ key });
		expect(error?.message).toBe('Object Key has a part that is "." or ".."');
		expect(sandbox().requests).toEqual([]);
	});
});
