import { holds, same } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { addAction, closePanel, newWorkflow, publish, startWith } from '../editor/canvas';
import { countClicks } from '../editor/clicks';
import { addEntry, executeStep, flip, outputPanel, pick } from '../editor/panel';
import { runBy } from '../editor/running';

const BUCKET = 'backups';
const PREFIX = 'db/';
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export const nightlyCleanup: Chapter = {
	title: "The README's nightly cleanup, click by click",
	checks: (stage) => {
		const { page, url, sandbox } = stage;
		const [hostGroup] = sandbox.hostGroups;
		const keys = async () => await sandbox.listKeys(hostGroup, BUCKET);
		const newestOld = new Date(Date.now() - DAYS * DAY_MS).toISOString().slice(0, 10);
		/** The demonstration's backups have their day in their keys: `db/nightly-2025-01-31.dump`. */
		const isOld = (key: string) => key.startsWith(PREFIX) && key.slice(-15, -5) <= newestOld;
		const since = Date.now();
		let before: string[] = [];
		let clicks = async () => 0;
		return [
			{
				name: 'a schedule, and Delete Many behind it',
				run: async () => {
					before = await keys();
					await newWorkflow(page, url);
					clicks = await countClicks(page);
					await startWith(page, /On a schedule/);
					await closePanel(page);
					await addAction(page, 'Jelastic S3 Bucket', 'Delete many objects');
				},
			},
			{
				name: 'what is to go: chosen from lists, and two values',
				run: async () => {
					await pick(page, 'hostGroup', 'EU Object Storage (s3-eu1.example)');
					await pick(page, 'bucketName', BUCKET);
					await page.getByTestId('parameter-input-prefix').locator('input').fill(PREFIX);
					const adding = page.getByTestId('collection-parameter-add').first();
					await addEntry(adding, 'Older Than', 'olderThan', `${DAYS} days`);
				},
			},
			{
				name: 'Dry Run shows it, and deletes nothing',
				run: async () => {
					await flip(page, 'dryRun');
					same(await executeStep(stage), 'success', 'the step');
					const count = await outputPanel(page).getByTestId('ndv-items-count').innerText();
					same((await keys()).length, before.length, 'objects');
					await flip(page, 'dryRun');
					return `${count.trim()} would go, of ${before.length} objects`;
				},
			},
			{
				name: 'published: clicks and time so far',
				run: async () => {
					await closePanel(page);
					await publish(page);
					const seconds = Math.round((Date.now() - since) / 1000);
					const count = await clicks();
					holds(count <= 25, `${count} clicks are more than the README promises`);
					return `${count} clicks, 2 values, ${seconds} s`;
				},
			},
			{
				name: 'a run deletes what is old, and nothing else',
				run: async () => {
					const { status } = await runBy(stage, page.getByTestId('execute-workflow-button'));
					same(status, 'success', 'the execution');
					const after = await keys();
					same(
						after,
						before.filter((key) => !isOld(key)),
						'the objects left',
					);
					return `objects before ${before.length}, after ${after.length}`;
				},
			},
		];
	},
};
