import { expect, test } from './fixtures';
import type { NodePanel } from './editor/nodePanel';

/** Executes the step and expects this hint alone. */
async function expectHint(panel: NodePanel, text: string) {
	expect(await panel.executeStep()).toBe('success');
	await expect(panel.hints).toHaveCount(1);
	await expect(panel.hints).toContainText(text);
}

test.describe('Hints that prevent a mistake', () => {
	test.describe.configure({ mode: 'serial' });

	test('the limit is reached: one hint', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', 'app-logs');
		await expectHint(panel, 'Limit of 50 items reached');
	});

	test('no key has the prefix', async ({ panel }) => {
		await panel.input('prefix').fill('lugs/');
		await expectHint(panel, 'No object in "app-logs" has a key that begins with "lugs/"');
	});

	test('a delimiter groups keys', async ({ panel }) => {
		await panel.input('prefix').fill('logs/');
		await panel.addEntry(panel.addButtons.last(), 'Delimiter', 'delimiter', '/');
		await expectHint(panel, '3 items are groups of keys');
	});

	test('Delete Many: a hint before it, and another in its place after it', async ({
		canvas,
		panel,
	}) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Delete many objects');
		await expect(panel.hints).toHaveText([/cannot be restored/]);
		await panel.pick('hostGroup', 'EU Object Storage (s3-eu1.example)');
		await panel.pick('bucketName', 'empty-bucket');
		await panel.input('prefix').fill('logs/');
		await expectHint(panel, 'No object matched');
		await panel.flip('dryRun');
	});

	for (const [node, action, hint] of [
		['Jelastic S3 Bucket', 'Delete object', 'cannot be restored'],
		['Jelastic S3 Account', 'Delete account', 'cannot be undone'],
		['Jelastic S3 Account', 'Generate access key', 'contains a secret key'],
		['Jelastic S3 Account', 'Regenerate access key', 'stops working'],
		['Jelastic S3 Account', 'Revoke access key', 'cannot be undone'],
		['Jelastic S3 Account', 'Revoke other access keys', 'cannot be undone'],
		['Jelastic S3 Account', 'Rotate access key', 'contains a secret key'],
	]) {
		test(`${action}: a hint before the first execution`, async ({ canvas, panel }) => {
			await canvas.newManualWorkflow();
			await canvas.addAction(node, action);
			await expect(panel.hints).toHaveText([new RegExp(hint)]);
		});
	}
});
