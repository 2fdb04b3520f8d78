import { effortOf, startCounting } from './editor/effort';
import { expect, test } from './fixtures';

const BUCKET = 'backups';
const PREFIX = 'db/';
const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
/** What the README promises. */
const MOST_CLICKS = 20;

const newestOld = new Date(Date.now() - DAYS * DAY_MS).toISOString().slice(0, 10);

/** The keys of the demonstration's backups contain their day: `db/nightly-2025-01-31.dump`. */
const isOld = (key: string) => key.startsWith(PREFIX) && key.slice(-15, -5) <= newestOld;

test.describe("The README's nightly cleanup, click by click", () => {
	test.describe.configure({ mode: 'serial' });
	let before: string[];

	test('add a schedule and Delete Many', async ({ page, canvas, panel, sandbox }) => {
		before = await sandbox.listKeys(sandbox.hostGroups[0], BUCKET);
		await canvas.newWorkflow();
		await startCounting(page);
		await canvas.addTrigger(/On a schedule/);
		await panel.close();
		await canvas.addAction('Jelastic S3 Bucket', 'Delete many objects');
	});

	test('choose what to delete: two lists and two values', async ({ panel }) => {
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', BUCKET);
		await panel.input('prefix').fill(PREFIX);
		await panel.input('olderThan').fill(`${DAYS} days`);
	});

	test('Dry Run lists the old objects and deletes nothing', async ({ panel, sandbox }) => {
		await panel.flip('dryRun');
		expect(await panel.executeStep()).toBe('success');
		await expect(panel.itemCount).toHaveText(`${before.filter(isOld).length} items`);
		expect(await sandbox.listKeys(sandbox.hostGroups[0], BUCKET)).toEqual(before);
		await panel.flip('dryRun');
	});

	test('publish it, with as few clicks as promised', async ({ page, canvas, panel }) => {
		await panel.close();
		await canvas.publish();
		expect((await effortOf(page)).clicks).toBeLessThanOrEqual(MOST_CLICKS);
	});

	test('an execution deletes the old objects and nothing else', async ({ canvas, sandbox }) => {
		expect(await canvas.execute()).toBe('success');
		const after = await sandbox.listKeys(sandbox.hostGroups[0], BUCKET);
		expect(after).toEqual(before.filter((key) => !isOld(key)));
	});
});
