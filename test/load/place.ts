import type { Sandbox } from '../../sandbox/platform';

/** What one of those who call at once has of its own on the platform, read and changed past it. */
export class Place {
	/** Names what is its own, and goes with its requests (as their request key). */
	readonly name: string;
	readonly hostGroup: string;

	constructor(
		readonly sandbox: Sandbox,
		number: number,
	) {
		this.name = `load-${String(number).padStart(2, '0')}`;
		[this.hostGroup] = sandbox.hostGroups;
	}

	private get ref() {
		return { hostGroup: this.hostGroup, bucket: this.name };
	}

	/** An account with one key pair, and a bucket with nothing in it. */
	async make(): Promise<void> {
		await this.sandbox.createAccount(this.hostGroup, this.name);
		await this.sandbox.createBucket(this.hostGroup, this.name);
	}

	/** Empties the bucket, then puts these objects into it, each with its key as contents. */
	async fill(keys: string[]): Promise<void> {
		const { store } = this.sandbox;
		for (const key of await this.keys()) await store.deleteObject(this.ref, key);
		await store.fill(
			this.ref,
			keys.map((key) => ({ key, body: key })),
		);
	}

	async keys(): Promise<string[]> {
		return await this.sandbox.listKeys(this.hostGroup, this.name);
	}

	/** All objects with their contents. */
	async objects(): Promise<Record<string, string>> {
		const found: Record<string, string> = {};
		for (const key of await this.keys()) {
			const { info, read } = await this.sandbox.store.openObject(this.ref, key);
			const pieces: Buffer[] = [];
			if (info.size > 0)
				for await (const piece of read(0, info.size - 1)) pieces.push(piece as Buffer);
			found[key] = Buffer.concat(pieces).toString();
		}
		return found;
	}

	async policy(): Promise<string | undefined> {
		return (await this.sandbox.store.getBucket(this.ref)).policy;
	}

	async accessKeys(): Promise<string[]> {
		const accounts = await this.sandbox.accounts();
		const own = accounts.filter(({ name }) => name === this.name);
		return own.flatMap(({ keys }) => keys.map(({ accKey }) => accKey));
	}

	/** Whether there is a bucket of this name. */
	async hasBucket(bucket: string): Promise<boolean> {
		const buckets = await this.sandbox.store.listBuckets(this.sandbox.ownerUid, this.hostGroup);
		return buckets.some((one) => one.bucket === bucket);
	}
}
