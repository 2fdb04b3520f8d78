import type { S3 } from '@aws-sdk/client-s3';
import { S3Failure } from '../failures';
import { checkBucketName } from '../names';
import type { BucketRef, BucketStore } from '../store';
import { asking, codeOf, type Admin } from './admin';
import type { Owners } from './owners';

interface GatewayBucket {
	id: string;
	/** `tenant$user` */
	owner: string;
	creation_time: string;
}

interface OpenedBucket {
	/** In the cluster. */
	id: string;
	ownerUid: number;
	createdAt: Date;
	/** With the owner's key. */
	client: S3;
}

export interface Buckets extends BucketStore {
	/** Throws NoSuchBucket. */
	open(ref: BucketRef): Promise<OpenedBucket>;
}

/** The cluster's buckets and policies. */
export function cephBuckets(admin: Admin, owners: Owners): Buckets {
	const find = async ({ hostGroup, bucket }: BucketRef): Promise<GatewayBucket | undefined> => {
		const name = `${owners.tenantOf(hostGroup)}/${bucket}`;
		return await admin.find<GatewayBucket>('bucket', { bucket: name, stats: 'true' });
	};
	const open = async (ref: BucketRef): Promise<OpenedBucket> => {
		const found = await find(ref);
		if (!found) throw new S3Failure('NoSuchBucket', ref.bucket);
		const ownerUid = Number(found.owner.slice(found.owner.indexOf('$') + 1));
		const client = await owners.client(ref.hostGroup, ownerUid);
		return { id: found.id, ownerUid, createdAt: new Date(found.creation_time), client };
	};
	const getBucket: Buckets['getBucket'] = async ({ hostGroup, bucket }) => {
		const { client, ownerUid, createdAt } = await open({ hostGroup, bucket });
		const { Policy: policy } = await client.getBucketPolicy({ Bucket: bucket }).catch((cause) => {
			if (codeOf(cause) !== 'NoSuchBucketPolicy') throw cause;
			return { Policy: undefined };
		});
		return { hostGroup, bucket, ownerUid, createdAt, policy };
	};
	return {
		open,
		getBucket,
		createBucket: async (ref, ownerUid) => {
			const { hostGroup, bucket } = ref;
			checkBucketName(bucket);
			// This gateway answers as if it had made a bucket that the owner already has.
			const found = await find(ref);
			if (found) {
				const isOwn = found.owner === owners.idOf(hostGroup, ownerUid);
				throw new S3Failure(isOwn ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', bucket);
			}
			const client = await owners.client(hostGroup, ownerUid);
			await asking(bucket, client.createBucket({ Bucket: bucket }));
			return await getBucket(ref);
		},
		deleteBucket: async (ref) => {
			const { client } = await open(ref);
			await asking(ref.bucket, client.deleteBucket({ Bucket: ref.bucket }));
		},
		listBuckets: async (ownerUid, hostGroup) => {
			const found = await owners.list(ownerUid);
			const all = await Promise.all(
				found
					.filter((one) => hostGroup === undefined || one.hostGroup === hostGroup)
					.map(async ({ hostGroup: group }) => {
						const { Buckets: rows = [] } = await (
							await owners.client(group, ownerUid)
						).listBuckets();
						return rows.map(({ Name: bucket = '', CreationDate: createdAt = new Date(0) }) => ({
							...{ hostGroup: group, bucket, ownerUid, createdAt },
						}));
					}),
			);
			return all.flat();
		},
		setPolicy: async (ref, Policy) => {
			const { client } = await open(ref);
			const { bucket: Bucket } = ref;
			const change: Promise<unknown> =
				Policy === undefined
					? client.deleteBucketPolicy({ Bucket })
					: client.putBucketPolicy({ Bucket, Policy });
			await asking(Bucket, change);
		},
	};
}
