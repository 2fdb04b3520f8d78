import { ended, failureOf } from '../executions';
import { poll } from '../poll';
import { type CheckGroup, holds, same } from './check';

/** n8n polls once a minute, and is told of the failed file within the same run. */
const WITHIN_MS = 180_000;

/** The example's bucket, as its trigger names it. */
const PLACE = { bucket: 'app-logs', prefix: 'in/' };

const FILES = [
	{ key: 'in/orders/good.json', body: '{"order":1}' },
	{ key: 'in/bad.json', body: 'no JSON' },
];

/** The published workflow finds files that arrive, and moves each to where it belongs. */
export const newFile: CheckGroup = {
	title: 'Example: new file',
	checks: ({ n8n, sandbox, provisioned }) => {
		const [hostGroup] = sandbox.hostGroups;
		const keysBelow = async (prefix: string) =>
			await sandbox.listKeys(hostGroup, PLACE.bucket, prefix);

		return {
			'moves each file that arrives to done/ or failed/': async () => {
				await sandbox.fill(hostGroup, PLACE.bucket, FILES);
				const isEmpty = async () => (await keysBelow(PLACE.prefix)).length === 0;
				await poll(isEmpty, `${PLACE.prefix} should become empty`, WITHIN_MS);
				const moved = [...(await keysBelow('done/')), ...(await keysBelow('failed/'))];
				same(moved, ['done/orders/good.json', 'failed/bad.json'], 'the moved files');
				return moved.join(', ');
			},
			'ends as failed, so that an error workflow hears of it': async () => {
				const workflowId = provisioned.workflows.get('new-file')?.id;
				const [last] = await n8n.executions({ workflowId });
				const execution = await ended(n8n, last.id);
				const failure = failureOf(execution);
				holds(execution.status === 'error', `the execution is ${execution.status}`);
				same(failure, 'in/bad.json was moved to failed/', 'the failure');
				return String(failure);
			},
		};
	},
};
