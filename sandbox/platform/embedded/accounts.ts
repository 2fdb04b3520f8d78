import { S3Failure } from '../failures';
import { MAX_KEYS, makePair } from '../keys';
import type { Account, AccountId, AccountStore, KeyId, KeyOwner, KeyPair } from '../store';
import { commit, type Database } from './database';
import { rowName, type AccountRow } from './rows';

/** Accounts and keys. They are few and asked for on each signature, so they are kept in memory too. */
export class Accounts implements AccountStore {
	private readonly accounts = new Map<string, Account>();
	private readonly owners = new Map<string, KeyOwner & { account: Account }>();

	private constructor(private readonly database: Database) {}

	static async open(database: Database): Promise<Accounts> {
		const all = new Accounts(database);
		for await (const [name, text] of database.iterator({ gt: 'a\0', lt: 'a\x01' })) {
			const [, hostGroup, ownerUid, ...rest] = name.split('\0');
			const keys = (JSON.parse(text) as AccountRow).keys.map(({ at, ...key }) => ({
				...key,
				createdAt: new Date(at),
			}));
			all.remember({ hostGroup, ownerUid: Number(ownerUid), name: rest.join('\0'), keys });
		}
		return all;
	}

	async createAccount(id: AccountId): Promise<Account> {
		if (this.accounts.has(nameOf(id))) throw new S3Failure('AccountAlreadyExists', id.name);
		const account: Account = { ...id, keys: [makePair(id)] };
		this.remember(account);
		await this.save(account);
		return account;
	}

	async deleteAccount(id: AccountId): Promise<void> {
		const account = this.find(id);
		this.forgetKeys(account);
		this.accounts.delete(nameOf(id));
		await commit(this.database, [{ type: 'del', key: nameOf(id) }]);
	}

	async listAccounts(ownerUid?: number): Promise<Account[]> {
		return [...this.accounts.values()]
			.filter((account) => ownerUid === undefined || account.ownerUid === ownerUid)
			.sort((a, b) => compare(nameOf(a), nameOf(b)))
			.map((account) => ({ ...account, keys: [...account.keys] }));
	}

	async generateKey(id: AccountId): Promise<KeyPair> {
		const account = this.find(id);
		if (account.keys.length >= MAX_KEYS) throw new S3Failure('MaxKeysReached', id.name);
		return await this.change(account, [...account.keys, makePair(id)]);
	}

	async regenerateKey(key: KeyId): Promise<KeyPair> {
		const account = this.findByKey(key);
		return await this.change(account, [...withoutKey(account, key), makePair(account)]);
	}

	async revokeKey(key: KeyId): Promise<void> {
		const account = this.findByKey(key);
		await this.change(account, withoutKey(account, key));
	}

	async findKey(hostGroup: string, accKey: string): Promise<KeyOwner | undefined> {
		return this.owners.get(`${hostGroup}\0${accKey}`);
	}

	/** The last of the pairs is the new one. In memory first: no two changes may see the same keys. */
	private async change(account: Account, keys: KeyPair[]): Promise<KeyPair> {
		this.forgetKeys(account);
		account.keys = keys;
		this.remember(account);
		await this.save(account);
		return keys[keys.length - 1];
	}

	private find(id: AccountId): Account {
		const account = this.accounts.get(nameOf(id));
		if (!account) throw new S3Failure('NoSuchAccount', id.name);
		return account;
	}

	private findByKey({ hostGroup, ownerUid, accKey }: KeyId): Account {
		const owner = this.owners.get(`${hostGroup}\0${accKey}`);
		if (owner?.ownerUid !== ownerUid) throw new S3Failure('NoSuchAccessKey', accKey);
		return owner.account;
	}

	private remember(account: Account): void {
		this.accounts.set(nameOf(account), account);
		for (const { accKey, secretKey } of account.keys) {
			const { hostGroup, ownerUid } = account;
			this.owners.set(`${hostGroup}\0${accKey}`, { ownerUid, secretKey, account });
		}
	}

	private forgetKeys({ hostGroup, keys }: Account): void {
		for (const { accKey } of keys) this.owners.delete(`${hostGroup}\0${accKey}`);
	}

	private async save(account: Account): Promise<void> {
		const row: AccountRow = {
			keys: account.keys.map(({ createdAt, ...key }) => ({ ...key, at: createdAt.getTime() })),
		};
		await commit(this.database, [
			{ type: 'put', key: nameOf(account), value: JSON.stringify(row) },
		]);
	}
}

function nameOf({ hostGroup, ownerUid, name }: AccountId): string {
	return rowName.account(hostGroup, ownerUid, name);
}

function withoutKey(account: Account, { accKey }: KeyId): KeyPair[] {
	return account.keys.filter((key) => key.accKey !== accKey);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
