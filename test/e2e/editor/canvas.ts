import type { Page } from 'playwright-core';

/** Opens an empty workflow. */
export async function newWorkflow(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/workflow/new`);
	await page.getByTestId('canvas-plus-button').first().waitFor();
}

/** Opens the list of nodes where a first step is added. */
async function openFirstStep(page: Page): Promise<void> {
	await page.getByTestId('canvas-plus-button').first().click();
	await page.getByTestId('node-creator-search-bar').waitFor();
}

/** Chooses how an empty workflow starts, by the words of n8n's list. */
export async function startWith(page: Page, trigger: RegExp): Promise<void> {
	await openFirstStep(page);
	await page.getByTestId('node-creator-item-name').getByText(trigger).click();
	await page.getByTestId('canvas-node').first().waitFor();
}

/** A new workflow that begins with a click. */
export async function startWithClick(page: Page, url: string): Promise<void> {
	await newWorkflow(page, url);
	await startWith(page, /Trigger manually/);
}

/** Opens the list of nodes by the + behind the last node. */
export async function openCreator(page: Page): Promise<void> {
	await page.getByTestId('canvas-handle-plus').last().click();
	await page.getByTestId('node-creator-search-bar').waitFor();
}

/** Types into the list's search; gives the nodes that it finds. */
export async function found(page: Page, words: string): Promise<string[]> {
	await page.getByTestId('node-creator-search-bar').fill(words);
	await page.waitForTimeout(700);
	return await page.getByTestId('node-creator-item-name').allInnerTexts();
}

/** Adds a node by one of its actions, as n8n's list offers them; its panel opens. */
export async function addAction(page: Page, node: string, action: string): Promise<void> {
	await openCreator(page);
	await found(page, 'jelastic');
	await page.getByTestId('node-creator-item-name').filter({ hasText: node }).first().click();
	await page.getByText(action, { exact: true }).click();
	await page.getByTestId('node-parameters').waitFor();
}

/** Closes the panel of a node. */
export async function closePanel(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
}

/** Imports a workflow into an empty canvas through the menu. */
export async function importFile(page: Page, file: string): Promise<void> {
	await page.getByTestId('workflow-menu').click();
	const byFile = page.getByTestId('workflow-menu-item-import-from-file');
	const submenu = page.getByTestId('workflow-menu-item-import');
	if ((await submenu.count()) > 0) await submenu.hover();
	const choosing = page.waitForEvent('filechooser');
	await byFile.click();
	await (await choosing).setFiles(file);
	await page.getByTestId('canvas-node').first().waitFor();
}

/** The names of the nodes that ran well. */
export async function succeeded(page: Page): Promise<string[]> {
	const nodes = page
		.getByTestId('canvas-node')
		.filter({ has: page.getByTestId('canvas-node-status-success') });
	return await Promise.all(
		(await nodes.all()).map(async (node) => (await node.getAttribute('data-node-name')) ?? ''),
	);
}

/** Activates or deactivates a node. */
export async function toggle(page: Page, name: string): Promise<void> {
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	await node.hover();
	await node.getByTestId('disable-node-button').click();
}

/** Publishes the open workflow, so that its triggers work. */
export async function publish(page: Page): Promise<void> {
	await page.getByTestId('workflow-open-publish-modal-button').click();
	await page.getByTestId('workflow-publish-button').click();
	await page.getByTestId('workflow-publish-button').waitFor({ state: 'hidden' });
	await page
		.getByText(/Published/)
		.first()
		.waitFor();
	// The first time, some versions tell in a dialog where the executions will be.
	await page.waitForTimeout(1000);
	const understood = page.getByRole('button', { name: 'Got it' });
	if (await understood.isVisible()) await understood.click();
}
