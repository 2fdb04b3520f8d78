import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { EXAMPLES, ROOT, runFolders } from '../../../../sandbox/n8n/folders';
import { test } from '../fixtures';

test.describe("The README's pictures", () => {
	test.describe.configure({ mode: 'serial' });

	test.beforeEach(async ({ page }) => await page.setViewportSize({ width: 1200, height: 720 }));

	/** Saves a picture of the page, without n8n's notifications. */
	async function savePicture(page: Page, name: string, folder = join(ROOT, 'docs')) {
		await page.addStyleTag({ content: '.el-notification { display: none !important }' });
		await page.waitForTimeout(500);
		await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
	}

	test('both nodes on the canvas', async ({ page, canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Account', 'Get many accounts');
		await panel.close();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many buckets');
		await panel.close();
		await page.getByTestId('zoom-to-fit').click();
		await savePicture(page, 'canvas');
	});

	test('a panel with its output', async ({ page, canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', 'app-logs');
		await panel.executeStep();
		await savePicture(page, 'panel');
	});

	test('a failure in that panel', async ({ page, panel }) => {
		await panel.enterValue('bucketName', 'app-log');
		await panel.executeStep();
		await savePicture(page, 'failure');
	});

	test('the cleanup example after an execution', async ({ page, canvas }) => {
		await canvas.newWorkflow();
		await canvas.importFile(join(EXAMPLES, 'scheduled-bucket-cleanup.json'));
		await canvas.execute();
		await page.getByText('Workflow executed successfully').first().waitFor();
		await page.getByTestId('zoom-to-fit').click();
		await savePicture(page, 'cleanup');
	});

	// The documents show the light ones; the dark ones are there to be looked at.
	for (const colorScheme of ['light', 'dark'] as const) {
		test(`the trigger's example and its panel, ${colorScheme}`, async ({ page, canvas, panel }) => {
			const folder = colorScheme === 'dark' ? join(runFolders('browser').base, 'dark') : undefined;
			await page.emulateMedia({ colorScheme });
			await canvas.newWorkflow();
			await canvas.importFile(join(EXAMPLES, 'new-file.json'));
			await page.getByTestId('zoom-to-fit').click();
			await savePicture(page, 'new-file', folder);
			await page.locator('[data-node-name="A file arrives"]').first().dblclick();
			await panel.parameter('events').waitFor();
			await savePicture(page, 'trigger', folder);
		});
	}
});
