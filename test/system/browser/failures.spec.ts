import { expect, test } from './fixtures';
import type { NodePanel } from './editor/nodePanel';

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

/** Executes the step and expects n8n to show this failure. */
async function expectFailure(panel: NodePanel, message: string, advice: string) {
	expect(await panel.executeStep()).toBe('error');
	await expect(panel.output.getByTestId('node-error-message')).toHaveText(message);
	await expect(panel.output.getByTestId('node-error-description')).toContainText(advice);
}

test.describe('Failures and their advice', () => {
	test('a bucket that does not exist', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.enterValue('bucketName', 'no-such-bucket');
		const message = 'The bucket "no-such-bucket" does not exist';
		await expectFailure(panel, message, 'Bucket: Get Many lists what there is');
	});

	test('a missing permission', async ({ canvas, panel, sandbox }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.pick('bucketName', 'app-logs');
		sandbox.faults.add({ method: 's3.bucket.ListObjects', kind: 'code', code: 8202 });
		await expectFailure(
			panel,
			'The access token lacks the permission s3.bucket.ListObjects',
			'in the dashboard under Settings, Access Tokens',
		);
	});

	test('a bucket that is not empty', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Delete bucket');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.pick('bucketName', 'backups');
		await expectFailure(panel, 'The bucket "backups" is not empty', 'Empty First');
	});

	test('a third access key', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Account', 'Generate access key');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.pick('accountName', 'webshop');
		const message = 'The account "webshop" has two key pairs already';
		await expectFailure(panel, message, 'Revoke the one that is not in use');
	});

	test('an invalid bucket name', async ({ canvas, panel }) => {
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Create bucket');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.input('bucketName').fill('Not A Name');
		await expectFailure(panel, '"Not A Name" is not a valid bucket name', '3 to 63');
	});
});
