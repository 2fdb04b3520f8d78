import type { Sandbox } from '../../../sandbox/platform';

/** One of those who call at the same time: what it has of its own on the platform, read and changed directly. */
export class Caller {
	/** Names its account and bucket, and is sent along with its requests as the request key. */
	readonly name: string;
	readonly hostGroup: string;

	constructor(
		private readonly sandbox: Sandbox,
		number: number,
	) {
		this.name = `load-${String(number).padStart(2, '0')}`;
		[this.hostGroup] = sandbox.hostGroups;
	}

	private get ref() {
		return { hostGroup: this.hostGroup, bucket: this.name };
	}

	/** An account with one key pair, and an empty bucket. */
	async open(): Promise<this> {
		await this.sandbox.createAccount(this.hostGroup, this.name);
		await this.sandbox.createBucket(this.hostGroup, this.name);
		return this;
	}

	/** Replaces what is in the bucket by objects that have their keys as contents. */
	async fill(keys: string[]): Promise<void> {
		const { store } = this.sandbox;
		for (const key of await this.keys()) await store.deleteObject(this.ref, key);
		const objects = keys.map((key) => ({ key, body: key }));
		await store.fill(this.ref, objects);
	}

	async keys(): Promise<string[]> {
		return await this.sandbox.listKeys(this.hostGroup, this.name);
	}

	async objects(): Promise<Record<string, string>> {
		const found: Record<string, string> = {};
		for (const key of await this.keys()) {
			const { info, read } = await this.sandbox.store.openObject(this.ref, key);
			const chunks: Buffer[] = [];
			if (info.size > 0)
				for await (const chunk of read(0, info.size - 1)) chunks.push(chunk as Buffer);
			found[key] = Buffer.concat(chunks).toString();
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

	/** The buckets of all callers. */
	async buckets(): Promise<string[]> {
		const { store, ownerUid } = this.sandbox;
		return (await store.listBuckets(ownerUid, this.hostGroup)).map(({ bucket }) => bucket);
	}
}
