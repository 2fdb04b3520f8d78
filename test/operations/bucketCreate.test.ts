import { useThings } from '../support/world';

const { must, own, refusalOf, things } = useThings();

test('gives what it made', async () => {
	const { hostGroup, newBucket: bucketName } = things();
	expect(await must(own('bucket create'))).toEqual([{ hostGroup, bucketName, created: true }]);
});

test('refuses a name that is taken', async () => {
	const { bucket: bucketName } = things();
	expect(await refusalOf('bucket create', { bucketName })).toEqual({
		message: `A bucket named "${bucketName}" already exists`,
		advice: expect.stringContaining('Choose another name'),
		answered:
			'"BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it" (code 4099)',
	});
});

test('refuses a name that is not valid', async () => {
	expect(await refusalOf('bucket create', { bucketName: 'My Bucket' })).toEqual({
		message: '"My Bucket" is not a valid bucket name',
		advice: expect.stringContaining('Use 3 to 63 lowercase letters'),
		answered: '"InvalidBucketName: The specified bucket is not valid: My Bucket" (code 4099)',
	});
});

test('refuses a host group that does not exist', async () => {
	expect(await refusalOf('bucket create', { hostGroup: 's3-mars' })).toEqual({
		message: 'The host group "s3-mars" does not exist',
		advice: expect.stringContaining('Choose the host group From List, or enter its unique name.'),
		answered: '"host group [s3-mars] not found" (code 5)',
	});
});
