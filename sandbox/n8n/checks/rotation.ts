import type { Chapter, Check, Scene } from './check';
import { answered, holds, same } from './expect';
import { Rotated, type Story } from './rotated';
import { failures, refusals } from './rotation-harmless';

const rotating = (story: Story): Check[] => [
	{
		name: 'rotate makes a new pair beside the one in use, and both work',
		run: async () => {
			const { account } = story;
			story.first = await account.rotated();
			same(await account.tryPair(account.inUse), 'stored', 'the pair in use');
			same(await account.tryPair(story.first), 'stored', 'the new pair');
			return `keys before 1 (${account.inUse.accKey}), after 2 (and ${story.first.accKey})`;
		},
	},
	{
		name: 'rotate repeated replaces the pair that it made before',
		run: async () => {
			const { account, first } = story;
			story.second = await account.rotated();
			const inUse = account.inUse.accKey;
			return `keys before 2 (${inUse}, ${first.accKey}), after 2 (${inUse}, ${story.second.accKey})`;
		},
	},
	{
		name: 'confirm with the pair that was replaced changes nothing',
		run: async () =>
			await story.account.unchanged(409, () => story.account.confirm(story.first.accKey)),
	},
];

const confirming = (scene: Scene, story: Story): Check[] => [
	{
		name: 'confirm revokes the pair that was in use; the new one works on',
		run: async () => {
			const { account, second } = story;
			const old = account.inUse;
			const answer = await account.confirm(second.accKey);
			answered(answer, 200);
			same(answer.body.revoked, [old.accKey], 'revoked');
			same(await account.keys(), [second.accKey], 'keys');
			same(await account.tryPair(old), 'InvalidAccessKeyId', 'the revoked pair');
			same(await account.tryPair(second), 'stored', 'the new pair');
			account.inUse = second;
			return `keys before 2 (${old.accKey}, ${second.accKey}), after 1 (${second.accKey})`;
		},
	},
	{
		name: 'confirm repeated does nothing',
		run: async () =>
			await story.account.unchanged(200, () => story.account.confirm(story.second.accKey)),
	},
	{
		name: 'calls at the same time are all answered and leave the pair in use alone',
		run: async () => {
			const { account } = story;
			const answers = await Promise.all([1, 2, 3, 4].map(async () => await account.rotate()));
			for (const { body } of answers) {
				if (typeof body.secretKey === 'string') scene.secrets.add(body.secretKey);
			}
			const statuses = answers.map(({ status }) => status).sort();
			holds(
				statuses.every((status) => [200, 502].includes(status)),
				`answers ${statuses}`,
			);
			const keys = await account.keys();
			holds(keys.includes(account.inUse.accKey) && keys.length <= 2, `keys ${keys}`);
			same(await account.tryPair(account.inUse), 'stored', 'the pair in use');
			return `answers ${statuses.join(', ')}; keys ${keys.length}, the one in use among them`;
		},
	},
];

/** Two calls rotate an account's keys without a gap; repeated, wrong and broken calls do no harm. */
export const rotation: Chapter = {
	title: 'Example: webhook key rotation',
	checks: async (scene) => {
		const story = { account: await Rotated.pick(scene) } as Story;
		return [
			...refusals(scene, story),
			...rotating(story),
			...failures(scene, story),
			...confirming(scene, story),
		];
	},
};
