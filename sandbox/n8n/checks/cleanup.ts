import type { Sandbox } from '../../platform';
import { readExamples } from '../examples';
import type { Execution } from '../rest';
import type { Chapter, Scene } from './check';
import { ended, firstItem } from './executions';
import { holds, same } from './expect';

const DAY_MS = 24 * 60 * 60 * 1000;
const ACCESS_DENIED = 8;

interface Settings {
	hostGroup: string;
	bucketName: string;
	prefix: string;
	keepDays: number;
}

/** What the example's node "Settings" says. */
function settings(): Settings {
	const node = readExamples()
		.get('scheduled-bucket-cleanup')
		?.nodes.find(({ name }) => name === 'Settings');
	type Assignments = { assignments: Array<{ name: string; value: unknown }> };
	const { assignments } = node?.parameters.assignments as Assignments;
	return Object.fromEntries(assignments.map(({ name, value }) => [name, value])) as never;
}

/** Runs the scheduled workflow in the server, from its schedule, to its end. */
async function runSchedule({ n8n, provisioned }: Scene): Promise<Execution> {
	const workflow = provisioned.workflows.get('scheduled-bucket-cleanup');
	holds(workflow, 'the workflow is not there');
	return await ended(n8n, await n8n.runFrom(workflow.id, 'Every night at 3'));
}

/** Fails unless the run ended so and its report says so; gives the report. */
function reported(execution: Execution, status: string, expected: Record<string, unknown>): string {
	same(execution.status, status, 'the execution');
	const report = firstItem(execution, 'Report');
	same(report, expected, 'the report');
	return JSON.stringify(report);
}

/** All keys of the bucket, and those that a run must leave alone. */
async function look(sandbox: Sandbox, { hostGroup, bucketName, prefix, keepDays }: Settings) {
	const ref = { hostGroup, bucket: bucketName };
	const { objects, nextContinuationToken } = await sandbox.store.listObjects(ref, {
		maxKeys: 1000,
	});
	holds(!nextContinuationToken, 'the bucket has more objects than this check reads');
	const youngest = Date.now() - keepDays * DAY_MS;
	const old = objects.filter(
		({ key, lastModified }) => key.startsWith(prefix) && +lastModified < youngest,
	);
	const keys = objects.map(({ key }) => key);
	return { keys, old: old.map(({ key }) => key), below: count(keys, prefix) };
}

const count = (keys: string[], prefix: string) =>
	keys.filter((key) => key.startsWith(prefix)).length;

/** The nightly cleanup deletes what is old below its prefix, and nothing else. */
export const cleanup: Chapter = {
	title: 'Example: scheduled bucket cleanup',
	checks: (scene) => {
		const { sandbox } = scene;
		const given = settings();
		let kept: string[] = [];
		return [
			{
				name: `what is older than ${given.keepDays} days below ${given.prefix} is deleted, but for one that cannot be`,
				run: async () => {
					const before = await look(sandbox, given);
					const [stuck, ...others] = before.old;
					holds(others.length > 0 && before.below > before.old.length, 'nothing to tell apart');
					sandbox.faults.add({
						method: 's3.bucket.DeleteObject',
						kind: 'code',
						code: ACCESS_DENIED,
						text: 'access denied',
						match: ({ params }) => params.key === stuck,
					});
					const report = reported(await runSchedule(scene), 'error', {
						bucketName: given.bucketName,
						deleted: others.length,
						notDeleted: 1,
						kept: before.below - before.old.length,
					});
					const after = await look(sandbox, given);
					kept = before.keys.filter((key) => !others.includes(key));
					same(after.keys, kept, 'what is left');
					const outside = after.keys.length - after.below;
					return `objects before ${before.below}, after ${after.below} (${stuck} could not be deleted); outside ${given.prefix} ${outside}, untouched; report ${report}`;
				},
			},
			{
				name: 'the next run deletes that one',
				run: async () => {
					const before = await look(sandbox, given);
					const report = reported(await runSchedule(scene), 'success', {
						bucketName: given.bucketName,
						deleted: 1,
						notDeleted: 0,
						kept: before.below - 1,
					});
					const after = await look(sandbox, given);
					kept = kept.filter((key) => !before.old.includes(key));
					same(after.keys, kept, 'what is left');
					return `objects before ${before.below}, after ${after.below}; report ${report}`;
				},
			},
			{
				name: 'a run that finds nothing to delete reports so',
				run: async () => {
					const { keys, below } = await look(sandbox, given);
					same(keys, kept, 'what is left');
					const { bucketName } = given;
					const expected = { bucketName, deleted: 0, notDeleted: 0, kept: below };
					const report = reported(await runSchedule(scene), 'success', expected);
					same((await look(sandbox, given)).keys, kept, 'what is left');
					return `objects before ${below}, after ${below}; report ${report}`;
				},
			},
		];
	},
};
