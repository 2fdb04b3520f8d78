import { type CheckGroup, type Checks, same } from './check';
import { CustomerCalls } from './customerCalls';

/** A bucket that the sandbox's seed gives to another user: its name is taken, yet not in our list. */
const OF_SOMEBODY_ELSE = 'neighbours-files';

const DENIED = { kind: 'code', code: 8, text: 'access denied' } as const;

/** One call sets up a customer; one that fails names what it made, and repeating it finishes it. */
export const customer: CheckGroup = {
	title: 'Example: new customer',
	checks: (context) => {
		const { faults } = context.sandbox;
		const calls = new CustomerCalls(context);
		const [one, two] = ['customer-one', 'customer-two'].map((name) => calls.customer(name));
		const madeOf = (customer: typeof one) => async () => {
			const [{ accKey: accessKey }] = await calls.keysOf(customer);
			return { accountName: customer.accountName, accessKey };
		};

		const making: Checks = {
			'a call makes account, access key, bucket and policy, and answers with the access data':
				async () => {
					const before = await calls.everything();
					const keys = await calls.succeed(one, true);
					const { accounts } = await calls.everything();
					same(accounts.length, before.accounts.length + 1, 'accounts');
					return `accounts before ${before.accounts.length}, after ${accounts.length}; keys of ${one.accountName} ${keys.length}; an object stored with them, read by a stranger`;
				},
			'repeated, it makes nothing and gives the same access data': async () => {
				const before = await calls.everything();
				await calls.succeed(one, false);
				same(await calls.everything(), before, 'accounts and buckets');
				return `HTTP 201, accounts ${before.accounts.length}, unchanged`;
			},
			'where creating makes no access key, one is generated': async () => {
				faults.add({ method: 's3.account.GetKeys', kind: 'emptyAnswer', times: 2 });
				const keys = await calls.succeed(calls.customer('customer-three'), true);
				return `keys of customer-three: ${keys.length}`;
			},
		};

		const refusals = Object.keys(one).map((field) => [
			`without ${field}, it makes nothing`,
			() => calls.makeNothing({ ...two, [field]: undefined }, 400, 'Are all fields there?'),
		]);

		const failures: Checks = {
			'when the account cannot be made, nothing is': () => {
				faults.add({ method: 's3.account.Create', ...DENIED });
				return calls.makeNothing(two, 502, 'Create the account');
			},
			'when the bucket cannot be made, the answer names what was': async () => {
				const before = await calls.everything();
				const sent = calls.customer(two.accountName, OF_SOMEBODY_ELSE);
				const seen = await calls.fail(sent, 502, 'Create the bucket', madeOf(sent));
				same((await calls.everything()).buckets, before.buckets, 'buckets');
				return seen;
			},
			'when the policy cannot be set, the answer names what was; repeated, it finishes':
				async () => {
					faults.add({ method: 's3.bucket.SetPolicy', ...DENIED });
					const made = async () => ({ ...(await madeOf(two)()), bucketName: two.bucketName });
					const seen = await calls.fail(two, 502, 'Let everyone read', made);
					same((await calls.succeed(two, false)).length, 1, 'keys');
					return `${seen}; then HTTP 201`;
				},
			'when the answer to making the account is lost, repeating the call finishes it': async () => {
				faults.add({ method: 's3.account.Create', kind: 'dropAfter' });
				const four = calls.customer('customer-four');
				const seen = await calls.fail(four, 502, 'Create the account', () => ({}));
				same((await calls.succeed(four, false)).length, 1, 'keys');
				return `${seen}; then HTTP 201`;
			},
		};
		return { ...making, ...(Object.fromEntries(refusals) as Checks), ...failures };
	},
};
