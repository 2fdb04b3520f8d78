import type { Chapter, Check } from '../../sandbox/n8n/checks/check';
import { failureOf, firstItem } from '../../sandbox/n8n/checks/executions';
import { holds, same } from '../../sandbox/n8n/checks/expect';
import { killInTheMiddle } from './killing';
import { Round, statuses, unended } from './round';
import type { Stage } from './stage';
import { Story } from './story';

/** Slow enough that a worker can be met in the middle of its work. */
const LATENCY_MS = 150;
const MARKED = ['error', 'crashed'];

const cuttingOff = (stage: Stage, story: Story): Check[] => [
	{
		name: 'one worker is killed in the middle of its deletions',
		run: async () => {
			stage.sandbox.setLatency(LATENCY_MS);
			story.first = await Round.begin(stage);
			story.cutOff = await killInTheMiddle(stage, story.first);
			const { worker, prefixes, deleted, of } = story.cutOff;
			return `${worker.name} had deleted ${deleted} of ${of} old objects below ${[...prefixes.values()].join(', ')}`;
		},
	},
	{
		name: 'the work was spread over all workers',
		run: () => {
			for (const worker of stage.workers) {
				const own = story.first.begunBy(worker).filter((id) => id !== story.first.parent);
				holds(own.length > 0, `${worker.name} cleaned up no prefix (${story.first.spread})`);
			}
			return Promise.resolve(`executions begun by ${story.first.spread}`);
		},
	},
	{
		name: 'no execution runs for ever, and each that was cut off is marked as failed',
		run: async () => {
			await story.first.ended();
			stage.sandbox.setLatency(0);
			const status = await statuses(stage);
			const ids = [...story.cutOff.prefixes.keys()];
			for (const id of ids) {
				holds(MARKED.includes(status.get(id) ?? ''), `execution ${id} is ${status.get(id)}`);
			}
			const why = failureOf(await stage.n8n.execution(ids[0]));
			const kinds = new Set(ids.map((id) => status.get(id)));
			return `${ids.length} executions, status ${[...kinds].join(', ')}: ${why}`;
		},
	},
	{
		name: 'the execution that handed the work out fails, and names the prefixes that were cut off',
		run: async () => {
			const parent = await stage.n8n.execution(story.first.parent);
			same(parent.status, 'error', 'the execution');
			const report = firstItem(parent, 'Report') as { notCleanedUp: string[] };
			const expected = [...story.cutOff.prefixes.values()].sort();
			same([...report.notCleanedUp].sort(), expected, 'not cleaned up');
			return JSON.stringify(report);
		},
	},
	{
		name: 'until then nothing is gone but old objects, and below the other prefixes all of them',
		run: async () => {
			const left = await story.oldLeft();
			const cutOff = [...story.cutOff.prefixes.values()];
			const others = left.filter((key) => !cutOff.some((prefix) => key.startsWith(prefix)));
			same(others, [], 'old objects left below other prefixes');
			const kept = new Set(stage.bucket.kept);
			const young = stage.bucket.asked.filter((key) => kept.has(key));
			same(young, [], 'deletions asked for of what is to stay');
			return `${left.length} old objects are left, all below what was cut off`;
		},
	},
];

const bringingToTheEnd = (stage: Stage, story: Story): Check[] => [
	{
		name: "either n8n's own re-queueing or the next run brings it to the end",
		run: async () => {
			const takenUp = story.takenUp();
			const left = await story.oldLeft();
			story.finishedBy = left.length > 0 ? 'the next run' : "n8n's own re-queueing";
			const seen = `${takenUp.length} of ${story.cutOff.prefixes.size} executions were taken up by another worker, ${left.length} old objects left`;
			if (left.length === 0) {
				holds(takenUp.length > 0, `nobody took an execution up, yet nothing is left`);
				return `${story.finishedBy} (${seen})`;
			}
			const second = await Round.begin(stage);
			await second.ended();
			const { status } = await stage.n8n.execution(second.parent);
			same(status, 'success', 'the next run');
			same([...new Set(stage.bucket.asked)].sort(), left.sort(), 'what the next run deleted');
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
			same(stage.bucket.asked, [], 'deletions asked for');
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

/** The chapters, which tell one story. */
export function chaptersOf(story: Story): Array<Chapter<Stage>> {
	return [
		{ title: 'A worker is killed', checks: (stage) => cuttingOff(stage, story) },
		{ title: 'The work comes to its end', checks: (stage) => bringingToTheEnd(stage, story) },
	];
}
