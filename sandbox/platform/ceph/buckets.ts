import {
	CreateBucketCommand,
	DeleteBucketCommand,
	DeleteBucketPolicyCommand,
	GetBucketPolicyCommand,
	ListBucketsCommand,
	PutBucketPolicyCommand,
	type S3Client,
} from '@aws-sdk/client-s3';
import { S3Failure } from '../failures';
import { checkBucketName } from '../names';
import type { Bucket, BucketRef, BucketStore } from '../store';
import type { Admin } from './admin';
import type { Owners } from './owners';
import { asking, codeOf } from './refusals';

interface GatewayBucket {
	id: string;
	/** `tenant$user` */
	owner: string;
	creation_time: string;
}

/** A bucket, its id in the cluster, and its owner's way to it. */
export interface OpenedBucket {
	id: string;
	ownerUid: number;
	createdAt: Date;
	client: S3Client;
}

/** Buckets and policies: the cluster's own, worked on as their owners. */
export class Buckets implements BucketStore {
	constructor(
		private readonly admin: Admin,
		private readonly owners: Owners,
	) {}

	async createBucket(ref: BucketRef, ownerUid: number): Promise<Bucket> {
		const { hostGroup, bucket } = ref;
		checkBucketName(bucket);
		// This gateway answers an owner who has the bucket already as if it had just been made.
		const found = await this.find(ref);
		if (found) {
			const isOwn = found.owner === this.owners.idOf(hostGroup, ownerUid);
			throw new S3Failure(isOwn ? 'BucketAlreadyOwnedByYou' : 'BucketAlreadyExists', bucket);
		}
		const client = await this.owners.client(hostGroup, ownerUid);
		await asking(bucket, () => client.send(new CreateBucketCommand({ Bucket: bucket })));
		return await this.getBucket(ref);
	}

	async deleteBucket(ref: BucketRef): Promise<void> {
		const { client } = await this.open(ref);
		const { bucket: Bucket } = ref;
		await asking(Bucket, () => client.send(new DeleteBucketCommand({ Bucket })));
	}

	async getBucket(ref: BucketRef): Promise<Bucket> {
		const { hostGroup, bucket } = ref;
		const { client, ownerUid, createdAt } = await this.open(ref);
		const policy = await policyOf(client, bucket);
		return { hostGroup, bucket, ownerUid, createdAt, policy };
	}

	async listBuckets(ownerUid: number, hostGroup?: string): Promise<Bucket[]> {
		const owners = (await this.owners.list())
			.filter((one) => one.ownerUid === ownerUid)
			.filter((one) => hostGroup === undefined || one.hostGroup === hostGroup)
			.sort((a, b) => (a.hostGroup < b.hostGroup ? -1 : 1));
		const all = await Promise.all(
			owners.map(async ({ hostGroup: group }) => {
				const client = await this.owners.client(group, ownerUid);
				const { Buckets: rows = [] } = await client.send(new ListBucketsCommand({}));
				return rows.map(({ Name: bucket = '', CreationDate: createdAt = new Date(0) }) => ({
					...{ hostGroup: group, bucket, ownerUid, createdAt },
				}));
			}),
		);
		return all.flat();
	}

	async setPolicy(ref: BucketRef, policy: string | undefined): Promise<void> {
		const { client } = await this.open(ref);
		const { bucket: Bucket } = ref;
		await asking(Bucket, async () => {
			if (policy === undefined) await client.send(new DeleteBucketPolicyCommand({ Bucket }));
			else await client.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
		});
	}

	/** Throws NoSuchBucket. */
	async open(ref: BucketRef): Promise<OpenedBucket> {
		const found = await this.find(ref);
		if (!found) throw new S3Failure('NoSuchBucket', ref.bucket);
		const ownerUid = Number(found.owner.slice(found.owner.indexOf('$') + 1));
		const client = await this.owners.client(ref.hostGroup, ownerUid);
		return { id: found.id, ownerUid, createdAt: new Date(found.creation_time), client };
	}

	private async find({ hostGroup, bucket }: BucketRef): Promise<GatewayBucket | undefined> {
		const name = `${this.owners.tenantOf(hostGroup)}/${bucket}`;
		return await this.admin.find<GatewayBucket>('bucket', { bucket: name, stats: 'true' });
	}
}

async function policyOf(client: S3Client, bucket: string): Promise<string | undefined> {
	try {
		const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket: bucket }));
		return Policy;
	} catch (cause) {
		if (codeOf(cause) === 'NoSuchBucketPolicy') return undefined;
		throw cause;
	}
}
