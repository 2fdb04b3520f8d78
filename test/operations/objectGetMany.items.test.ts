import { op, useThings } from '../support/world';

// What Object: Get Many returns of an object.

const { must, own, sandbox, things } = useThings();

// `printf contents | md5sum`
const MD5 = '98bf7d8c15784f0a3d63204441e1e2aa';

test('an object, simplified and as received', async () => {
	const { hostGroup, bucket: bucketName, key } = things();
	const [item, ...others] = await must(own('object getAll'));
	expect(item).toEqual({
		...{ key, size: 8, eTag: MD5, storageClass: 'STANDARD', bucketName, hostGroup },
		lastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
	});
	expect(others).toEqual([]);
	expect(await must(own('object getAll', { returnAll: true, simplify: false }))).toEqual([
		{
			...{ key, size: 8, eTag: `"${MD5}"`, storageClass: 'STANDARD' },
			lastModified: expect.stringContaining('T'),
		},
	]);
});

test.each(['2024-02-29T23:59:58Z', '2024-02-29T23:59:58.001Z'])('the time %s', async (time) => {
	const { hostGroup, emptyBucket: bucketName } = things();
	const lastModified = new Date(time);
	await sandbox().fill(hostGroup, bucketName, [{ key: 'old', body: '', lastModified }]);
	const json = await must(op('object getAll', { hostGroup, bucketName }));
	expect(json).toMatchObject([{ key: 'old', lastModified: time }]);
});
