import { S3Failure } from '../failures';
import { writeJson } from '../json';
import { Locks } from '../locks';
import { makePair, MAX_KEYS } from '../names';
import type { Account, AccountId, AccountStore, KeyId, KeyPair } from '../store';
import type { Admin } from './admin';
import type { GatewayUser, Owners } from './owners';

/** What the cluster cannot keep for the sandbox. */
export interface Kept {
	/** The start of the names of this sandbox's tenants. */
	prefix: string;
	/** When each access key was made, in milliseconds. */
	keys: Record<string, number>;
}

type OwnerId = Omit<AccountId, 'name'>;

/** The name of a subuser may only have letters, digits, `-` and `_`. */
const subuserOf = (name: string) => Buffer.from(name).toString('base64url');
const nameOf = (id: string) => Buffer.from(id.slice(id.indexOf(':') + 1), 'base64url').toString();

/** Accounts are subusers of their owner's user, so that any of the owner's keys opens all its buckets. */
export function cephAccounts(
	admin: Admin,
	owners: Owners,
	kept: Kept,
	keptFile: string,
): AccountStore {
	const locks = new Locks();
	const save = async () => await locks.run(keptFile, () => writeJson(keptFile, kept));

	/** One change after another: no two changes of an owner's accounts and keys may see the same keys. */
	const change = async <T>({ hostGroup, ownerUid }: OwnerId, work: (uid: string) => Promise<T>) => {
		const uid = owners.idOf(hostGroup, ownerUid);
		return await locks.run(uid, () => work(uid));
	};
	const accountsOf = ({ subusers, keys }: GatewayUser, owner: OwnerId): Account[] =>
		subusers.map(({ id }) => ({
			...{ hostGroup: owner.hostGroup, ownerUid: owner.ownerUid, name: nameOf(id) },
			keys: keys
				.filter((key) => key.user === id)
				.map(({ access_key: accKey, secret_key: secretKey }) => ({
					...{ accKey, secretKey, createdAt: new Date(kept.keys[accKey] ?? 0) },
				}))
				.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
		}));
	const list = async (owner: OwnerId): Promise<Account[]> => {
		const user = await owners.find(owner.hostGroup, owner.ownerUid);
		return user ? accountsOf(user, owner) : [];
	};
	const find = async (id: AccountId): Promise<Account> => {
		const account = (await list(id)).find(({ name }) => name === id.name);
		if (!account) throw new S3Failure('NoSuchAccount', id.name);
		return account;
	};
	const addKey = async (
		{ hostGroup, ownerUid, name }: AccountId,
		createdAt?: Date,
	): Promise<KeyPair> => {
		// By the tenant: other sandboxes on the cluster may have the same owners and host groups.
		const tenant = { hostGroup: owners.tenantOf(hostGroup), ownerUid };
		let pair = makePair(tenant, createdAt);
		while (Object.hasOwn(kept.keys, pair.accKey)) pair = makePair(tenant, createdAt);
		const { accKey, secretKey } = pair;
		// Saved first, so that no key is without its date.
		kept.keys[accKey] = pair.createdAt.getTime();
		await save();
		await admin.change('PUT', 'user', {
			...{ key: '', uid: owners.idOf(hostGroup, ownerUid), subuser: subuserOf(name) },
			...{ 'key-type': 's3', 'access-key': accKey, 'secret-key': secretKey },
		});
		return pair;
	};
	const removeKey = async (uid: string, key: KeyId): Promise<Account> => {
		const { accKey } = key;
		const hasKey = ({ keys }: Account) => keys.some((one) => one.accKey === accKey);
		const account = (await list(key)).find(hasKey);
		if (!account) throw new S3Failure('NoSuchAccessKey', accKey);
		await admin.change('DELETE', 'user', { key: '', uid, 'access-key': accKey });
		delete kept.keys[accKey];
		await save();
		return account;
	};

	return {
		createAccount: async (id, createdAt) =>
			await change(id, async (uid) => {
				const user = await owners.make(id.hostGroup, id.ownerUid);
				if (accountsOf(user, id).some(({ name }) => name === id.name)) {
					throw new S3Failure('AccountAlreadyExists', id.name);
				}
				await admin.change('PUT', 'user', { subuser: subuserOf(id.name), uid, access: 'full' });
				return { ...id, keys: [await addKey(id, createdAt)] };
			}),
		deleteAccount: async (id) =>
			await change(id, async (uid) => {
				const { keys } = await find(id);
				const subuser = subuserOf(id.name);
				await admin.change('DELETE', 'user', { subuser, uid, 'purge-keys': 'true' });
				for (const { accKey } of keys) delete kept.keys[accKey];
				await save();
			}),
		listAccounts: async (ownerUid) => {
			const sortKey = (one: Account) => [one.hostGroup, one.ownerUid, one.name].join('\0');
			const all = await Promise.all((await owners.list(ownerUid)).map(list));
			return all.flat().sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
		},
		generateKey: async (id) =>
			await change(id, async () => {
				const { keys } = await find(id);
				if (keys.length >= MAX_KEYS) throw new S3Failure('MaxKeysReached', id.name);
				return await addKey(id);
			}),
		regenerateKey: async (key) =>
			await change(key, async (uid) => await addKey(await removeKey(uid, key))),
		revokeKey: async (key) => await change(key, async (uid) => void (await removeKey(uid, key))),
	};
}
