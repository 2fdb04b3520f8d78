import { readExamples } from '../examples';
import { ended, failureOf, firstItem } from '../executions';
import { type CheckGroup, holds, same } from './check';

const NODE = 'Delete old objects';
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the example's node is set to. */
function readSettings() {
	const { nodes } = readExamples().get('scheduled-bucket-cleanup') ?? { nodes: [] };
	const { parameters = {} } = nodes.find(({ name }) => name === NODE) ?? {};
	const { hostGroup, bucketName, prefix, olderThan } = parameters as Record<string, unknown>;
	const chosen = (locator: unknown) => (locator as { value: string }).value;
	return {
		...{ hostGroup: chosen(hostGroup), bucketName: chosen(bucketName) },
		...{ prefix: String(prefix), keepDays: Number.parseInt(String(olderThan), 10) },
	};
}

/** A policy that lets nobody delete one object. */
const keepOf = (bucketName: string, key: string) =>
	JSON.stringify({
		Version: '2012-10-17',
		Statement: [
			{
				...{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject' },
				Resource: `arn:aws:s3:::${bucketName}/${key}`,
			},
		],
	});

/** The nightly cleanup deletes what is old below its prefix, and nothing else. */
export const cleanup: CheckGroup = {
	title: 'Example: scheduled bucket cleanup',
	checks: ({ n8n, sandbox, provisioned }) => {
		const { hostGroup, bucketName, prefix, keepDays } = readSettings();
		let kept: string[] = [];
		const setPolicy = async (policy: string | undefined) =>
			await sandbox.store.setPolicy({ hostGroup, bucket: bucketName }, policy);

		const look = async () => {
			const ref = { hostGroup, bucket: bucketName };
			const page = await sandbox.store.listObjects(ref, { maxKeys: 1000 });
			holds(!page.nextContinuationToken, 'the bucket has more objects than this check reads');
			const youngest = Date.now() - keepDays * DAY_MS;
			const below = page.objects.filter(({ key }) => key.startsWith(prefix));
			const old = below.filter(({ lastModified }) => +lastModified < youngest);
			const bytes = old.reduce((sum, { size }) => sum + size, 0);
			const keys = page.objects.map(({ key }) => key);
			return { keys, old: old.map(({ key }) => key), bytes, below: below.length };
		};
		/** Runs the workflow from its schedule; what is left must be what is kept. */
		const run = async (status: string) => {
			const before = await look();
			const workflow = provisioned.workflows.get('scheduled-bucket-cleanup');
			holds(workflow, 'the workflow is not there');
			const id = await n8n.runFrom(workflow.id, 'Every night at 3');
			const execution = await ended(n8n, id);
			same(execution.status, status, 'the execution');
			const after = await look();
			same(after.keys, kept, 'what is left');
			const counts = `objects before ${before.below}, after ${after.below}`;
			return { execution, counts, outside: after.keys.length - after.below };
		};
		/** A run that must succeed, and report what it did. */
		const succeed = async () => {
			const { old, bytes: bytesFreed } = await look();
			kept = kept.filter((key) => !old.includes(key));
			const { execution, counts } = await run('success');
			const { seconds, ...report } = firstItem(execution, NODE) as Record<string, unknown>;
			holds(typeof seconds === 'number', 'the report lacks the time');
			const numbers = { deleted: old.length, failed: 0, matched: old.length, bytesFreed };
			same(report, { ...numbers, bucketName, hostGroup }, 'the report');
			return `${counts}; report ${JSON.stringify(report)}`;
		};

		return {
			[`what is older than ${keepDays} days below ${prefix} is deleted, but for one that cannot be`]:
				async () => {
					const { keys, old, below } = await look();
					const [stuck, ...others] = old;
					holds(others.length > 0 && below > old.length, 'nothing to tell apart');
					await setPolicy(keepOf(bucketName, stuck));
					kept = keys.filter((key) => !others.includes(key));
					const { execution, counts, outside } = await run('error');
					const failure = failureOf(execution) ?? '';
					holds(failure.includes(`1 of ${old.length} objects`), `the failure "${failure}"`);
					return `${counts} (${stuck} could not be deleted); outside ${prefix} ${outside}, untouched; failure "${failure}"`;
				},
			'the next run deletes that one': async () => {
				await setPolicy(undefined);
				return await succeed();
			},
			'a run that finds nothing to delete reports so': succeed,
		};
	},
};
