import { randomBytes } from 'node:crypto';
import { S3Failure } from '../failures';
import type { Bucket, BucketRef, BucketStore } from '../store';
import { checkBucketName } from '../names';
import { commit, type Database } from './database';
import { rowName, type BucketRow } from './rows';

/** A bucket and the id that the rows of its objects begin with. */
export interface StoredBucket extends Bucket {
	id: string;
}

/** Buckets and policies. They are asked for on every request, so they are kept in memory too. */
export class Buckets implements BucketStore {
	private readonly buckets = new Map<string, StoredBucket>();

	private constructor(private readonly database: Database) {}

	static async open(database: Database): Promise<Buckets> {
		const all = new Buckets(database);
		for await (const [name, text] of database.iterator({ gt: 'b\0', lt: 'b\x01' })) {
			const [, hostGroup, bucket] = name.split('\0');
			const { at, ...row } = JSON.parse(text) as BucketRow;
			all.buckets.set(name, { ...row, hostGroup, bucket, createdAt: new Date(at) });
		}
		return all;
	}

	async createBucket(ref: BucketRef, ownerUid: number): Promise<Bucket> {
		checkBucketName(ref.bucket);
		const owner = this.buckets.get(nameOf(ref))?.ownerUid;
		if (owner === ownerUid) throw new S3Failure('BucketAlreadyOwnedByYou', ref.bucket);
		if (owner !== undefined) throw new S3Failure('BucketAlreadyExists', ref.bucket);
		const { hostGroup, bucket } = ref;
		const id = randomBytes(6).toString('hex');
		const made = { hostGroup, bucket, id, ownerUid, createdAt: new Date() };
		await this.save(made);
		return made;
	}

	async deleteBucket(ref: BucketRef): Promise<void> {
		const { id } = this.find(ref);
		const first = { gt: rowName.object(id, ''), lt: `o\0${id}\x01`, limit: 1 };
		const [some] = await this.database.keys(first).all();
		if (some !== undefined) throw new S3Failure('BucketNotEmpty', ref.bucket);
		this.buckets.delete(nameOf(ref));
		await commit(this.database, [{ type: 'del', key: nameOf(ref) }]);
	}

	async getBucket(ref: BucketRef): Promise<Bucket> {
		return this.find(ref);
	}

	async listBuckets(ownerUid: number, hostGroup?: string): Promise<Bucket[]> {
		return [...this.buckets.entries()]
			.filter(([, bucket]) => bucket.ownerUid === ownerUid)
			.filter(([, bucket]) => hostGroup === undefined || bucket.hostGroup === hostGroup)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([, bucket]) => bucket);
	}

	async setPolicy(ref: BucketRef, policy: string | undefined): Promise<void> {
		await this.save({ ...this.find(ref), policy });
	}

	/** With the id of its rows. */
	find(ref: BucketRef): StoredBucket {
		const bucket = this.buckets.get(nameOf(ref));
		if (!bucket) throw new S3Failure('NoSuchBucket', ref.bucket);
		return bucket;
	}

	private async save(bucket: StoredBucket): Promise<void> {
		const { id, ownerUid, createdAt, policy } = bucket;
		const row: BucketRow = { id, ownerUid, at: createdAt.getTime(), policy };
		this.buckets.set(nameOf(bucket), bucket);
		await commit(this.database, [{ type: 'put', key: nameOf(bucket), value: JSON.stringify(row) }]);
	}
}

function nameOf({ hostGroup, bucket }: BucketRef): string {
	return rowName.bucket(hostGroup, bucket);
}
