import type { Check } from '../../../sandbox/n8n/checks/check';
import { firstItem } from '../../../sandbox/n8n/checks/executions';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { Round, statuses, unended } from '../round';
import type { Stage } from '../stage';
import { none, type Story } from '../story';

/** What brings the work to its end, and what is there then. */
export const ending = (stage: Stage, story: Story): Check[] => [
	{
		name: "either n8n's own re-queueing or the next run brings it to the end",
		run: async () => {
			const takenUp = story.takenUp();
			const left = await story.oldLeft();
			const seen = `${takenUp.length} of ${story.cutOff.prefixes.size} executions were begun once more, ${left.length} old objects left`;
			if (left.length === 0) {
				holds(takenUp.length > 0, `no execution was begun once more, yet nothing is left`);
				story.finishedBy = "n8n's own re-queueing";
				return `${story.finishedBy} (${seen})`;
			}
			const second = await Round.begin(stage);
			await second.ended();
			const { status } = await stage.n8n.execution(second.parent);
			same(status, 'success', 'the next run');
			const asked = new Set(stage.bucket.asked);
			none(
				left.filter((key) => !asked.has(key)),
				'old objects that the next run did not delete',
			);
			same(asked.size, left.length, 'how many the next run deleted');
			story.finishedBy = 'the next run';
			return `${story.finishedBy} (${seen}; it deleted these; ${second.spread})`;
		},
	},
	{
		name: 'the result: exactly the old objects are gone, every young one is there',
		run: async () => {
			const keys = await story.onlyKeptAreLeft();
			return `${stage.bucket.size} objects before, ${stage.bucket.oldBelow()} of them old; ${keys.length} after`;
		},
	},
	{
		name: 'a further run changes nothing',
		run: async () => {
			const third = await Round.begin(stage);
			await third.ended();
			const execution = await stage.n8n.execution(third.parent);
			same(execution.status, 'success', 'the execution');
			none(stage.bucket.asked, 'deletions asked for');
			await story.onlyKeptAreLeft();
			return `${JSON.stringify(firstItem(execution, 'Report'))}; ${third.spread}`;
		},
	},
	{
		name: 'at the end no execution is left that has not ended',
		run: async () => {
			same(await unended(stage), [], 'executions that have not ended');
			const count = [...(await statuses(stage)).values()].reduce<Record<string, number>>(
				(sum, status) => ({ ...sum, [status]: (sum[status] ?? 0) + 1 }),
				{},
			);
			return JSON.stringify(count);
		},
	},
];
