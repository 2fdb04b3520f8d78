import { useAnswers } from '../support/answering';
import { makeThings, op, useThings } from '../support/world';

describe('on the local platform', () => {
	const { must, refusalOf, sandbox } = useThings();

	test('gives the buckets, simplified and as received', async () => {
		const ours = await makeThings(sandbox());
		const names = [ours.bucket, ours.emptyBucket];
		const { hostGroup } = ours;
		const rows = await must(op('bucket getAll', { returnAll: true }));
		expect(rows.filter(({ bucketName }) => names.includes(String(bucketName)))).toEqual(
			names.map((bucketName) => ({
				...{ hostGroup, bucketName },
				createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
			})),
		);
		const raw = await must(op('bucket getAll', { returnAll: true, simplify: false }));
		expect(raw).toHaveLength(rows.length);
		expect(raw.filter(({ name }) => names.includes(String(name)))).toEqual(
			names.map((name) => ({
				...{ name, hostGroup, owner: 40217 },
				creationDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
			})),
		);
	});

	test("refuses another owner's", async () => {
		expect(await refusalOf('bucket getAll', { options: { ownerUid: '1' } })).toEqual({
			message: 'The platform denied access to Owner UID "1"',
			advice: expect.stringContaining(
				'"Owner UID" is set: check that its owner shares the S3 region',
			),
			answered: '"access to the account [1] is denied" (code 8)',
		});
	});
});

describe('from other answers', () => {
	const { run } = useAnswers();

	test('a bucket as the object storage lists it', async () => {
		const row = {
			...{ name: 'logs', epoch: 0, creation_date: '2021-08-19T14:51:37Z', owner_id: 'b0' },
			size: { current: 12, hmax: 20, h_integral: 5, last_ts: 1 },
		};
		const { json } = await run(op('bucket getAll'), { list: { Buckets: [row] } });
		expect(json).toEqual([{ bucketName: 'logs', createdAt: '2021-08-19T14:51:37Z', size: 12 }]);
	});

	test.each(['2021-08-19 14:51:37', 1629384697000, '1629384697000', '2021-08-19T16:51:37+02:00'])(
		'a date given as %s',
		async (creationDate) => {
			const array = [{ name: 'b', hostGroup: 'hg', creationDate }];
			const { json } = await run(op('bucket getAll'), { list: { array } });
			expect(json).toEqual([
				{ hostGroup: 'hg', bucketName: 'b', createdAt: '2021-08-19T14:51:37Z' },
			]);
		},
	);
});
