import { S3Failure } from '../failures';
import { MAX_KEYS, makePair } from '../keys';
import { Locks } from '../locks';
import type { Account, AccountId, AccountStore, KeyId, KeyOwner, KeyPair } from '../store';
import type { Admin } from './admin';
import type { Notes } from './notes';
import type { GatewayUser, Owners } from './owners';

/** Accounts are subusers of their owner's user, so that any of the owner's keys opens all its buckets. */
export class Accounts implements AccountStore {
	private readonly locks = new Locks();

	constructor(
		private readonly admin: Admin,
		private readonly owners: Owners,
		private readonly notes: Notes,
	) {}

	async createAccount(id: AccountId): Promise<Account> {
		return await this.change(id, async (uid) => {
			const user = await this.owners.make(id.hostGroup, id.ownerUid);
			if (this.accountsOf(user, id).some(({ name }) => name === id.name)) {
				throw new S3Failure('AccountAlreadyExists', id.name);
			}
			const subuser = subuserOf(id.name);
			await this.admin.change('PUT', 'user', { subuser, uid, access: 'full' });
			return { ...id, keys: [await this.addKey(id)] };
		});
	}

	async deleteAccount(id: AccountId): Promise<void> {
		await this.change(id, async (uid) => {
			const { keys } = await this.find(id);
			const subuser = subuserOf(id.name);
			await this.admin.change('DELETE', 'user', { subuser, uid, 'purge-keys': 'true' });
			await this.notes.forgetKeys(keys.map(({ accKey }) => accKey));
		});
	}

	async listAccounts(ownerUid?: number): Promise<Account[]> {
		const owners = await this.owners.list();
		const wanted = owners.filter((one) => ownerUid === undefined || one.ownerUid === ownerUid);
		const all = await Promise.all(
			wanted.map(async ({ hostGroup, ownerUid: uid }) => {
				const user = await this.owners.find(hostGroup, uid);
				return user ? this.accountsOf(user, { hostGroup, ownerUid: uid }) : [];
			}),
		);
		return all.flat().sort((a, b) => compare(placeOf(a), placeOf(b)));
	}

	async generateKey(id: AccountId): Promise<KeyPair> {
		return await this.change(id, async () => {
			const { keys } = await this.find(id);
			if (keys.length >= MAX_KEYS) throw new S3Failure('MaxKeysReached', id.name);
			return await this.addKey(id);
		});
	}

	async regenerateKey(key: KeyId): Promise<KeyPair> {
		return await this.change(key, async () => {
			const account = await this.findByKey(key);
			await this.removeKey(key);
			return await this.addKey(account);
		});
	}

	async revokeKey(key: KeyId): Promise<void> {
		await this.change(key, async () => {
			await this.findByKey(key);
			await this.removeKey(key);
		});
	}

	async findKey(hostGroup: string, accKey: string): Promise<KeyOwner | undefined> {
		const user = await this.admin.find<GatewayUser>('user', { 'access-key': accKey });
		const key = user?.keys.find(({ access_key }) => access_key === accKey);
		if (!key || user?.tenant !== this.owners.tenantOf(hostGroup)) return undefined;
		return { ownerUid: Number(user.user_id), secretKey: key.secret_key };
	}

	/** No two changes of an owner's accounts and keys see the same keys. */
	private async change<T>(
		{ hostGroup, ownerUid }: { hostGroup: string; ownerUid: number },
		work: (uid: string) => Promise<T>,
	): Promise<T> {
		const uid = this.owners.idOf(hostGroup, ownerUid);
		return await this.locks.run(uid, () => work(uid));
	}

	private async addKey({ hostGroup, ownerUid, name }: AccountId): Promise<KeyPair> {
		// By the tenant: other sandboxes on the cluster have owners and host groups of the same names.
		const pair = makePair({ hostGroup: this.owners.tenantOf(hostGroup), ownerUid });
		const { accKey, secretKey } = pair;
		// The gateway does not keep when a key was made; noted first, so that no key is without its date.
		await this.notes.keyMade(accKey, pair.createdAt);
		await this.admin.change('PUT', 'user', {
			key: '',
			uid: this.owners.idOf(hostGroup, ownerUid),
			subuser: subuserOf(name),
			'key-type': 's3',
			'access-key': accKey,
			'secret-key': secretKey,
		});
		return pair;
	}

	private async removeKey({ hostGroup, ownerUid, accKey }: KeyId): Promise<void> {
		const uid = this.owners.idOf(hostGroup, ownerUid);
		await this.admin.change('DELETE', 'user', { key: '', uid, 'access-key': accKey });
		await this.notes.forgetKeys([accKey]);
	}

	private async find({ hostGroup, ownerUid, name }: AccountId): Promise<Account> {
		const user = await this.owners.find(hostGroup, ownerUid);
		const accounts = user ? this.accountsOf(user, { hostGroup, ownerUid }) : [];
		const account = accounts.find((one) => one.name === name);
		if (!account) throw new S3Failure('NoSuchAccount', name);
		return account;
	}

	private async findByKey({ hostGroup, ownerUid, accKey }: KeyId): Promise<Account> {
		const user = await this.owners.find(hostGroup, ownerUid);
		const accounts = user ? this.accountsOf(user, { hostGroup, ownerUid }) : [];
		const account = accounts.find(({ keys }) => keys.some((key) => key.accKey === accKey));
		if (!account) throw new S3Failure('NoSuchAccessKey', accKey);
		return account;
	}

	private accountsOf(user: GatewayUser, owner: Omit<AccountId, 'name'>): Account[] {
		return user.subusers.map(({ id }) => ({
			...owner,
			name: nameOf(id),
			keys: user.keys
				.filter((key) => key.user === id)
				.map(({ access_key: accKey, secret_key: secretKey }) => ({
					accKey,
					secretKey,
					createdAt: this.notes.madeAt(accKey),
				}))
				.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
		}));
	}
}

/** A subuser's name is letters, digits, `-` and `_`, whatever an account's is. */
function subuserOf(name: string): string {
	return Buffer.from(name).toString('base64url');
}

function nameOf(subuserId: string): string {
	return Buffer.from(subuserId.slice(subuserId.indexOf(':') + 1), 'base64url').toString();
}

function placeOf({ hostGroup, ownerUid, name }: Account): string {
	return [hostGroup, ownerUid, name].join('\0');
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
