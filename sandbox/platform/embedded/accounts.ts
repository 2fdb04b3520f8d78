import { S3Failure } from '../failures';
import { makePair, MAX_KEYS } from '../names';
import type { Account, AccountId, AccountStore, EmbeddedStore, KeyId, KeyPair } from '../store';
import { commit, del, put, readRows, rowName, type Database } from './database';

type AccountRow = { keys: Array<{ accKey: string; secretKey: string; at: number }> };

const nameOf = ({ hostGroup, ownerUid, name }: AccountId) =>
	rowName.account(hostGroup, ownerUid, name);

/** Accounts and keys. They are few and needed for each signature, so they are also kept in memory. */
export async function openAccounts(
	database: Database,
): Promise<AccountStore & Pick<EmbeddedStore, 'findKey'>> {
	const accounts = new Map<string, Account>();
	for await (const [parts, row] of readRows<AccountRow>(database, 'a')) {
		const [hostGroup, ownerUid, ...rest] = parts;
		const id = { hostGroup, ownerUid: Number(ownerUid), name: rest.join('\0') };
		const keys = row.keys.map(({ at, ...pair }) => ({ ...pair, createdAt: new Date(at) }));
		accounts.set(nameOf(id), { ...id, keys });
	}

	/** In memory first: no two changes may see the same keys. */
	const save = async (id: AccountId, keys: KeyPair[]): Promise<Account> => {
		const { hostGroup, ownerUid, name } = id;
		const account = { hostGroup, ownerUid, name, keys };
		accounts.set(nameOf(id), account);
		const rows = keys.map(({ createdAt, ...pair }) => ({ ...pair, at: createdAt.getTime() }));
		await commit(database, [put(nameOf(id), { keys: rows })]);
		return account;
	};
	const search = (hostGroup: string, accKey: string): Account | undefined =>
		[...accounts.values()].find(
			(one) => one.hostGroup === hostGroup && one.keys.some((key) => key.accKey === accKey),
		);
	/** A pair whose access key no account has: of so few that there are, one may be drawn twice. */
	const drawn = (id: AccountId, createdAt?: Date): KeyPair => {
		let pair = makePair(id, createdAt);
		while (search(id.hostGroup, pair.accKey)) pair = makePair(id, createdAt);
		return pair;
	};
	const addPair = async (id: AccountId, keys: KeyPair[]): Promise<KeyPair> => {
		const pair = drawn(id);
		await save(id, [...keys, pair]);
		return pair;
	};
	const find = (id: AccountId): Account => {
		const account = accounts.get(nameOf(id));
		if (!account) throw new S3Failure('NoSuchAccount', id.name);
		return account;
	};
	/** The account with a key, and its other keys. */
	const findByKey = ({ hostGroup, ownerUid, accKey }: KeyId): [Account, KeyPair[]] => {
		const account = search(hostGroup, accKey);
		if (account?.ownerUid !== ownerUid) throw new S3Failure('NoSuchAccessKey', accKey);
		return [account, account.keys.filter((key) => key.accKey !== accKey)];
	};

	return {
		createAccount: async (id, createdAt) => {
			if (accounts.has(nameOf(id))) throw new S3Failure('AccountAlreadyExists', id.name);
			return await save(id, [drawn(id, createdAt)]);
		},
		deleteAccount: async (id) => {
			find(id);
			accounts.delete(nameOf(id));
			await commit(database, [del(nameOf(id))]);
		},
		listAccounts: async (ownerUid) =>
			[...accounts.values()]
				.filter((account) => ownerUid === undefined || account.ownerUid === ownerUid)
				.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
		generateKey: async (id) => {
			const { keys } = find(id);
			if (keys.length >= MAX_KEYS) throw new S3Failure('MaxKeysReached', id.name);
			return await addPair(id, keys);
		},
		regenerateKey: async (key) => await addPair(...findByKey(key)),
		revokeKey: async (key) => void (await save(...findByKey(key))),
		findKey: async (hostGroup, accKey) => {
			const account = search(hostGroup, accKey);
			const secretKey = account?.keys.find((key) => key.accKey === accKey)?.secretKey;
			return account && secretKey ? { ownerUid: account.ownerUid, secretKey } : undefined;
		},
	};
}
