import { type Locator, type Page, expect } from '@playwright/test';
import type { N8nRest } from '../../../../sandbox/n8n/rest';

interface Started {
	executionId?: string;
	waitingForWebhook?: boolean;
}

/** Clicks what starts an execution; returns what n8n answered. */
export async function startExecution(page: Page, button: Locator): Promise<Started> {
	const answer = page.waitForResponse(
		(response) => /\/rest\/workflows\/[^/]+\/run/.test(response.url()) && response.ok(),
	);
	await button.click();
	const { data } = (await (await answer).json()) as { data: Started };
	return data;
}

/** Clicks what starts an execution and waits for its end; returns its status. */
export async function execute(page: Page, n8n: N8nRest, button: Locator): Promise<string> {
	const { executionId = '' } = await startExecution(page, button);
	expect(executionId, 'the execution that n8n started').not.toBe('');
	let status = '';
	await expect
		.poll(async () => ({ status } = await n8n.execution(executionId)).status, { timeout: 60_000 })
		.not.toMatch(/^(new|running|waiting)$/);
	return status;
}
