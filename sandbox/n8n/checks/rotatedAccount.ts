import type { SandboxAccount } from '../../platform';
import type { WebhookAnswer } from '../webhook';
import { answered, type Context, findAccount, holds, same } from './check';
import { storeWith } from './storage';

const ROTATE = 'jelastic-keys/rotate';
const CONFIRM = 'jelastic-keys/confirm';

type Pair = SandboxAccount['keys'][number];

/** An account of the sandbox whose key pairs are rotated. */
export class RotatedAccount {
	readonly hostGroup: string;
	readonly name: string;
	/** The key pair that the account's application uses. */
	inUse: Pair;
	/** The pair of the first rotation, and of the one after it. */
	first!: Pair;
	second!: Pair;

	private constructor(
		private readonly context: Context,
		{ hostGroup, name, keys }: SandboxAccount,
	) {
		[this.hostGroup, this.name, this.inUse] = [hostGroup, name, keys[0]];
	}

	/** An account of the token's user that holds one key pair. */
	static async pick(context: Context): Promise<RotatedAccount> {
		const { ownerUid } = context.sandbox;
		const accounts = await context.sandbox.accounts();
		const account = accounts.find((one) => one.ownerUid === ownerUid && one.keys.length === 1);
		holds(account, 'the sandbox has no account with one key pair');
		return new RotatedAccount(context, account);
	}

	/** Its key pairs as they are in the sandbox. */
	async pairs(): Promise<Pair[]> {
		const account = await findAccount(this.context.sandbox, this.hostGroup, this.name);
		const { keys = [] } = account ?? {};
		for (const { secretKey } of keys) this.context.secrets.add(secretKey);
		return keys;
	}

	async keys(): Promise<string[]> {
		return (await this.pairs()).map(({ accKey }) => accKey).sort();
	}

	async rotate(
		fields: object = { accKey: this.inUse.accKey },
		headers?: Record<string, string>,
	): Promise<WebhookAnswer> {
		const { hostGroup, name } = this;
		return await this.context.call(ROTATE, { hostGroup, name, ...fields }, headers);
	}

	/** A rotation that must succeed; gives the new pair, after comparing it with the sandbox's. */
	async rotated(): Promise<Pair> {
		const answer = await this.rotate();
		answered(answer, 200);
		const made = (await this.pairs()).find(({ accKey }) => accKey === answer.body.accKey);
		holds(made, `the account has no pair ${String(answer.body.accKey)}`);
		same(answer.body.secretKey, made.secretKey, 'the secret key in the answer');
		same(await this.keys(), [this.inUse.accKey, made.accKey].sort(), 'keys');
		return made;
	}

	async confirm(body: object): Promise<WebhookAnswer> {
		return await this.context.call(CONFIRM, body);
	}

	/** What the storage says to somebody who stores with this pair. */
	async tryPair(pair: Pair): Promise<string> {
		const endpoint = this.context.sandbox.endpoints[this.hostGroup];
		return await storeWith(pair, { endpoint, bucket: 'app-logs', key: 'rotation.txt' });
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
