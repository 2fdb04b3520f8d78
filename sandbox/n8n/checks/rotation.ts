import type { Chapter, Scene } from './check';
import { answered, holds, same } from './expect';

const ROTATE = 'jelastic-keys/rotate';
const CONFIRM = 'jelastic-keys/confirm';

interface Pair {
	accKey: string;
	secretKey: string;
}

/** Follows one account of the sandbox through a rotation. */
class Rotated {
	private constructor(
		private readonly scene: Scene,
		readonly hostGroup: string,
		readonly name: string,
		/** The access key that the account's application uses. */
		public inUse: string,
	) {}

	static async pick(scene: Scene): Promise<Rotated> {
		const accounts = await scene.sandbox.accounts();
		const account = accounts.find(
			({ ownerUid, keys }) => ownerUid === scene.sandbox.ownerUid && keys.length === 1,
		);
		holds(account, 'the sandbox has no account with one key pair');
		return new Rotated(scene, account.hostGroup, account.name, account.keys[0].accKey);
	}

	async pairs(): Promise<Pair[]> {
		const accounts = await this.scene.sandbox.accounts();
		const account = accounts.find(
			({ hostGroup, name }) => hostGroup === this.hostGroup && name === this.name,
		);
		for (const { secretKey } of account?.keys ?? []) this.scene.secrets.add(secretKey);
		return account?.keys ?? [];
	}

	async keys(): Promise<string[]> {
		return (await this.pairs()).map(({ accKey }) => accKey).sort();
	}

	async rotate(accKey = this.inUse) {
		return await this.scene.call(ROTATE, { hostGroup: this.hostGroup, name: this.name, accKey });
	}

	async confirm(accKey: string) {
		return await this.scene.call(CONFIRM, { accKey });
	}

	/** Fails unless the call answered so and left the keys as they were. */
	async unchanged(status: number, call: () => ReturnType<Scene['call']>): Promise<string> {
		const before = await this.keys();
		const answer = await call();
		answered(answer, status);
		same(await this.keys(), before, 'keys');
		return `HTTP ${status} "${answer.body.error ?? ''}", keys ${before.length}, unchanged`;
	}
}

/** Two calls rotate an account's keys without a gap; repeated, wrong and broken calls do no harm. */
export const rotation: Chapter = {
	title: 'Example: webhook key rotation',
	checks: (scene) => {
		const { sandbox, call } = scene;
		let account: Rotated;
		let first: string;
		let second: string;
		return [
			{
				name: 'a call without the header is refused',
				run: async () => {
					account = await Rotated.pick(scene);
					const { hostGroup, name, inUse } = account;
					const before = await account.keys();
					const { status } = await call(ROTATE, { hostGroup, name, accKey: inUse }, {});
					same(status, 403, 'HTTP status');
					same(await account.keys(), before, 'keys');
					return `HTTP 403, keys ${before.length}, unchanged`;
				},
			},
			{
				name: 'rotate with a field missing changes nothing',
				run: async () =>
					await account.unchanged(400, async () => await call(ROTATE, { name: account.name })),
			},
			{
				name: 'rotate with an unknown key changes nothing',
				run: async () =>
					await account.unchanged(409, async () => await account.rotate('0000000000000000XXXX')),
			},
			{
				name: 'rotate with a malformed key changes nothing',
				run: async () =>
					await account.unchanged(409, async () => await account.rotate("'}} {{ 1 }}")),
			},
			{
				name: 'rotate makes a new pair beside the one in use',
				run: async () => {
					const answer = await account.rotate();
					answered(answer, 200);
					first = String(answer.body.accKey);
					same(await account.keys(), [account.inUse, first].sort(), 'keys');
					const made = (await account.pairs()).find(({ accKey }) => accKey === first);
					same(answer.body.secretKey, made?.secretKey, 'the secret key in the answer');
					return `keys before 1 (${account.inUse}), after 2 (and ${first})`;
				},
			},
			{
				name: 'rotate repeated replaces the pair that it made before',
				run: async () => {
					const answer = await account.rotate();
					answered(answer, 200);
					second = String(answer.body.accKey);
					same(await account.keys(), [account.inUse, second].sort(), 'keys');
					return `keys before 2 (${account.inUse}, ${first}), after 2 (${account.inUse}, ${second})`;
				},
			},
			{
				name: 'confirm with the pair that was replaced changes nothing',
				run: async () => await account.unchanged(409, async () => await account.confirm(first)),
			},
			{
				name: 'confirm without a key changes nothing',
				run: async () => await account.unchanged(400, async () => await call(CONFIRM, {})),
			},
			{
				name: 'rotate answers when the platform fails',
				run: async () => {
					sandbox.faults.add({
						method: 's3.account.GetKeys',
						kind: 'code',
						code: 8,
						text: 'access denied',
					});
					return await account.unchanged(502, async () => await account.rotate());
				},
			},
			{
				name: 'rotate says what it did when generating fails, and repeating it heals',
				run: async () => {
					sandbox.faults.add({
						method: 's3.account.GenerateKey',
						kind: 'code',
						code: 2223,
						text: 'rejected',
					});
					const answer = await account.rotate();
					answered(answer, 502);
					same(answer.body.changed, [`spare pair ${second} revoked`], 'changed');
					same(await account.keys(), [account.inUse], 'keys');
					const healed = await account.rotate();
					answered(healed, 200);
					second = String(healed.body.accKey);
					same(await account.keys(), [account.inUse, second].sort(), 'keys');
					return `HTTP 502 with changed ${JSON.stringify(answer.body.changed)}, then 200`;
				},
			},
			{
				name: 'confirm revokes the pair that was in use',
				run: async () => {
					const old = account.inUse;
					const answer = await account.confirm(second);
					answered(answer, 200);
					same(answer.body.revoked, [old], 'revoked');
					same(await account.keys(), [second], 'keys');
					account.inUse = second;
					return `keys before 2 (${old}, ${second}), after 1 (${second})`;
				},
			},
			{
				name: 'confirm repeated does nothing',
				run: async () => await account.unchanged(200, async () => await account.confirm(second)),
			},
			{
				name: 'calls at the same time are all answered and leave the key in use alone',
				run: async () => {
					const answers = await Promise.all([1, 2, 3, 4].map(async () => await account.rotate()));
					const statuses = answers.map(({ status }) => status).sort();
					holds(
						statuses.every((status) => [200, 502].includes(status)),
						`answers ${statuses}`,
					);
					for (const { body } of answers)
						scene.secrets.add(String(body.secretKey ?? sandbox.token));
					const keys = await account.keys();
					holds(keys.includes(account.inUse) && keys.length <= 2, `keys ${keys}`);
					return `answers ${statuses.join(', ')}; keys ${keys.length}, the one in use among them`;
				},
			},
			{
				name: 'no execution of it is saved',
				run: async () => {
					const { n8n, provisioned } = scene;
					const id = provisioned.workflows.get('webhook-key-rotation')?.id ?? '';
					same((await n8n.executionsOf(id)).length, 0, 'executions');
					return '0 executions';
				},
			},
		];
	},
};
