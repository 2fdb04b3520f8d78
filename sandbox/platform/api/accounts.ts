import { S3Failure } from '../failures';
import { isAccountName } from '../names';
import type { KeyPair } from '../store';
import { ApiFailure, CODES, invalidParameter, platformDate } from './envelope';
import type { Call } from './call';

const idOf = ({ ownerUid, params: { hostGroup, name } }: Call) => ({ hostGroup, ownerUid, name });
const keyOf = ({ ownerUid, params }: Call) => ({
	...{ hostGroup: params.hostGroup, ownerUid, accKey: params.accKey },
});
const pairRow = ({ accKey, secretKey }: KeyPair) => ({ accKey, secretKey });

export const generateKey = async (call: Call) =>
	await newPair(call, await call.store.generateKey(idOf(call)));
export const regenerateKeys = async (call: Call) =>
	await newPair(call, await call.store.regenerateKey(keyOf(call)));
export const revokeKey = async (call: Call) => await call.store.revokeKey(keyOf(call));

export async function create(call: Call): Promise<object | void> {
	const { platform, store, ownerUid, params } = call;
	const { maxAccounts = Infinity } = platform;
	if (!isAccountName(params.name)) throw invalidParameter('name');
	if ((await store.listAccounts(ownerUid)).length >= maxAccounts) {
		throw new ApiFailure(CODES.accountQuota, `the quota of ${maxAccounts} S3 accounts is reached`);
	}
	const { name, keys } = await store.createAccount(idOf(call));
	if (!platform.answersPairOnCreate) return;
	const AWSAccessKeys = keys.map(({ accKey, secretKey }) => ({
		...{ AWSAccessKeyId: accKey, AWSSecretAccessKey: secretKey },
	}));
	return { Name: name, AWSAccessKeys };
}

/** Buckets are the owner's, so the last account in a host group stays while it has buckets there. */
export async function remove(call: Call): Promise<void> {
	const { store, ownerUid, params } = call;
	const { hostGroup, name } = params;
	const all = await store.listAccounts(ownerUid);
	const accounts = all.filter((account) => account.hostGroup === hostGroup);
	const isLast = accounts.length === 1 && accounts[0].name === name;
	if (isLast && (await store.listBuckets(ownerUid, hostGroup)).length > 0) {
		throw new S3Failure('UserHasBuckets', name);
	}
	await store.deleteAccount(idOf(call));
}

async function newPair({ platform, store, ownerUid }: Call, made: KeyPair): Promise<object> {
	if (!platform.answersAllPairs) return { object: pairRow(made) };
	const accounts = await store.listAccounts(ownerUid);
	const isMade = ({ accKey }: KeyPair) => accKey === made.accKey;
	return { keys: accounts.find(({ keys }) => keys.some(isMade))?.keys.map(pairRow) };
}

export async function getKeys({ platform, store, ownerUid }: Call): Promise<object> {
	const { hostGroups, endpoints, secretsReadableMs } = platform;
	const isReadable = ({ createdAt }: KeyPair) =>
		Date.now() - createdAt.getTime() < secretsReadableMs;
	const accounts = await store.listAccounts(ownerUid);
	const array = accounts
		.filter(({ hostGroup }) => hostGroups.includes(hostGroup))
		.map(({ hostGroup, name, keys }) => ({
			...{ hostGroup, name, ownerUid, endpoint: endpoints[hostGroup] },
			keys: keys.map((pair) => ({
				...pairRow(isReadable(pair) ? pair : { ...pair, secretKey: '***' }),
				createdAt: platformDate(pair.createdAt),
			})),
		}));
	return { array };
}
