import { answered, type Context, findAccount, holds, same } from './check';
import { statusForStrangers, storeWith } from './storage';

const PATH = 'jelastic-customers';

type Wanted = { hostGroup: string; accountName: string; bucketName: string };

/** Calls of the example, compared with what is in the sandbox afterwards. */
export class CustomerCalls {
	readonly hostGroup: string;

	constructor(private readonly context: Context) {
		[this.hostGroup] = context.sandbox.hostGroups;
	}

	/** A customer in the host group of the checks, with a bucket named after its account. */
	customer(accountName: string, bucketName = `${accountName}-files`): Wanted {
		return { hostGroup: this.hostGroup, accountName, bucketName };
	}

	/** All that a call could make. */
	async everything() {
		const { sandbox } = this.context;
		const buckets = await sandbox.store.listBuckets(sandbox.ownerUid);
		return { accounts: await sandbox.accounts(), buckets: buckets.map(({ bucket }) => bucket) };
	}

	async keysOf({ accountName }: Wanted) {
		const { sandbox, secrets } = this.context;
		const account = await findAccount(sandbox, this.hostGroup, accountName);
		for (const { secretKey } of account?.keys ?? []) secrets.add(secretKey);
		return account?.keys ?? [];
	}

	/** A call that must succeed: its answer opens the bucket, of which strangers can read the objects. */
	async succeed(sent: Wanted, created: boolean) {
		const answer = await this.context.call(PATH, sent);
		answered(answer, 201);
		const keys = await this.keysOf(sent);
		const pair = keys.find(({ accKey }) => accKey === answer.body.accessKey);
		holds(pair, 'the account has no such key pair');
		const endpoint = this.context.sandbox.endpoints[this.hostGroup];
		const access = { accessKey: pair.accKey, secretKey: pair.secretKey, endpoint };
		same(answer.body, { ...sent, ...access, created }, 'the answer');
		const place = { endpoint, bucket: sent.bucketName, key: 'hello.txt' };
		same(await storeWith(pair, place), 'stored', 'with the access data');
		same(await statusForStrangers(place), 200, 'reading without a key');
		const listing = { ...place, key: '?list-type=2' };
		same(await statusForStrangers(listing), 403, 'listing without a key');
		return keys;
	}

	/** A call that must fail, and name what there is of the customer by then. */
	async fail(sent: object, status: number, failedAt: string, made: () => Promise<object> | object) {
		const answer = await this.context.call(PATH, sent);
		answered(answer, status);
		const expected = await made();
		same(answer.body.failedAt, failedAt, 'failedAt');
		same(answer.body.made, expected, 'made');
		const text = JSON.stringify(answer.body);
		holds(![...this.context.secrets].some((secret) => text.includes(secret)), 'a secret is told');
		return `HTTP ${status} "${String(answer.body.error)}", made ${JSON.stringify(expected)}`;
	}

	/** A call that must fail and make nothing. */
	async makeNothing(sent: object, status: number, failedAt: string) {
		const before = await this.everything();
		const seen = await this.fail(sent, status, failedAt, () => ({}));
		same(await this.everything(), before, 'accounts and buckets');
		return `${seen}; accounts ${before.accounts.length}, unchanged`;
	}
}
