import type { Check } from '../../../sandbox/n8n/checks/check';
import { failureOf, firstItem } from '../../../sandbox/n8n/checks/executions';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { elapsed } from '../../../sandbox/n8n/say';
import { killInTheMiddle } from '../killing';
import { Round, statuses } from '../round';
import type { Stage } from '../stage';
import { none, type Story } from '../story';

/** Slow enough that a worker can be met in the middle of its work. */
const LATENCY_MS = 150;
const MARKED = ['error', 'crashed'];

/** What is seen of a worker that is killed in the middle of its work, and of what it was at. */
export const cuttingOff = (stage: Stage, story: Story): Check[] => [
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
		name: 'the killed worker is started again, as whatever looks after workers does',
		run: async () => {
			const since = Date.now();
			await story.cutOff.worker.start();
			return `ready after ${elapsed(since)}`;
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
			none(others, 'old objects left below other prefixes');
			const kept = new Set(stage.bucket.kept);
			const young = stage.bucket.asked.filter((key) => kept.has(key));
			none(young, 'deletions asked for of what is to stay');
			return `${left.length} old objects are left, all below what was cut off`;
		},
	},
];
