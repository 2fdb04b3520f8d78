import { useAnswers } from '../support/answering';
import { op, useThings } from '../support/world';

describe('on the local platform', () => {
	const { must, own, refusalOf, things } = useThings();

	test('gives the policy as an object', async () => {
		const { hostGroup, bucket: bucketName } = things();
		const statement = {
			...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
			Resource: `arn:aws:s3:::${bucketName}/*`,
		};
		const policy = { Version: '2012-10-17', Statement: [statement] };
		expect(await must(own('policy get'))).toEqual([{ hostGroup, bucketName, policy }]);
	});

	test('refuses a bucket without a policy', async () => {
		const { emptyBucket: bucketName } = things();
		expect(await refusalOf('policy get', { bucketName })).toEqual({
			message: `The bucket "${bucketName}" has no policy`,
			advice: expect.stringContaining('Set one with Policy: Set.'),
			answered: '"NoSuchBucketPolicy: The bucket policy does not exist" (code 4099)',
		});
	});
});

const { run } = useAnswers();

const BUCKET = { hostGroup: 'hg', bucketName: 'logs' };
const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' }] };
const TEXT = JSON.stringify(POLICY);

test.each([
	['a text', { policy: TEXT }, POLICY],
	['an object', { policy: POLICY }, POLICY],
	['a list of one text', { policies: [TEXT] }, POLICY],
	['a list of one object', { array: [POLICY] }, POLICY],
	['a text under object', { object: { policy: TEXT } }, POLICY],
	['two of them', { policies: [TEXT, POLICY] }, [POLICY, POLICY]],
	['nothing', {}, undefined],
	['an empty text', { policy: '' }, undefined],
	['an empty list', { policies: [] }, undefined],
])('a policy may be answered as %s', async (_, answer, policy) => {
	const { json } = await run(op('policy get', BUCKET), { getpolicy: answer });
	expect(json).toStrictEqual([policy === undefined ? BUCKET : { ...BUCKET, policy }]);
});
