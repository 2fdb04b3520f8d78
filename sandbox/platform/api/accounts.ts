import { S3Failure } from '../failures';
import { isAccountName } from '../names';
import type { Account, KeyPair } from '../store';
import { ApiFailure, CODES, invalidParameter, platformDate } from './envelope';
import type { Call } from './call';

/** Makes an account, and with it its first key pair. */
export async function create({ platform, ownerUid, params }: Call): Promise<object> {
	const { hostGroup, name } = params;
	const { store, maxAccounts } = platform;
	if (!isAccountName(name)) throw invalidParameter('name');
	if (maxAccounts !== undefined && (await store.listAccounts(ownerUid)).length >= maxAccounts) {
		throw new ApiFailure(CODES.accountQuota, `the quota of ${maxAccounts} S3 accounts is reached`);
	}
	await store.createAccount({ hostGroup, ownerUid, name });
	return {};
}

/**
 * Deletes an account with its keys. Buckets are the owner's, not the account's; so only the owner's
 * last account in a host group is kept while there are buckets that nobody could reach without it.
 */
export async function remove({ platform: { store }, ownerUid, params }: Call): Promise<object> {
	const { hostGroup, name } = params;
	const accounts = await accountsOf();
	const isLast = accounts.length === 1 && accounts[0].name === name;
	if (isLast && (await store.listBuckets(ownerUid, hostGroup)).length > 0) {
		throw new S3Failure('UserHasBuckets', name);
	}
	await store.deleteAccount({ hostGroup, ownerUid, name });
	return {};

	async function accountsOf(): Promise<Account[]> {
		const all = await store.listAccounts(ownerUid);
		return all.filter((account) => account.hostGroup === hostGroup);
	}
}

/** A further key pair, when the account has less than two. */
export async function generateKey(call: Call): Promise<object> {
	const { platform, ownerUid, params } = call;
	const { hostGroup, name } = params;
	return await newPair(call, await platform.store.generateKey({ hostGroup, ownerUid, name }));
}

/** A new pair in an old one's place. */
export async function regenerateKeys(call: Call): Promise<object> {
	const { platform, ownerUid, params } = call;
	const { hostGroup, accKey } = params;
	return await newPair(call, await platform.store.regenerateKey({ hostGroup, ownerUid, accKey }));
}

/** The answer to who made a pair: it, or all that its account has. */
async function newPair({ platform, ownerUid }: Call, made: KeyPair): Promise<object> {
	if (!platform.answersAllPairs) return { object: pairRow(made) };
	const accounts = await platform.store.listAccounts(ownerUid);
	const isMade = ({ accKey }: KeyPair) => accKey === made.accKey;
	return { keys: accounts.find(({ keys }) => keys.some(isMade))?.keys.map(pairRow) };
}

export async function revokeKey({ platform, ownerUid, params }: Call): Promise<object> {
	const { hostGroup, accKey } = params;
	await platform.store.revokeKey({ hostGroup, ownerUid, accKey });
	return {};
}

/** All accounts of the owner, with their keys. */
export async function getKeys({ platform, ownerUid }: Call): Promise<object> {
	const accounts = await platform.store.listAccounts(ownerUid);
	const array = accounts
		.filter(({ hostGroup }) => platform.hostGroups.includes(hostGroup))
		.map(({ hostGroup, name, keys }) => ({
			hostGroup,
			name,
			ownerUid,
			endpoint: platform.endpoints[hostGroup],
			keys: keys.map((pair) => ({ ...pairRow(pair), createdAt: platformDate(pair.createdAt) })),
		}));
	return { array };
}

function pairRow({ accKey, secretKey }: KeyPair): object {
	return { accKey, secretKey };
}
