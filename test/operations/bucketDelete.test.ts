import { useThings } from '../support/world';

// With "Empty First": bucketDelete.emptyFirst.test.ts.

const { must, own, refusalOf, sandbox, things } = useThings();

test('deletes the bucket, and gives its name', async () => {
	const { hostGroup, emptyBucket: bucketName } = things();
	expect(await must(own('bucket delete'))).toEqual([{ hostGroup, bucketName, deleted: true }]);
	expect(sandbox().requests).toHaveLength(1);
});

test('refuses a bucket that is not empty', async () => {
	const { bucket: bucketName } = things();
	expect(await refusalOf('bucket delete', { bucketName })).toEqual({
		message: `The bucket "${bucketName}" is not empty`,
		advice: expect.stringContaining(
			'Turn on "Empty First", or delete its objects with Object: Delete Many first.',
		),
		answered: '"BucketNotEmpty: The bucket you tried to delete is not empty" (code 4099)',
	});
});
