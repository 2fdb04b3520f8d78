import { S3 } from '@aws-sdk/client-s3';
import { Agent } from 'node:http';
import { Locks } from '../locks';
import type { Admin } from './admin';
import type { Cluster } from './cluster';

/** A user of the gateway, as its admin API shows it. */
export interface GatewayUser {
	tenant: string;
	user_id: string;
	/** `tenant$user:subuser` */
	subusers: Array<{ id: string }>;
	/** `user` is the user, or the subuser (`tenant$user:subuser`) that a key belongs to. */
	keys: Array<{ user: string; access_key: string; secret_key: string }>;
}

const MAX_SOCKETS = 32;

/**
 * Owners of accounts and buckets. A host group is a tenant of the gateway, with its own users and names of buckets. An
 * owner is a user in it, with a key that is not shown, which the platform uses for the owner's buckets.
 */
export class Owners {
	private readonly clients = new Map<string, Promise<S3>>();
	private readonly locks = new Locks();
	private readonly agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });

	constructor(
		private readonly admin: Admin,
		private readonly cluster: Cluster,
		/** Distinguishes this sandbox's tenants from those of others on the same cluster. */
		private readonly prefix: string,
	) {}

	/** Letters and digits only. */
	tenantOf(hostGroup: string): string {
		return `${this.prefix}x${Buffer.from(hostGroup).toString('hex')}`;
	}

	idOf(hostGroup: string, ownerUid: number): string {
		return `${this.tenantOf(hostGroup)}$${ownerUid}`;
	}

	async find(hostGroup: string, ownerUid: number): Promise<GatewayUser | undefined> {
		return await this.admin.find<GatewayUser>('user', { uid: this.idOf(hostGroup, ownerUid) });
	}

	/** Sorted by host group. */
	async list(ownerUid?: number): Promise<Array<{ hostGroup: string; ownerUid: number }>> {
		const ids = (await this.admin.find<string[]>('metadata/user', {})) ?? [];
		const start = `${this.prefix}x`;
		return ids
			.filter((id) => id.startsWith(start) && id.includes('$'))
			.map((id) => {
				const [tenant, uid] = id.slice(start.length).split('$');
				return { hostGroup: Buffer.from(tenant, 'hex').toString(), ownerUid: Number(uid) };
			})
			.filter((one) => ownerUid === undefined || one.ownerUid === ownerUid)
			.sort((a, b) => (a.hostGroup < b.hostGroup ? -1 : 1));
	}

	/** Makes the owner's user when it is missing. */
	async make(hostGroup: string, ownerUid: number): Promise<GatewayUser> {
		const uid = this.idOf(hostGroup, ownerUid);
		return await this.locks.run(uid, async () => {
			const found = await this.find(hostGroup, ownerUid);
			if (found) return found;
			// 0: no limit, as the platform has none.
			const query = { uid, 'display-name': String(ownerUid), 'max-buckets': '0' };
			return await this.admin.change<GatewayUser>('PUT', 'user', query);
		});
	}

	/** A client with the owner's own key. */
	async client(hostGroup: string, ownerUid: number): Promise<S3> {
		const id = this.idOf(hostGroup, ownerUid);
		const client = this.clients.get(id) ?? this.open(hostGroup, ownerUid);
		this.clients.set(id, client);
		client.catch(() => this.clients.delete(id));
		return await client;
	}

	async close(): Promise<void> {
		const clients = await Promise.allSettled(this.clients.values());
		for (const one of clients) if (one.status === 'fulfilled') one.value.destroy();
		this.agent.destroy();
	}

	private async open(hostGroup: string, ownerUid: number): Promise<S3> {
		const { keys } = await this.make(hostGroup, ownerUid);
		const own = keys.find(({ user }) => !user.includes(':'));
		if (!own) throw new Error(`The user ${ownerUid} has no key of its own`);
		return new S3({
			endpoint: this.cluster.url,
			region: 'us-east-1',
			forcePathStyle: true,
			// This gateway (16.2) does not support the checksums that the SDK sends after streams.
			requestChecksumCalculation: 'WHEN_REQUIRED',
			responseChecksumValidation: 'WHEN_REQUIRED',
			requestHandler: { httpAgent: this.agent },
			credentials: { accessKeyId: own.access_key, secretAccessKey: own.secret_key },
		});
	}
}
