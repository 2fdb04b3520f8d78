import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { EXAMPLES, OTHER } from '../../../sandbox/n8n/folders';
import type { Sandbox } from '../../../sandbox/platform';
import type { Canvas } from './editor/canvas';
import { startExecution } from './editor/execution';
import type { NodePanel } from './editor/nodePanel';
import { WEBHOOK_HEADER, expect, test } from './fixtures';

const EXISTING =
	'[data-test-id^="node-credentials-select-item-"]:not([data-test-id="node-credentials-select-item-new"])';

/** Chooses in each node that lacks its credential the first that is offered. */
async function chooseCredentials(page: Page, canvas: Canvas, panel: NodePanel): Promise<void> {
	const lacking = canvas.nodesWith('node-issues');
	for (let left = await lacking.count(); left > 0; left = await lacking.count()) {
		await lacking.first().dblclick();
		await page.getByTestId('node-credentials-select').first().click();
		await page.locator(EXISTING).filter({ visible: true }).first().click();
		await panel.close();
		expect(await lacking.count(), 'nodes that lack their credential').toBeLessThan(left);
	}
}

/** n8n adds the credentials by itself; in older versions the user chooses them. */
const testImport = (file: string) =>
	test(`import it from its file, ${OTHER ? 'choose the credentials' : 'n8n adds the credentials'}`, async ({
		page,
		canvas,
		panel,
	}) => {
		await canvas.newWorkflow();
		await canvas.importFile(join(EXAMPLES, file));
		if (OTHER) await chooseCredentials(page, canvas, panel);
		else await expect(page.getByText('Credentials auto-added')).toBeVisible();
		await expect(canvas.nodesWith('node-issues')).toHaveCount(0);
	});

const testExecutions = (count: number) =>
	test('list its executions', async ({ page }) => {
		await page.getByTestId('radio-button-executions').click();
		const rows = page.locator('[data-test-id^="execution-details-"]');
		await expect(rows.filter({ hasText: /Succeeded\s+in/ })).toHaveCount(count);
	});

/** Starts a webhook of the open workflow manually and calls it as an application would. */
async function callWebhook(page: Page, trigger: string, path: string, data: object) {
	await page.locator(`[data-node-name="${trigger}"]`).first().hover();
	await startExecution(page, page.getByTestId(`execute-workflow-button-${trigger}`));
	const headers = { [WEBHOOK_HEADER.name]: WEBHOOK_HEADER.value };
	const answer = await page.request.post(`/webhook-test/${path}`, { headers, data });
	await expect(page.getByText('Workflow executed successfully').first()).toBeVisible();
	return { status: answer.status(), body: await answer.json() };
}

test.describe('Example: scheduled bucket cleanup', () => {
	test.describe.configure({ mode: 'serial' });
	let before: string[];

	testImport('scheduled-bucket-cleanup.json');

	test('with Dry Run on, an execution deletes nothing', async ({ canvas, panel, sandbox }) => {
		before = await sandbox.listKeys(sandbox.hostGroups[0], 'app-logs', 'logs/');
		await canvas.open('Delete old objects');
		await panel.flip('dryRun');
		expect(await panel.executeStep()).toBe('success');
		await expect(panel.output).toContainText('wouldDelete');
		expect(await sandbox.listKeys(sandbox.hostGroups[0], 'app-logs', 'logs/')).toEqual(before);
		await panel.flip('dryRun');
		await panel.close();
	});

	test('execute it manually', async ({ page, canvas, sandbox }) => {
		expect(await canvas.execute()).toBe('success');
		await expect(page.getByText('Workflow executed successfully').first()).toBeVisible();
		const succeeded = canvas.nodesWith('canvas-node-status-success');
		await expect(succeeded.and(canvas.node('Delete old objects'))).toBeVisible();
		const after = await sandbox.listKeys(sandbox.hostGroups[0], 'app-logs', 'logs/');
		expect(after.length).toBeGreaterThan(0);
		expect(after.length).toBeLessThan(before.length);
	});

	testExecutions(2);

	test('publish it', async ({ page, canvas }) => {
		await page.getByTestId('radio-button-workflow').click();
		await canvas.publish();
	});
});

async function keysOf(sandbox: Sandbox, account: string): Promise<string[]> {
	const found = (await sandbox.accounts()).find(({ name }) => name === account);
	return (found?.keys ?? []).map(({ accKey }) => accKey);
}

test.describe('Example: webhook key rotation', () => {
	test.describe.configure({ mode: 'serial' });
	let newKey: string;

	testImport('webhook-key-rotation.json');

	test('call "rotate"', async ({ page, sandbox }) => {
		const [hostGroup] = sandbox.hostGroups;
		const [accessKey] = await keysOf(sandbox, 'backup');
		const request = { hostGroup, accountName: 'backup', accessKey };
		const { status, body } = await callWebhook(
			page,
			'Rotate: call',
			'jelastic-keys/rotate',
			request,
		);
		expect(status).toBe(200);
		newKey = body.accessKey;
		expect(await keysOf(sandbox, 'backup')).toHaveLength(2);
	});

	test('call "finish"', async ({ page, sandbox }) => {
		const request = { hostGroup: sandbox.hostGroups[0], accessKey: newKey };
		const { status } = await callWebhook(page, 'Finish: call', 'jelastic-keys/finish', request);
		expect(status).toBe(200);
		expect(await keysOf(sandbox, 'backup')).toEqual([newKey]);
	});

	testExecutions(2);
});

test.describe('Example: new customer', () => {
	test.describe.configure({ mode: 'serial' });

	testImport('new-customer.json');

	test('execute it manually', async ({ page, sandbox }) => {
		// Not the host group whose accounts and buckets the other tests expect.
		const hostGroup = sandbox.hostGroups[1];
		const accountName = 'browser-customer';
		const request = { hostGroup, accountName, bucketName: `${accountName}-files` };
		const trigger = 'A customer is to be set up';
		const { status } = await callWebhook(page, trigger, 'jelastic-customers', request);
		expect(status).toBe(201);
		expect(await sandbox.accounts()).toContainEqual(
			expect.objectContaining({ hostGroup, name: accountName }),
		);
	});

	testExecutions(1);
});

test.describe('Example: overdue access keys', () => {
	test.describe.configure({ mode: 'serial' });

	testImport('overdue-keys.json');

	test('execute it manually: one message comes', async ({ canvas, sandbox, mailbox }) => {
		const [overdue, recent] = await keysOf(sandbox, 'webshop');
		mailbox.mails.length = 0;
		expect(await canvas.execute()).toBe('success');
		expect(mailbox.mails).toHaveLength(1);
		expect(mailbox.mails[0]).toContain(overdue);
		expect(mailbox.mails[0]).not.toContain(recent);
	});

	testExecutions(1);
});
