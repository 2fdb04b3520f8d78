import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { SPELLINGS, type FaultKind } from '../../sandbox/platform';
import { numbered, objectsOf, useBulk } from '../support/bulk';
import { useStub } from '../support/stub';
import { AWKWARD_KEY } from '../support/world';

// Delete Many through the S3 endpoint: the requests, and failures of its own.

const { sandbox, hostGroup, bucketOf, keysIn, deleteMany, requestsOf } = useBulk();
const elsewhere = useStub();

const THROUGH = { options: { through: 's3' } };

/** What a form, a URL, XML or a listing may trip over. */
const AWKWARD = [
	...[AWKWARD_KEY, 'a&amp;b', '<Key>', '</Object>', `"'`, 'new\nline', 'cr\r', 'tab\t', ' blank '],
	...['ü', '😀', 'e\u0301', '\u2028', '%41', '+', '//', '/a', 'a/', '.', '../b', ']]>', '<!--'],
];

/** Lets nobody delete the keys that begin with "locked". */
const lock = async (bucket: string) =>
	await sandbox().store.setPolicy(
		{ hostGroup: hostGroup(), bucket },
		JSON.stringify({
			Statement: {
				...{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject' },
				Resource: `arn:aws:s3:::${bucket}/locked*`,
			},
		}),
	);

test('deletes a thousand with one request', async () => {
	const bucket = await bucketOf(objectsOf(numbered(2500)));
	const { json } = await deleteMany(bucket, { prefix: 'key-', ...THROUGH });
	expect(json.map(({ key, deleted }) => [key, deleted])).toEqual(
		numbered(2500).map((key) => [key, true]),
	);
	// The sandbox, as S3, refuses more than a thousand in one.
	expect(requestsOf('DeleteObjects')).toHaveLength(3);
	expect(requestsOf('s3.bucket.DeleteObject')).toEqual([]);
	expect(await keysIn(bucket)).toEqual([]);
});

test('5,000 take at most ten requests', async () => {
	const bucket = await bucketOf(objectsOf(numbered(5000)));
	await deleteMany(bucket, { prefix: 'key-', output: 'summary', ...THROUGH });
	expect(requestsOf('DeleteObjects').length).toBeLessThanOrEqual(10);
	expect(await keysIn(bucket)).toEqual([]);
});

test.each(['api', 's3'])('awkward keys are deleted, and no others, through %s', async (through) => {
	const others = AWKWARD.map((key) => `${key}x`);
	const bucket = await bucketOf(objectsOf([...AWKWARD, ...others]));
	const { json } = await deleteMany(bucket, {
		...{ filters: { nameDoesNotMatch: '**x' }, options: { through } },
	});
	expect(json.map(({ key }) => key).sort()).toEqual([...AWKWARD].sort());
	expect(json.filter(({ deleted }) => !deleted)).toEqual([]);
	expect((await keysIn(bucket)).sort()).toEqual([...others].sort());
});

test('both ways give the same outputs, refusals included', async () => {
	const keys = ['a', 'locked/b', 'locked/c & d', 'z'];
	const outputs: IDataObject[][] = [];
	for (const through of ['api', 's3']) {
		const bucket = await bucketOf(objectsOf(keys, { lastModified: new Date('2026-01-31') }));
		await lock(bucket);
		const { json } = await deleteMany(bucket, {
			...{ allowDeletingEverything: true, options: { through } },
		});
		expect(await keysIn(bucket)).toEqual(['locked/b', 'locked/c & d']);
		outputs.push(
			json.map(({ failure, ...item }) => ({
				...{ ...item, bucketName: 'same' },
				isRefused: /AccessDenied|denied/.test(String(failure)),
			})),
		);
	}
	expect(outputs[1]).toEqual(outputs[0]);
	expect(outputs[1].map(({ key, deleted, isRefused }) => [key, deleted, isRefused])).toEqual([
		['a', true, false],
		['locked/b', false, true],
		['locked/c & d', false, true],
		['z', true, false],
	]);
});

test('the token goes to the platform alone, the keys to the endpoint alone', async () => {
	const bucket = await bucketOf(objectsOf(['a', 'b']));
	await deleteMany(bucket, { prefix: 'a', ...THROUGH });
	const accounts = await sandbox().accounts();
	const [{ accKey, secretKey }] = accounts[0].keys;
	const { requests, token } = sandbox();
	const seen = (server: boolean) =>
		JSON.stringify(requests.filter((one) => (one.server === 'platform') === server));
	expect(requests.map(({ apiMethod }) => apiMethod).sort()).toEqual([
		...['DeleteObjects', 's3.account.GetKeys', 's3.bucket.ListObjects'],
	]);
	expect(seen(true)).toContain(token);
	expect(seen(false)).not.toContain(token);
	expect(seen(false)).toContain(accKey);
	expect(seen(true)).not.toContain(accKey);
	expect(JSON.stringify(requests)).not.toContain(secretKey);
});

test('a redirect is not followed', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	sandbox().faults.add({ method: 'DeleteObjects', kind: 'redirect', location: elsewhere.url() });
	const { json } = await deleteMany(bucket, { prefix: 'a', ...THROUGH });
	expect(elsewhere.requests).toEqual([]);
	expect(json).toMatchObject([{ key: 'a', deleted: false }]);
	expect(json[0].failure).toMatch(`${sandbox().endpoints[hostGroup()]} redirects elsewhere`);
});

