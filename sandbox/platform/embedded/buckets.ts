import { randomBytes } from 'node:crypto';
import { S3Failure } from '../failures';
import { checkBucketName } from '../names';
import type { Bucket, BucketRef, BucketStore } from '../store';
import { commit, del, put, readRows, rowName, type Database } from './database';

interface StoredBucket extends Bucket {
	/** The names of its objects' rows begin with it. */
	id: string;
}

interface BucketRow extends Pick<StoredBucket, 'id' | 'ownerUid' | 'policy'> {
	at: number;
}

export interface Buckets extends BucketStore {
	find(ref: BucketRef): StoredBucket;
}

const nameOf = ({ hostGroup, bucket }: BucketRef) => rowName.bucket(hostGroup, bucket);

/** Buckets and policies. They are needed for every request, so they are also kept in memory. */
export async function openBuckets(database: Database): Promise<Buckets> {
	const buckets = new Map<string, StoredBucket>();
	for await (const [parts, { at, ...row }] of readRows<BucketRow>(database, 'b')) {
		const [hostGroup, bucket] = parts;
		const stored = { ...row, hostGroup, bucket, createdAt: new Date(at) };
		buckets.set(nameOf(stored), stored);
	}
	const save = async (bucket: StoredBucket) => {
		const { id, ownerUid, createdAt, policy } = bucket;
		buckets.set(nameOf(bucket), bucket);
		await commit(database, [
			put(nameOf(bucket), { id, ownerUid, at: createdAt.getTime(), policy }),
		]);
	};
	const find = (ref: BucketRef) => {
		const bucket = buckets.get(nameOf(ref));
		if (!bucket) throw new S3Failure('NoSuchBucket', ref.bucket);
		return bucket;
	};
	return {
		find,
		createBucket: async ({ hostGroup, bucket }, ownerUid) => {
			checkBucketName(bucket);
			const owner = buckets.get(nameOf({ hostGroup, bucket }))?.ownerUid;
			if (owner === ownerUid) throw new S3Failure('BucketAlreadyOwnedByYou', bucket);
			if (owner !== undefined) throw new S3Failure('BucketAlreadyExists', bucket);
			const id = randomBytes(6).toString('hex');
			const made = { hostGroup, bucket, id, ownerUid, createdAt: new Date() };
			await save(made);
			return made;
		},
		deleteBucket: async (ref) => {
			const { id } = find(ref);
			const range = { gt: rowName.object(id, ''), lt: `o\0${id}\x01`, limit: 1 };
			const [first] = await database.keys(range).all();
			if (first !== undefined) throw new S3Failure('BucketNotEmpty', ref.bucket);
			buckets.delete(nameOf(ref));
			await commit(database, [del(nameOf(ref))]);
		},
		getBucket: async (ref) => find(ref),
		listBuckets: async (ownerUid, hostGroup) =>
			[...buckets.values()]
				.filter((bucket) => bucket.ownerUid === ownerUid)
				.filter((bucket) => hostGroup === undefined || bucket.hostGroup === hostGroup)
				.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
		setPolicy: async (ref, policy) => await save({ ...find(ref), policy }),
	};
}
