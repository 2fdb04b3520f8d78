import { startSandbox, type Sandbox } from '../platform';
import { call, http, must } from './support';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const hostGroup = 's3-eu1.example';
const bucket = { hostGroup, bucketName: 'first.bucket_1' };
const AWKWARD = 'a b+c&d=e#f/ü?,.txt';

describe('buckets', () => {
	it('are made and listed', async () => {
		expect(await must(sandbox, 's3.bucket.List')).toEqual({ array: [] });
		expect(await must(sandbox, 's3.bucket.Create', bucket)).toEqual({});
		expect(await must(sandbox, 's3.bucket.List')).toEqual({
			array: [
				{
					name: 'first.bucket_1',
					hostGroup,
					owner: sandbox.ownerUid,
					creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
				},
			],
		});
	});

	it('have a name of their own in a host group, whoever owns them', async () => {
		await must(sandbox, 's3.bucket.Create', bucket);
		const again = await call(sandbox, 's3.bucket.Create', bucket);
		expect(again.response.error).toMatch(/^BucketAlreadyOwnedByYou: /);
		const { other: session } = sandbox.tokens;
		const foreign = await call(sandbox, 's3.bucket.Create', { ...bucket, session });
		expect(foreign.response.error).toMatch(/^BucketAlreadyExists: /);
		await must(sandbox, 's3.bucket.Create', { ...bucket, hostGroup: 's3-us1.example' });
	});

	it.each(['ab', 'x'.repeat(64), 'Upper', '-a-b', 'a b', 'a/b', 'ü-bucket', 'bucket.'])(
		'are not named %s',
		async (bucketName) => {
			const { response } = await call(sandbox, 's3.bucket.Create', { hostGroup, bucketName });
			expect(response.error).toMatch(/^InvalidBucketName: /);
		},
	);

	it('go only when they are empty', async () => {
		await must(sandbox, 's3.bucket.Create', bucket);
		await sandbox.fill(hostGroup, bucket.bucketName, [{ key: 'k', body: 'x' }]);
		const { response } = await call(sandbox, 's3.bucket.Delete', bucket);
		expect(response).toEqual({
			result: 4099,
			error: 'BucketNotEmpty: The bucket you tried to delete is not empty',
			source: 'S3',
		});
		await must(sandbox, 's3.bucket.DeleteObject', { ...bucket, key: 'k' });
		await must(sandbox, 's3.bucket.Delete', bucket);
		const { result, error } = await call(sandbox, 's3.bucket.Delete', bucket);
		expect([result, error]).toEqual([5, 'bucket [first.bucket_1] not found']);
	});

	it('are closed to other owners', async () => {
		await must(sandbox, 's3.bucket.Create', bucket);
		const { other: session } = sandbox.tokens;
		const { response } = await call(sandbox, 's3.bucket.ListObjects', { ...bucket, session });
		expect(response.error).toMatch(/^AccessDenied: /);
	});
});