const SPOILT: FaultKind[] = ['html200', 'emptyAnswer', 'truncatedJson', 'badGateway', 'dropAfter'];

describe.each(SPOILT)('an answer spoilt by %s', (kind) => {
	test.each([
		[1, true],
		[Infinity, false],
	])('%d times: nothing counts as deleted that may not be', async (times, isDeleted) => {
		const bucket = await bucketOf(objectsOf(['a', 'locked']));
		await lock(bucket);
		sandbox().faults.add({ method: 'DeleteObjects', kind, times });
		const { json } = await deleteMany(bucket, { allowDeletingEverything: true, ...THROUGH });
		expect(json.map(({ key, deleted }) => [key, deleted])).toEqual([
			['a', isDeleted],
			['locked', false],
		]);
		expect(requestsOf('DeleteObjects')).toHaveLength(times === 1 ? 2 : 4);
	});
});

test('without the permission for keys it says so', async () => {
	const bucket = await bucketOf(objectsOf(['a']));
	const { error } = await deleteMany(
		bucket,
		{ prefix: 'a', ...THROUGH },
		{ credential: { host: sandbox().url, token: sandbox().tokens.buckets } },
	);
	expect(error?.message).toMatch('s3.account.GetKeys');
	expect(error?.description).toMatch('the token must permit s3.account.GetKeys');
	expect(await keysIn(bucket)).toEqual(['a']);
});

test('without an account in the host group it says so', async () => {
	const [, other] = sandbox().hostGroups;
	await sandbox().fill(other, 'lonely', objectsOf(['a']));
	const fields = { bucketName: 'lonely', prefix: 'a', ...THROUGH };
	const { error } = await deleteMany('lonely', { ...fields, hostGroup: other });
	expect(error?.message).toBe(
		`No S3 account with a readable key pair was found in the host group "${other}"`,
	);
	expect(error?.description).toMatch('set "Through" to Platform API');
});

const SPELT = [...Object.keys(SPELLINGS).filter((name) => name !== 'plain'), 'noEndpoint'];

test.each(SPELT)('it finds keys and endpoint in the spelling %s', async (name) => {
	SPELLINGS.noEndpoint = { names: { 's3.account.GetKeys': { endpoint: 'unheardOf' } } };
	const bucket = await bucketOf(objectsOf(['a', 'b']));
	sandbox().spelling(name);
	const { json } = await deleteMany(bucket, { prefix: 'a', ...THROUGH });
	expect(json).toMatchObject([{ key: 'a', deleted: true }]);
	// Where no account names the endpoint, a presigned link does.
	const links = requestsOf('s3.bucket.GetPresignedURL').length;
	expect(links).toBe(name === 'noEndpoint' ? 1 : 0);
	expect(await keysIn(bucket)).toEqual(['b']);
});
