import { readExamples } from '../examples';
import { ended, firstItem } from '../executions';
import { type CheckGroup, holds, same } from './check';

const DAY_MS = 24 * 60 * 60 * 1000;
const ACCESS_DENIED = 8;

type Settings = { hostGroup: string; bucketName: string; prefix: string; keepDays: number };

/** What the example's node "Settings" says. */
function readSettings(): Settings {
	const { nodes } = readExamples().get('scheduled-bucket-cleanup') ?? { nodes: [] };
	const node = nodes.find(({ name }) => name === 'Settings');
	type Assignments = { assignments: Array<{ name: string; value: unknown }> };
	const { assignments } = node?.parameters.assignments as Assignments;
	return Object.fromEntries(assignments.map(({ name, value }) => [name, value])) as never;
}

/** The nightly cleanup deletes what is old below its prefix, and nothing else. */
export const cleanup: CheckGroup = {
	title: 'Example: scheduled bucket cleanup',
	checks: ({ n8n, sandbox, provisioned }) => {
		const { hostGroup, bucketName, prefix, keepDays } = readSettings();
		let kept: string[] = [];

		const look = async () => {
			const ref = { hostGroup, bucket: bucketName };
			const page = await sandbox.store.listObjects(ref, { maxKeys: 1000 });
			holds(!page.nextContinuationToken, 'the bucket has more objects than this check reads');
			const youngest = Date.now() - keepDays * DAY_MS;
			const below = page.objects.filter(({ key }) => key.startsWith(prefix));
			const old = below.filter(({ lastModified }) => +lastModified < youngest);
			const keys = page.objects.map(({ key }) => key);
			return { keys, old: old.map(({ key }) => key), below: below.length };
		};
		/** Runs the workflow from its schedule; what is left must be what is kept. */
		const run = async (status: string, deleted: number, notDeleted = 0) => {
			const before = await look();
			const workflow = provisioned.workflows.get('scheduled-bucket-cleanup');
			holds(workflow, 'the workflow is not there');
			const id = await n8n.runFrom(workflow.id, 'Every night at 3');
			const execution = await ended(n8n, id);
			same(execution.status, status, 'the execution');
			const report = firstItem(execution, 'Report');
			const left = before.below - deleted - notDeleted;
			same(report, { bucketName, deleted, notDeleted, kept: left }, 'the report');
			const after = await look();
			same(after.keys, kept, 'what is left');
			const counts = `objects before ${before.below}, after ${after.below}`;
			const outside = after.keys.length - after.below;
			return { counts, outside, report: `report ${JSON.stringify(report)}` };
		};

		return {
			[`what is older than ${keepDays} days below ${prefix} is deleted, but for one that cannot be`]:
				async () => {
					const { keys, old, below } = await look();
					const [stuck, ...others] = old;
					holds(others.length > 0 && below > old.length, 'nothing to tell apart');
					sandbox.faults.add({
						...{ method: 's3.bucket.DeleteObject', kind: 'code' },
						...{ code: ACCESS_DENIED, text: 'access denied' },
						match: ({ params }) => params.key === stuck,
					});
					kept = keys.filter((key) => !others.includes(key));
					const { counts, outside, report } = await run('error', others.length, 1);
					return `${counts} (${stuck} could not be deleted); outside ${prefix} ${outside}, untouched; ${report}`;
				},
			'the next run deletes that one': async () => {
				const { old } = await look();
				kept = kept.filter((key) => !old.includes(key));
				const { counts, report } = await run('success', 1);
				return `${counts}; ${report}`;
			},
			'a run that finds nothing to delete reports so': async () => {
				const { counts, report } = await run('success', 0);
				return `${counts}; ${report}`;
			},
		};
	},
};
