import { S3Client } from '@aws-sdk/client-s3';
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
	/** `user` names the user, or the subuser (`tenant$user:subuser`) that a key belongs to. */
	keys: Array<{ user: string; access_key: string; secret_key: string }>;
}

const MAX_SOCKETS = 32;

/**
 * Owners of accounts and buckets. A host group is a tenant of the gateway: users and names of buckets
 * are its own. An owner is a user in it, with a key of its own that nobody sees, by which the platform
 * works on the owner's buckets.
 */
export class Owners {
	private readonly clients = new Map<string, Promise<S3Client>>();
	private readonly locks = new Locks();
	private readonly agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });

	constructor(
		private readonly admin: Admin,
		private readonly cluster: Cluster,
		/** Tells this sandbox's tenants from those of others on the same cluster. */
		private readonly prefix: string,
	) {}

	/** Letters and digits, and different for different host groups. */
	tenantOf(hostGroup: string): string {
		return `${this.prefix}x${Buffer.from(hostGroup).toString('hex')}`;
	}

	hostGroupOf(tenant: string): string | undefined {
		const start = `${this.prefix}x`;
		return tenant.startsWith(start)
			? Buffer.from(tenant.slice(start.length), 'hex').toString()
			: undefined;
	}

	idOf(hostGroup: string, ownerUid: number): string {
		return `${this.tenantOf(hostGroup)}$${ownerUid}`;
	}

	async find(hostGroup: string, ownerUid: number): Promise<GatewayUser | undefined> {
		return await this.admin.find<GatewayUser>('user', { uid: this.idOf(hostGroup, ownerUid) });
	}

	/** The host groups and uids of all owners. */
	async list(): Promise<Array<{ hostGroup: string; ownerUid: number }>> {
		const names = (await this.admin.find<string[]>('metadata/user', {})) ?? [];
		return names.flatMap((name) => {
			const [tenant, uid] = name.split('$');
			const hostGroup = uid === undefined ? undefined : this.hostGroupOf(tenant);
			return hostGroup === undefined ? [] : [{ hostGroup, ownerUid: Number(uid) }];
		});
	}

	/** Makes the owner's user when it is missing. */
	async make(hostGroup: string, ownerUid: number): Promise<GatewayUser> {
		const uid = this.idOf(hostGroup, ownerUid);
		return await this.locks.run(uid, async () => {
			const found = await this.find(hostGroup, ownerUid);
			if (found) return found;
			// As many buckets as wanted: the platform names no limit.
			const query = { uid, 'display-name': String(ownerUid), 'max-buckets': '0' };
			return await this.admin.change<GatewayUser>('PUT', 'user', query);
		});
	}

	/** Works with the owner's own key. */
	async client(hostGroup: string, ownerUid: number): Promise<S3Client> {
		const id = this.idOf(hostGroup, ownerUid);
		let client = this.clients.get(id);
		if (!client) {
			client = this.open(hostGroup, ownerUid);
			this.clients.set(id, client);
			client.catch(() => this.clients.delete(id));
		}
		return await client;
	}

	async close(): Promise<void> {
		const clients = await Promise.allSettled(this.clients.values());
		for (const one of clients) if (one.status === 'fulfilled') one.value.destroy();
		this.agent.destroy();
	}

	private async open(hostGroup: string, ownerUid: number): Promise<S3Client> {
		const { keys } = await this.make(hostGroup, ownerUid);
		const own = keys.find(({ user }) => !user.includes(':'));
		if (!own) throw new Error(`The user ${ownerUid} has no key of its own`);
		return new S3Client({
			endpoint: this.cluster.url,
			region: 'us-east-1',
			forcePathStyle: true,
			// This gateway (16.2) does not know the checksums that the SDK else puts behind streams.
			requestChecksumCalculation: 'WHEN_REQUIRED',
			responseChecksumValidation: 'WHEN_REQUIRED',
			requestHandler: { httpAgent: this.agent },
			credentials: { accessKeyId: own.access_key, secretAccessKey: own.secret_key },
		});
	}
}
