import { S3Failure } from '../failures';
import { checkPolicy } from '../policies';
import { platformDate } from './envelope';
import { bucketOf, type Call, type Method } from './call';

export const BUCKET = ['bucketName', 'hostGroup'];

/** Buckets and policies. */
export const BUCKET_METHODS: Method[] = [
	{
		name: 's3.bucket.Create',
		required: BUCKET,
		run: async ({ store, ownerUid, params: { hostGroup, bucketName: bucket } }) =>
			void (await store.createBucket({ hostGroup, bucket }, ownerUid)),
	},
	{
		name: 's3.bucket.Delete',
		required: BUCKET,
		run: async (call) => await call.store.deleteBucket(await bucketOf(call, 's3:DeleteBucket')),
	},
	{ name: 's3.bucket.List', required: [], run: list },
	{
		name: 's3.bucket.GetPolicy',
		required: BUCKET,
		run: async (call) => {
			const { policy, bucket } = await bucketOf(call, 's3:GetBucketPolicy');
			if (policy === undefined) throw new S3Failure('NoSuchBucketPolicy', bucket);
			return { policy };
		},
	},
	{
		name: 's3.bucket.SetPolicy',
		required: [...BUCKET, 'policy'],
		run: async (call) => {
			const bucket = await bucketOf(call, 's3:PutBucketPolicy');
			checkPolicy(bucket.bucket, call.params.policy);
			await call.store.setPolicy(bucket, call.params.policy);
		},
	},
	{
		name: 's3.bucket.DeletePolicy',
		required: BUCKET,
		run: async (call) =>
			await call.store.setPolicy(await bucketOf(call, 's3:DeleteBucketPolicy'), undefined),
	},
];

async function list({ platform, store, ownerUid }: Call): Promise<object> {
	const buckets = await store.listBuckets(ownerUid);
	const array = buckets
		.filter(({ hostGroup }) => platform.hostGroups.includes(hostGroup))
		.map(({ hostGroup, bucket: name, createdAt }) => ({
			...{ name, hostGroup, owner: ownerUid, creationDate: platformDate(createdAt) },
		}));
	return { array };
}
