import type { Sandbox } from '../../../sandbox/platform';
import { makeThings, readObject, readOnlyPolicy, type Things } from '../things';

/** What one run of an example works on: all that an operation reads, changes or creates. */
export interface ExampleThings extends Things {
	/** Holds the chosen keys, and `before`; uploads of the same keys were begun there and never ended. */
	source: string;
	/** Empty, for copies of them. */
	target: string;
	/** Holds what Empty First removes. */
	full: string;
	/** An account with two key pairs, by their access keys. */
	pairAccount: string;
	inUse: string;
	spare: string;
	/** The policy that replaces `policy`. */
	newPolicy: string;
}

/** The keys that the operations on many objects work on, and one that they must not touch. */
export const CHOSEN = ['in/a', 'in/b,1', 'in/b,2', 'in/c d+e', 'in/d'];
export const STAYS = 'before';

/** When these objects were last modified. */
export const MODIFIED = new Date('2021-08-19T14:51:00Z');

/** The contents of an object, different in each bucket. */
export const bodyOf = (bucket: string, key: string) => `${key} of ${bucket}`;

const objectsOf = (bucket: string, keys: string[]) =>
	keys.map((key) => ({ key, body: bodyOf(bucket, key), lastModified: MODIFIED }));

/**
 * Sorts before every other account and bucket. Its key pair stays, so that presigned URLs and S3 endpoints have one,
 * and the owner's last account is not deleted while there are buckets. The bucket of this name shows all that there is
 * to read.
 */
export const KEEPER = 'a-keeper';

/** Creates the account and the bucket that stay, if they do not exist. */
export async function makeKeeper(sandbox: Sandbox): Promise<void> {
	const accounts = await sandbox.accounts();
	if (accounts.some(({ name }) => name === KEEPER)) return;
	const [hostGroup] = sandbox.hostGroups;
	await sandbox.createAccount(hostGroup, KEEPER);
	await sandbox.fill(hostGroup, KEEPER, objectsOf(KEEPER, [STAYS]));
	await sandbox.store.setPolicy({ hostGroup, bucket: KEEPER }, readOnlyPolicy(KEEPER));
}

/** Creates what one run works on. */
export async function makeExampleThings(
	sandbox: Sandbox,
	keys: string[] = CHOSEN,
): Promise<ExampleThings> {
	const [hostGroup] = sandbox.hostGroups;
	await makeKeeper(sandbox);
	const things = await makeThings(sandbox);
	const { bucket } = things;
	const [source, target, full] = [`source-${bucket}`, `target-${bucket}`, `full-${bucket}`];
	await sandbox.fill(hostGroup, source, objectsOf(source, [STAYS, ...keys]));
	await beginUploads(sandbox, { hostGroup, bucket: source }, [STAYS, ...keys]);
	await sandbox.createBucket(hostGroup, target);
	await sandbox.fill(hostGroup, full, objectsOf(full, keys));
	const newPolicy = things.policy.replace('s3:GetObject', 's3:ListBucket');
	const pairAccount = `pairs-of-${things.account}`;
	const { accKey: inUse } = await sandbox.createAccount(hostGroup, pairAccount);
	const owner = { hostGroup, ownerUid: sandbox.ownerUid };
	const { accKey: spare } = await sandbox.store.generateKey({ ...owner, name: pairAccount });
	return { ...things, source, target, full, pairAccount, inUse, spare, newPolicy };
}

/** What there is of these things, read from the store. */
export interface Outside {
	/** The access keys of each account; one that was not there before is "new". */
	accounts: Record<string, string[]>;
	/** The objects of each bucket, with their contents. */
	buckets: Record<string, Record<string, string>>;
	policies: Record<string, string>;
	/** The keys of the uploads in `source` that were begun and never ended. */
	uploads: string[];
}

/** The names of all its buckets, including one that does not exist yet. */
export const bucketsOf = (things: ExampleThings): string[] => {
	const { bucket, emptyBucket, newBucket, source, target, full } = things;
	return [bucket, emptyBucket, newBucket, source, target, full];
};

/** Reads the store. */
export async function lookOutside(sandbox: Sandbox, things: ExampleThings): Promise<Outside> {
	const { hostGroup, account, newAccount, pairAccount } = things;
	const known = [things.accessKey, things.inUse, things.spare];
	const seen: Outside = { accounts: {}, buckets: {}, policies: {}, uploads: [] };
	for (const { name, keys } of await sandbox.accounts()) {
		if (![account, newAccount, pairAccount].includes(name)) continue;
		seen.accounts[name] = keys.map(({ accKey }) => (known.includes(accKey) ? accKey : 'new'));
	}
	const ours = bucketsOf(things);
	for (const found of await sandbox.store.listBuckets(sandbox.ownerUid, hostGroup)) {
		if (!ours.includes(found.bucket)) continue;
		seen.buckets[found.bucket] = {};
		for (const key of await sandbox.listKeys(hostGroup, found.bucket)) {
			seen.buckets[found.bucket][key] = await contents(sandbox, found, key);
		}
		const { policy } = await sandbox.store.getBucket(found);
		if (policy !== undefined) seen.policies[found.bucket] = policy;
		if (found.bucket === things.source) {
			seen.uploads = (await uploadsIn(sandbox, found)).map(({ key }) => key);
		}
	}
	return seen;
}

/** Removes what is left of a run. */
export async function removeThings(
	sandbox: Sandbox,
	{ hostGroup }: ExampleThings,
	{ accounts, buckets }: Outside,
): Promise<void> {
	const { store, ownerUid } = sandbox;
	for (const [bucket, objects] of Object.entries(buckets)) {
		for (const key of Object.keys(objects)) await store.deleteObject({ hostGroup, bucket }, key);
		for (const { key, uploadId } of await uploadsIn(sandbox, { hostGroup, bucket })) {
			await store.abortUpload({ hostGroup, bucket, key, uploadId });
		}
		await store.deleteBucket({ hostGroup, bucket });
	}
	for (const name of Object.keys(accounts)) {
		await store.deleteAccount({ hostGroup, ownerUid, name });
	}
}

interface Place {
	hostGroup: string;
	bucket: string;
}

async function beginUploads(sandbox: Sandbox, place: Place, keys: string[]): Promise<void> {
	for (const key of keys) await sandbox.store.createUpload({ ...place, key }, {});
}

const uploadsIn = async (sandbox: Sandbox, place: Place) => await sandbox.store.listUploads(place);

/** An object's text; for a large one, its size. */
async function contents({ store }: Sandbox, place: Place, key: string): Promise<string> {
	const { size, bytes } = await readObject(store, place, key);
	return size > 1000 ? `${size} bytes` : bytes.toString();
}

/** What a request changes, by these of the chosen keys. */
export type Change = (outside: Outside, things: ExampleThings, keys: string[]) => void;
