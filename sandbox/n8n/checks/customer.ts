import { answered, type CheckGroup, findAccount, holds, same } from './check';
import { statusForStrangers, storeWith } from './storage';

const PATH = 'jelastic-customers';

/** A bucket that the sandbox's seed gives to another user: its name is taken, yet not in our list. */
const OF_SOMEBODY_ELSE = 'neighbours-files';

/** One call sets up a customer; one that fails names what it made. */
export const customer: CheckGroup = {
	title: 'Example: new customer',
	checks: ({ sandbox, call, secrets }) => {
		const [hostGroup] = sandbox.hostGroups;
		const wanted = { hostGroup, name: 'customer-one', bucketName: 'customer-one-files' };
		const keysOf = async (name: string) => {
			const account = await findAccount(sandbox, hostGroup, name);
			holds(account, 'the account is not there');
			for (const { secretKey } of account.keys) secrets.add(secretKey);
			return account.keys;
		};
		const count = async () => (await sandbox.accounts()).length;
		const unchanged = async (status: number, sent: object) => {
			const before = await count();
			const answer = await call(PATH, sent);
			answered(answer, status);
			same(await count(), before, 'accounts');
			same(answer.body.made, {}, 'made');
			return `HTTP ${status} "${String(answer.body.error)}", accounts ${before}, unchanged`;
		};
		return {
			'a call makes account, key pair, bucket and policy, and answers with the access data':
				async () => {
					const before = await count();
					const answer = await call(PATH, wanted);
					answered(answer, 201);
					const [{ accKey, secretKey }] = await keysOf(wanted.name);
					const endpoint = sandbox.endpoints[hostGroup];
					same(answer.body, { ...wanted, endpoint, accKey, secretKey }, 'the answer');
					const place = { endpoint, bucket: wanted.bucketName, key: 'hello.txt' };
					same(await storeWith({ accKey, secretKey }, place), 'stored', 'with the access data');
					same(await statusForStrangers(place), 200, 'reading without a key');
					const listing = { ...place, key: '?list-type=2' };
					same(await statusForStrangers(listing), 403, 'listing without a key');
					return `accounts before ${before}, after ${await count()}; keys of ${wanted.name} 1; an object stored with them, read by a stranger`;
				},
			'repeated, it makes nothing': () => unchanged(409, wanted),
			'with a bucket that is there already, it makes nothing': () =>
				unchanged(409, { ...wanted, name: 'customer-two' }),
			'with a field missing, it makes nothing': () =>
				unchanged(400, { hostGroup, name: 'customer-two' }),
			'when the bucket cannot be made, the answer names what was': async () => {
				const name = 'customer-two';
				const answer = await call(PATH, { hostGroup, name, bucketName: OF_SOMEBODY_ELSE });
				answered(answer, 502);
				const [{ accKey }] = await keysOf(name);
				same(answer.body.failedAt, 'Create the bucket', 'failedAt');
				const made = { account: name, hostGroup, accKey };
				same(answer.body.made, made, 'made');
				return `HTTP 502 "${String(answer.body.error)}", made ${JSON.stringify(made)}`;
			},
			'where creating makes no key pair, one is generated': async () => {
				sandbox.faults.add({ method: 's3.account.GetKeys', kind: 'emptyAnswer', times: 2 });
				const name = 'customer-three';
				const answer = await call(PATH, { hostGroup, name, bucketName: `${name}-files` });
				answered(answer, 201);
				const keys = await keysOf(name);
				const pair = keys.find(({ accKey }) => accKey === answer.body.accKey);
				holds(pair, 'the account has no such key pair');
				same(answer.body.secretKey, pair.secretKey, 'the secret key');
				return `keys of ${name}: ${keys.length}`;
			},
		};
	},
};
