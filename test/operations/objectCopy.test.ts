import { AWKWARD_KEY, useThings } from '../support/world';

const { must, own, refusalOf, sandbox, things } = useThings();

test('copies an awkward key as it is, and gives both names', async () => {
	const { hostGroup, bucket, emptyBucket } = things();
	const fields = {
		...{ hostGroup, srcBucketName: bucket, srcKey: AWKWARD_KEY },
		...{ dstBucketName: emptyBucket, dstKey: `b/${AWKWARD_KEY}` },
	};
	expect(await must(own('object copy', fields))).toEqual([{ ...fields, copied: true }]);
	expect(await sandbox().listKeys(hostGroup, emptyBucket)).toEqual([`b/${AWKWARD_KEY}`]);
});

test('refuses an object that does not exist', async () => {
	expect(await refusalOf('object copy', { srcKey: 'nothing' })).toEqual({
		message: `The object "nothing" does not exist in the bucket "${things().bucket}"`,
		advice: expect.stringContaining('Check the object key'),
		answered: '"object [nothing] not found" (code 5)',
	});
});

test('refuses a destination that does not exist', async () => {
	expect(await refusalOf('object copy', { dstBucketName: 'none' })).toEqual({
		message: `The bucket "${things().bucket}" or "none" does not exist`,
		advice: expect.stringContaining('Check the bucket and the host group'),
		answered: '"bucket [none] not found" (code 5)',
	});
});
