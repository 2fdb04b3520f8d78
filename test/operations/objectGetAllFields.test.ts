import { op, useThings } from '../support/world';

const { must, own, sandbox, things } = useThings();

// `printf contents | md5sum`
const MD5 = '98bf7d8c15784f0a3d63204441e1e2aa';

test('an object, simplified and as received', async () => {
	const { hostGroup, bucket: bucketName, key } = things();
	expect(await must(own('object getAll'))).toEqual([
		{
			...{ hostGroup, bucketName, key, size: 8, eTag: MD5, storageClass: 'STANDARD' },
			lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
		},
	]);
	expect(await must(own('object getAll', { returnAll: true, simplify: false }))).toEqual([
		{
			...{ key, size: 8, eTag: `"${MD5}"`, storageClass: 'STANDARD' },
			lastModified: expect.stringContaining('T'),
		},
	]);
});

test('times in UTC, to the millisecond', async () => {
	const { hostGroup, emptyBucket: bucketName } = things();
	const lastModified = new Date('2024-02-29T23:59:58.000Z');
	await sandbox().fill(hostGroup, bucketName, [{ key: 'old', body: '', lastModified }]);
	const json = await must(op('object getAll', { hostGroup, bucketName }));
	expect(json).toMatchObject([{ key: 'old', lastModified: '2024-02-29T23:59:58.000Z' }]);
});
