import { expect, test } from './fixtures';

test.describe("The README's first workflow", () => {
	test.describe.configure({ mode: 'serial' });

	test('execute a step and see the items', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', 'app-logs');
		expect(await panel.executeStep()).toBe('success');
		await expect(panel.itemCount).toHaveText('50 items');
		await expect(panel.output.getByText('README.txt').first()).toBeVisible();
	});

	test('drag fields of the input onto lists', async ({ page, canvas, panel }) => {
		await panel.close();
		await canvas.addAction('Jelastic S3 Bucket', 'Get presigned URL of object');
		for (const name of ['hostGroup', 'bucketName', 'key']) {
			const field = page.getByTestId('ndv-input-panel').getByText(name, { exact: true });
			await field.first().dragTo(panel.parameter(name), { steps: 12 });
			await expect(panel.parameter(name).getByText(`$json.${name}`).first()).toBeVisible();
			// n8n's preview of the value covers the next field until this one loses focus.
			await page.getByTestId('tab-params').click();
		}
	});

	test('each object has a link', async ({ panel }) => {
		expect(await panel.executeStep()).toBe('success');
		await expect(panel.itemCount).toHaveText('50 items');
		await expect(panel.output).toContainText('expiresAt');
		await expect(panel.output).toContainText('http://127.0.0.1');
	});

	test('the modes for entering a value have names of their own', async ({ canvas, panel }) => {
		await panel.close();
		await canvas.addAction('Jelastic S3 Bucket', 'Download object');
		expect(await panel.enterValue('hostGroup', 's3-eu1.example')).toBe('By Name');
		expect(await panel.enterValue('bucketName', 'app-logs')).toBe('By Name');
		expect(await panel.enterValue('key', 'README.txt')).toBe('By Key');
	});
});