describe('policies', () => {
	const policy = JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				Effect: 'Allow',
				Principal: '*',
				Action: 's3:GetObject',
				Resource: 'arn:aws:s3:::first.bucket_1/*',
			},
		],
	});

	it('are set, given back as they were, and removed', async () => {
		await must(sandbox, 's3.bucket.Create', bucket);
		const none = await call(sandbox, 's3.bucket.GetPolicy', bucket);
		expect(none.response).toMatchObject({ result: 4099 });
		expect(none.response.error).toMatch(/^NoSuchBucketPolicy: /);
		await must(sandbox, 's3.bucket.SetPolicy', { ...bucket, policy });
		expect(await must(sandbox, 's3.bucket.GetPolicy', bucket)).toEqual({ policy });
		await must(sandbox, 's3.bucket.DeletePolicy', bucket);
		await must(sandbox, 's3.bucket.DeletePolicy', bucket);
		expect((await call(sandbox, 's3.bucket.GetPolicy', bucket)).response.result).toBe(4099);
	});

	it.each([
		['no JSON', '{'],
		['no object', '[]'],
		['no statement', '{}'],
		['no effect', policy.replace('Allow', 'Perhaps')],
		['no principal', policy.replace('Principal', 'Other')],
		['no action', policy.replace('Action', 'Other')],
		['another bucket', policy.replace('first.bucket_1', 'second')],
		['a bucket whose name only begins so', policy.replace('first.bucket_1', 'first.bucket_11')],
	])('are refused when they are %s', async (_, text) => {
		await must(sandbox, 's3.bucket.Create', bucket);
		const { result, response } = await call(sandbox, 's3.bucket.SetPolicy', {
			...bucket,
			policy: text,
		});
		expect([result, response.result]).toEqual([0, 4099]);
		expect(response.error).toMatch(/^MalformedPolicy: /);
	});

	it('open objects to everybody, as far as they say', async () => {
		await sandbox.fill(hostGroup, bucket.bucketName, [{ key: 'a/b', body: 'open' }]);
		const url = `${sandbox.endpoints[hostGroup]}/${bucket.bucketName}/a/b`;
		expect((await http.get(url)).status).toBe(403);
		await must(sandbox, 's3.bucket.SetPolicy', { ...bucket, policy });
		expect((await http.get(url)).data).toBe('open');
		expect((await http.delete(url)).status).toBe(403);
		const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:Get*' };
		const closed = JSON.parse(policy);
		closed.Statement.push({ ...deny, Resource: ['arn:aws:s3:::first.bucket_1/a/*'] });
		await must(sandbox, 's3.bucket.SetPolicy', { ...bucket, policy: JSON.stringify(closed) });
		expect((await http.get(url)).status).toBe(403);
	});
});

describe('objects', () => {
	it('are deleted, whether they are there or not', async () => {
		await sandbox.fill(hostGroup, bucket.bucketName, [{ key: AWKWARD, body: 'x' }]);
		await must(sandbox, 's3.bucket.DeleteObject', { ...bucket, key: AWKWARD });
		expect(await sandbox.listKeys(hostGroup, bucket.bucketName)).toEqual([]);
		await must(sandbox, 's3.bucket.DeleteObject', { ...bucket, key: AWKWARD });
		const { response } = await call(sandbox, 's3.bucket.DeleteObject', {
			...bucket,
			key: 'ü'.repeat(513),
		});
		expect(response.error).toMatch(/^KeyTooLongError: /);
	});

	it('are copied, with their bytes, type and tag', async () => {
		await sandbox.createBucket(hostGroup, 'second');
		await sandbox.fill(hostGroup, bucket.bucketName, [
			{ key: AWKWARD, body: 'bytes', contentType: 'text/css', lastModified: new Date(0) },
		]);
		const source = { hostGroup, srcBucketName: bucket.bucketName, srcKey: AWKWARD };
		const target = { dstBucketName: 'second', dstKey: `copy of ${AWKWARD}` };
		await must(sandbox, 's3.bucket.CopyObject', { ...source, ...target });
		await must(sandbox, 's3.bucket.DeleteObject', { ...bucket, key: AWKWARD });
		const { info, read } = await sandbox.store.openObject(
			{ hostGroup, bucket: 'second' },
			target.dstKey,
		);
		expect(info).toMatchObject({ size: 5, contentType: 'text/css' });
		expect(info.lastModified.getTime()).toBeGreaterThan(Date.now() - 60_000);
		expect((await read(0, 4).toArray()).join('')).toBe('bytes');
	});

	it('are not copied from nowhere, to nowhere, or to themselves', async () => {
		await sandbox.fill(hostGroup, 'second', [{ key: 'k', body: 'x' }]);
		const copy = async (params: Record<string, string>) =>
			await call(sandbox, 's3.bucket.CopyObject', {
				...{ hostGroup, srcBucketName: 'second', srcKey: 'k' },
				...{ dstBucketName: 'second', dstKey: 'k2', ...params },
			});
		expect(await copy({ srcKey: 'none' })).toMatchObject({
			result: 5,
			error: 'object [none] not found',
		});
		expect(await copy({ srcBucketName: 'none' })).toMatchObject({ result: 5 });
		expect(await copy({ dstBucketName: 'none' })).toMatchObject({
			error: 'bucket [none] not found',
		});
		expect((await copy({ dstKey: 'k' })).response.error).toMatch(/^InvalidRequest: /);
	});
});
