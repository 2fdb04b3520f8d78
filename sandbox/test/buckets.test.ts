import { AWKWARD_KEY, BUCKET, EU, http, IN_BUCKET, US, useSandbox } from './support';

const { sandbox, call, must, refused } = useSandbox('test');

const hostGroup = EU;
const ref = { hostGroup, bucket: BUCKET };
const create = (params = {}) => must('s3.bucket.Create', { ...IN_BUCKET, ...params });

describe('buckets', () => {
	it('are made and listed', async () => {
		expect(await must('s3.bucket.List')).toEqual({ array: [] });
		expect(await create({ bucketName: 'first.bucket_1' })).toEqual({});
		const creationDate = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		const owner = sandbox().ownerUid;
		expect(await must('s3.bucket.List')).toEqual({
			array: [{ name: 'first.bucket_1', hostGroup, owner, creationDate }],
		});
	});

	it('have a unique name in a host group, whoever owns them', async () => {
		await create();
		expect(await refused('s3.bucket.Create', IN_BUCKET)).toBe('BucketAlreadyOwnedByYou');
		const { other: session } = sandbox().tokens;
		const foreign = await refused('s3.bucket.Create', { ...IN_BUCKET, session });
		expect(foreign).toBe('BucketAlreadyExists');
		await create({ hostGroup: US });
	});

	it.each(['ab', 'x'.repeat(64), 'Upper', '-a-b', 'a b', 'a/b', 'ü-bucket', 'bucket.'])(
		'are not named %s',
		async (bucketName) => {
			const answer = await refused('s3.bucket.Create', { hostGroup, bucketName });
			expect(answer).toBe('InvalidBucketName');
		},
	);

	it('are deleted only when they are empty', async () => {
		await sandbox().fill(hostGroup, BUCKET, [{ key: 'k', body: 'x' }]);
		const error = 'BucketNotEmpty: The bucket you tried to delete is not empty';
		const { response } = await call('s3.bucket.Delete', IN_BUCKET);
		expect(response).toEqual({ result: 4099, error, source: 'S3' });
		await must('s3.bucket.DeleteObject', { ...IN_BUCKET, key: 'k' });
		await must('s3.bucket.Delete', IN_BUCKET);
		expect(await refused('s3.bucket.Delete', IN_BUCKET)).toEqual([5, 'bucket [bucket] not found']);
	});

	it('are closed to other owners', async () => {
		await create();
		const { other: session } = sandbox().tokens;
		const answer = await refused('s3.bucket.ListObjects', { ...IN_BUCKET, session });
		expect(answer).toBe('AccessDenied');
	});
});

describe('policies', () => {
	const resource = `arn:aws:s3:::${BUCKET}/*`;
	const allow = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: resource };
	const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
	const set = (text: string) => must('s3.bucket.SetPolicy', { ...IN_BUCKET, policy: text });

	it('are set, returned as they were, and removed', async () => {
		await create();
		expect(await refused('s3.bucket.GetPolicy', IN_BUCKET)).toBe('NoSuchBucketPolicy');
		await set(policy);
		expect(await must('s3.bucket.GetPolicy', IN_BUCKET)).toEqual({ policy });
		await must('s3.bucket.DeletePolicy', IN_BUCKET);
		await must('s3.bucket.DeletePolicy', IN_BUCKET);
		expect(await refused('s3.bucket.GetPolicy', IN_BUCKET)).toBe('NoSuchBucketPolicy');
	});

	it.each([
		['no JSON', '{'],
		['no object', '[]'],
		['no statement', '{}'],
		['an invalid effect', policy.replace('Allow', 'Perhaps')],
		['no principal', policy.replace('Principal', 'Other')],
		['no action', policy.replace('Action', 'Other')],
		['another bucket', policy.replace(BUCKET, 'second')],
		['a bucket whose name only begins so', policy.replace(BUCKET, `${BUCKET}1`)],
	])('are refused with %s', async (_, text) => {
		await create();
		const answer = await refused('s3.bucket.SetPolicy', { ...IN_BUCKET, policy: text });
		expect(answer).toBe('MalformedPolicy');
	});

	it('open objects to everybody', async () => {
		await sandbox().fill(hostGroup, BUCKET, [{ key: 'a/b', body: 'open' }]);
		const url = `${sandbox().endpoints[hostGroup]}/${BUCKET}/a/b`;
		expect((await http.get(url)).status).toBe(403);
		await set(policy);
		expect((await http.get(url)).data).toBe('open');
		expect((await http.delete(url)).status).toBe(403);
		const deny = { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:Get*' };
		const denied = { ...deny, Resource: [resource.replace('*', 'a/*')] };
		await set(JSON.stringify({ Statement: [allow, denied] }));
		expect((await http.get(url)).status).toBe(403);
	});
});

describe('objects', () => {
	it('are deleted, whether they exist or not', async () => {
		const object = { ...IN_BUCKET, key: AWKWARD_KEY };
		await sandbox().fill(hostGroup, BUCKET, [{ key: AWKWARD_KEY, body: 'x' }]);
		await must('s3.bucket.DeleteObject', object);
		expect(await sandbox().listKeys(hostGroup, BUCKET)).toEqual([]);
		await must('s3.bucket.DeleteObject', object);
		const tooLong = { ...IN_BUCKET, key: 'ü'.repeat(513) };
		expect(await refused('s3.bucket.DeleteObject', tooLong)).toBe('KeyTooLongError');
	});

	const copied = { hostGroup, srcBucketName: BUCKET, srcKey: AWKWARD_KEY, dstBucketName: 'second' };

	it('are copied, with their bytes and type', async () => {
		const [dstKey, contentType] = [`copy of ${AWKWARD_KEY}`, 'text/css'];
		const source = { key: AWKWARD_KEY, body: 'bytes', contentType, lastModified: new Date(0) };
		await sandbox().createBucket(hostGroup, 'second');
		await sandbox().fill(hostGroup, BUCKET, [source]);
		await must('s3.bucket.CopyObject', { ...copied, dstKey });
		await must('s3.bucket.DeleteObject', { ...IN_BUCKET, key: AWKWARD_KEY });
		const { store } = sandbox();
		const { info, read } = await store.openObject({ ...ref, bucket: 'second' }, dstKey);
		expect(info).toMatchObject({ size: 5, contentType });
		expect(info.lastModified.getTime()).toBeGreaterThan(Date.now() - 60_000);
		expect((await read(0, 4).toArray()).join('')).toBe('bytes');
	});

	it.each([
		[{ srcKey: 'none' }, [5, 'object [none] not found']],
		[{ srcBucketName: 'none' }, [5, 'bucket [none] not found']],
		[{ dstBucketName: 'none' }, [5, 'bucket [none] not found']],
		[{ dstBucketName: BUCKET, dstKey: AWKWARD_KEY }, 'InvalidRequest'],
	])('are not copied from nowhere, to nowhere, or to themselves: %j', async (params, expected) => {
		await sandbox().createBucket(hostGroup, 'second');
		await sandbox().fill(hostGroup, BUCKET, [{ key: AWKWARD_KEY, body: 'x' }]);
		const answer = await refused('s3.bucket.CopyObject', { ...copied, dstKey: 'k2', ...params });
		expect(answer).toEqual(expected);
	});
});
