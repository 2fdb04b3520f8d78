import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox/platform';
import { makeThings, type Things } from '../../support/things';

/** Things of its own for one case: what each operation reads, changes or makes. */
export interface FaultThings extends Things {
	/** Has the chosen keys, and `before` beside them. */
	source: string;
	/** Empty, for copies of those. */
	target: string;
	/** Holds what Empty First removes. */
	full: string;
	/** The policy that Set puts in the place of `policy`. */
	newPolicy: string;
}

/** The keys that the operations on many objects choose, and what they leave alone. */
export const CHOSEN = ['in/a', 'in/b,1', 'in/b,2', 'in/c d+e', 'in/d'];
export const STAYS = 'before';

/** When all of these objects were last modified. */
export const MODIFIED = new Date('2021-08-19T14:51:00Z');

const bodyOf = (key: string) => `contents of ${key}`;

const objectsOf = (keys: string[]) =>
	keys.map((key) => ({ key, body: bodyOf(key), lastModified: MODIFIED }));

/**
 * Sorts before every other account. Its key pair stays, so that presigned URLs and S3 endpoints keep theirs, and an
 * owner's last account is not deleted while there are buckets.
 */
const KEEPER = 'a-keeper';

/** Makes one case's things. */
export async function makeFaultThings(sandbox: Sandbox): Promise<FaultThings> {
	const [hostGroup] = sandbox.hostGroups;
	const accounts = await sandbox.accounts();
	if (!accounts.some(({ name }) => name === KEEPER)) await sandbox.createAccount(hostGroup, KEEPER);
	const things = await makeThings(sandbox);
	const { bucket, emptyBucket } = things;
	const [source, target, full] = [`source-${bucket}`, `target-${bucket}`, `full-${bucket}`];
	await sandbox.fill(hostGroup, source, objectsOf([STAYS, ...CHOSEN]));
	await sandbox.createBucket(hostGroup, target);
	await sandbox.fill(hostGroup, full, objectsOf(CHOSEN));
	const newPolicy = things.policy.replace('s3:GetObject', 's3:ListBucket');
	return { ...things, emptyBucket, source, target, full, newPolicy };
}

/** What of these things there is, read past the platform and the nodes. */
export interface Outside {
	/** The access keys of each account; a key that was not there at the beginning is "new". */
	accounts: Record<string, string[]>;
	/** The objects of each bucket, with their contents. */
	buckets: Record<string, Record<string, string>>;
	policies: Record<string, string>;
}

/** Looks at the store. */
export async function lookOutside(sandbox: Sandbox, things: FaultThings): Promise<Outside> {
	const { hostGroup, account, newAccount, accKey } = things;
	const seen: Outside = { accounts: {}, buckets: {}, policies: {} };
	for (const { name, keys } of await sandbox.accounts()) {
		if (name !== account && name !== newAccount) continue;
		seen.accounts[name] = keys.map((pair) => (pair.accKey === accKey ? accKey : 'new'));
	}
	const { bucket, emptyBucket, newBucket, source, target, full } = things;
	const ours = [bucket, emptyBucket, newBucket, source, target, full];
	for (const found of await sandbox.store.listBuckets(sandbox.ownerUid, hostGroup)) {
		if (!ours.includes(found.bucket)) continue;
		seen.buckets[found.bucket] = {};
		for (const key of await sandbox.listKeys(hostGroup, found.bucket)) {
			seen.buckets[found.bucket][key] = await contents(sandbox, found, key);
		}
		if (found.policy !== undefined) seen.policies[found.bucket] = found.policy;
	}
	return seen;
}

/** An object's text; of a large one the size stands for it. */
async function contents(
	{ store }: Sandbox,
	place: { hostGroup: string; bucket: string },
	key: string,
): Promise<string> {
	const { info, read } = await store.openObject(place, key);
	if (info.size > 1000) return `${info.size} bytes`;
	const pieces: Buffer[] = [];
	if (info.size > 0) for await (const piece of read(0, info.size - 1)) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString();
}

/** An operation's fields. */
export type Parameters = (things: FaultThings) => IDataObject;

/** What is changed by work on these of the chosen keys. */
export type Change = (outside: Outside, things: FaultThings, keys: string[]) => void;
