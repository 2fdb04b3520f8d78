import type { SandboxAccount } from '../../platform';
import type { WebhookAnswer } from '../webhook';
import { answered, type Context, findAccount, holds, same } from './check';
import { storeWith } from './storage';

const ROTATE = 'jelastic-keys/rotate';
const FINISH = 'jelastic-keys/finish';

type Pair = SandboxAccount['keys'][number];

/** An account of the sandbox whose key pairs are rotated. */
export class RotatedAccount {
	readonly hostGroup: string;
	readonly accountName: string;
	/** The key pair that the account's application uses. */
	inUse: Pair;
	/** The pair of the first rotation, and of the one after it. */
	first!: Pair;
	second!: Pair;

	private constructor(
		private readonly context: Context,
		{ hostGroup, name, keys }: SandboxAccount,
	) {
		[this.hostGroup, this.accountName, this.inUse] = [hostGroup, name, keys[0]];
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
		const account = await findAccount(this.context.sandbox, this.hostGroup, this.accountName);
		const { keys = [] } = account ?? {};
		for (const { secretKey } of keys) this.context.secrets.add(secretKey);
		return keys;
	}

	async keys(): Promise<string[]> {
		return (await this.pairs()).map(({ accKey }) => accKey).sort();
	}

	async rotate(
		fields: object = { accessKey: this.inUse.accKey },
		headers?: Record<string, string>,
	): Promise<WebhookAnswer> {
		const { hostGroup, accountName } = this;
		return await this.context.call(ROTATE, { hostGroup, accountName, ...fields }, headers);
	}

	/** A rotation that must succeed; gives the new pair, after comparing it with the sandbox's. */
	async rotated(): Promise<Pair> {
		const { hostGroup, accountName, context } = this;
		const { accKey: accessKeyInUse } = this.inUse;
		const before = await this.keys();
		const answer = await this.rotate();
		answered(answer, 200);
		const { accessKey, secretKey, revoked, ...others } = answer.body;
		const made = (await this.pairs()).find(({ accKey }) => accKey === accessKey);
		holds(made, `the account has no pair ${String(accessKey)}`);
		holds(!before.includes(made.accKey), `${made.accKey} is not new`);
		same(secretKey, made.secretKey, 'the secret key in the answer');
		const endpoint = context.sandbox.endpoints[hostGroup];
		same(others, { endpoint, accessKeyInUse, accountName, hostGroup }, 'the answer');
		const now = [accessKeyInUse, made.accKey].sort();
		same(await this.keys(), now, 'keys');
		const gone = before.filter((key) => !now.includes(key));
		holds(
			gone.every((key) => (revoked as string[]).includes(key)),
			'revoked lacks a key',
		);
		for (const pair of [this.inUse, made]) same(await this.tryPair(pair), 'stored', pair.accKey);
		return made;
	}

	async finish(body: object): Promise<WebhookAnswer> {
		return await this.context.call(FINISH, { hostGroup: this.hostGroup, ...body });
	}

	/** Leaves the account with the pair in use alone. */
	async removeSpare(): Promise<void> {
		const { hostGroup, context, inUse } = this;
		const { store, ownerUid } = context.sandbox;
		for (const accKey of (await this.keys()).filter((key) => key !== inUse.accKey)) {
			await store.revokeKey({ hostGroup, ownerUid, accKey });
		}
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
