import type { Chapter } from './check';
import { answered, holds, same } from './expect';
import { statusForStrangers, storeWith } from './storage';

const PATH = 'jelastic-customers';

/** A bucket that the sandbox's seed gives to another user: its name is taken, yet not in our list. */
const OF_SOMEBODY_ELSE = 'neighbours-files';

/** One call sets up a customer; one that fails names what it made. */
export const customer: Chapter = {
	title: 'Example: new customer',
	checks: (scene) => {
		const { sandbox, call } = scene;
		const [hostGroup] = sandbox.hostGroups;
		const wanted = { hostGroup, name: 'customer-one', bucketName: 'customer-one-files' };
		const find = async (account: string) =>
			(await sandbox.accounts()).find((one) => one.hostGroup === hostGroup && one.name === account);
		const count = async () => (await sandbox.accounts()).length;
		const unchanged = async (status: number, body: object) => {
			const before = await count();
			const answer = await call(PATH, body);
			answered(answer, status);
			same(await count(), before, 'accounts');
			same(answer.body.made, {}, 'made');
			return `HTTP ${status} "${String(answer.body.error)}", accounts ${before}, unchanged`;
		};
		return [
			{
				name: 'a call makes account, key pair, bucket and policy, and answers with the access data',
				run: async () => {
					const before = await count();
					const { status, body } = await call(PATH, wanted);
					answered({ status, body }, 201);
					const account = await find(wanted.name);
					holds(account, 'the account is not there');
					const { accKey, secretKey } = account.keys[0];
					scene.secrets.add(secretKey);
					same(
						body,
						{ ...wanted, endpoint: sandbox.endpoints[hostGroup], accKey, secretKey },
						'the answer',
					);
					const place = {
						endpoint: String(body.endpoint),
						bucket: wanted.bucketName,
						key: 'hello.txt',
					};
					same(await storeWith({ accKey, secretKey }, place), 'stored', 'with the access data');
					same(await statusForStrangers(place), 200, 'reading without a key');
					same(
						await statusForStrangers({ ...place, key: '?list-type=2' }),
						403,
						'listing without a key',
					);
					return `accounts before ${before}, after ${await count()}; keys of ${wanted.name} 1; an object stored with them, read by a stranger`;
				},
			},
			{
				name: 'repeated, it makes nothing',
				run: async () => await unchanged(409, wanted),
			},
			{
				name: 'with a bucket that is there already, it makes nothing',
				run: async () => await unchanged(409, { ...wanted, name: 'customer-two' }),
			},
			{
				name: 'with a field missing, it makes nothing',
				run: async () => await unchanged(400, { hostGroup, name: 'customer-two' }),
			},
			{
				name: 'when the bucket cannot be made, the answer names what was',
				run: async () => {
					const body = { hostGroup, name: 'customer-two', bucketName: OF_SOMEBODY_ELSE };
					const answer = await call(PATH, body);
					answered(answer, 502);
					const account = await find('customer-two');
					holds(account, 'the account is not there');
					for (const { secretKey } of account.keys) scene.secrets.add(secretKey);
					same(answer.body.failedAt, 'Create the bucket', 'failedAt');
					const made = { account: 'customer-two', hostGroup, accKey: account.keys[0].accKey };
					same(answer.body.made, made, 'made');
					return `HTTP 502 "${String(answer.body.error)}", made ${JSON.stringify(made)}`;
				},
			},
			{
				name: 'where creating makes no key pair, one is generated',
				run: async () => {
					sandbox.faults.add({ method: 's3.account.GetKeys', kind: 'emptyAnswer', times: 2 });
					const body = { hostGroup, name: 'customer-three', bucketName: 'customer-three-files' };
					const answer = await call(PATH, body);
					answered(answer, 201);
					const account = await find('customer-three');
					const pair = account?.keys.find(({ accKey }) => accKey === answer.body.accKey);
					holds(pair, 'the account has no such key pair');
					same(answer.body.secretKey, pair.secretKey, 'the secret key');
					scene.secrets.add(pair.secretKey);
					return `keys of customer-three: ${account?.keys.length}`;
				},
			},
		];
	},
};
