import type { SandboxAccount } from '../../platform';
import type { Scene } from './check';
import { answered, holds, same } from './expect';
import { storeWith } from './storage';
import type { WebhookAnswer } from './webhook';

export const ROTATE = 'jelastic-keys/rotate';
export const CONFIRM = 'jelastic-keys/confirm';

type Pair = SandboxAccount['keys'][number];

/** What the checks of a rotation hand on to each other. */
export interface Story {
	account: Rotated;
	/** The pair of the first rotation, and of the one after it. */
	first: Pair;
	second: Pair;
}

/** Follows one account of the sandbox through a rotation. */
export class Rotated {
	private constructor(
		private readonly scene: Scene,
		readonly hostGroup: string,
		readonly name: string,
		/** The key pair that the account's application uses. */
		public inUse: Pair,
	) {}

	/** An account of the token's user that holds one key pair. */
	static async pick(scene: Scene): Promise<Rotated> {
		const { ownerUid } = scene.sandbox;
		const accounts = await scene.sandbox.accounts();
		const account = accounts.find((one) => one.ownerUid === ownerUid && one.keys.length === 1);
		holds(account, 'the sandbox has no account with one key pair');
		return new Rotated(scene, account.hostGroup, account.name, account.keys[0]);
	}

	/** Its key pairs as they stand in the sandbox. */
	async pairs(): Promise<Pair[]> {
		const accounts = await this.scene.sandbox.accounts();
		const { keys = [] } =
			accounts.find((one) => one.hostGroup === this.hostGroup && one.name === this.name) ?? {};
		for (const { secretKey } of keys) this.scene.secrets.add(secretKey);
		return keys;
	}

	async keys(): Promise<string[]> {
		return (await this.pairs()).map(({ accKey }) => accKey).sort();
	}

	async rotate(accKey = this.inUse.accKey): Promise<WebhookAnswer> {
		return await this.scene.call(ROTATE, { hostGroup: this.hostGroup, name: this.name, accKey });
	}

	/** A rotation that must succeed; gives the new pair, after comparing it with the sandbox's. */
	async rotated(): Promise<Pair> {
		const answer = await this.rotate();
		answered(answer, 200);
		const pairs = await this.pairs();
		const made = pairs.find(({ accKey }) => accKey === answer.body.accKey);
		holds(made, `the account has no pair ${String(answer.body.accKey)}`);
		same(answer.body.secretKey, made.secretKey, 'the secret key in the answer');
		same(await this.keys(), [this.inUse.accKey, made.accKey].sort(), 'keys');
		return made;
	}

	async confirm(accKey: string): Promise<WebhookAnswer> {
		return await this.scene.call(CONFIRM, { accKey });
	}

	/** What the storage says to somebody who stores with this pair. */
	async tryPair(pair: Pair): Promise<string> {
		const { endpoints, hostGroups } = this.scene.sandbox;
		holds(hostGroups.includes(this.hostGroup), `no host group ${this.hostGroup}`);
		const place = { endpoint: endpoints[this.hostGroup], bucket: 'app-logs', key: 'rotation.txt' };
		return await storeWith(pair, place);
	}

	/** Fails unless the call is answered so and leaves the keys as they were. */
	async unchanged(status: number, call: () => Promise<WebhookAnswer>): Promise<string> {
		const before = await this.keys();
		const answer = await call();
		answered(answer, status);
		same(await this.keys(), before, 'keys');
		const text = answer.body.error ? ` "${String(answer.body.error)}"` : '';
		return `HTTP ${status}${text}, keys ${before.length}, unchanged`;
	}
}
