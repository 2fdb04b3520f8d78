import { useThings } from '../support/world';

const { must, own, things } = useThings();

test('gives the bucket, which then has no policy', async () => {
	const { hostGroup, bucket: bucketName } = things();
	expect(await must(own('policy delete'))).toEqual([{ hostGroup, bucketName, deleted: true }]);
	await expect(must(own('policy get'))).rejects.toThrow('has no policy');
});
