import { useThings } from '../support/world';

const { must, own, refusalOf, sandbox, things } = useThings();

test('gives the bucket, which then has the policy', async () => {
	const { hostGroup, bucket: bucketName } = things();
	const policy = things().policy.replace('s3:GetObject', 's3:PutObject');
	expect(await must(own('policy set', { policy }))).toEqual([
		{ bucketName, set: true, access: 'custom', hostGroup },
	]);
	expect(await must(own('policy get'))).toMatchObject([{ policy: JSON.parse(policy) }]);
});

test('refuses a policy for another bucket', async () => {
	const { emptyBucket: bucketName } = things();
	expect(await refusalOf('policy set', { bucketName })).toEqual({
		message: 'The storage refused the policy',
		advice: expect.stringContaining('Check "Policy": its Version'),
		answered: '"MalformedPolicy: The policy is not valid: policy has invalid resource" (code 4099)',
	});
});

test('sends half a megabyte whole', async () => {
	const policy = JSON.stringify({ Statement: [], note: 'ü&='.repeat(100_000) });
	await must(own('policy set', { policy })).catch(() => {});
	expect(sandbox().requests[0].params.policy === policy).toBe(true);
});
