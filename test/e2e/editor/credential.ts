import type { Page } from 'playwright-core';
import { closePanel } from './canvas';

const dialog = (page: Page) => page.getByTestId('credential-edit-dialog');

const field = (page: Page, name: string) =>
	dialog(page).getByTestId(`parameter-input-${name}`).locator('input');

/** Opens the dialog for a new one: by a button, or in older versions by the last entry of a list. */
export async function openNew(page: Page): Promise<void> {
	const button = page.getByTestId('node-credentials-empty-state').getByRole('button');
	const list = page.getByTestId('node-credentials-select').first();
	await button.or(list).first().waitFor();
	if (await button.isVisible()) {
		await button.click();
	} else {
		await list.click();
		await page.getByTestId('node-credentials-select-item-new').filter({ visible: true }).click();
	}
	await dialog(page).waitFor();
}

/** Fills in the dialog and saves it; gives when n8n has tested it. */
export async function save(page: Page, host: string, token: string): Promise<void> {
	await field(page, 'host').fill(host);
	await field(page, 'token').fill(token);
	const testing = page.waitForResponse((response) =>
		response.url().endsWith('/rest/credentials/test'),
	);
	await page.getByTestId('credential-save-button').click();
	await testing;
}

/** What the dialog says of a test that failed; from the second failure on it says so by itself. */
export async function whyNot(page: Page): Promise<string> {
	const banner = dialog(page).getByText('Couldn’t connect with these settings');
	await banner.waitFor();
	const more = dialog(page).getByText('More details');
	if (await more.isVisible()) await more.click();
	const text = await banner.locator('xpath=ancestor::*[.//button][1]/..').innerText();
	return text.trim().split('\n').at(-1) ?? '';
}

/** Waits until the dialog says that the connection was tested successfully. */
export async function isFine(page: Page): Promise<string> {
	const banner = dialog(page).getByText('Connection tested successfully');
	await banner.waitFor();
	return await banner.innerText();
}

/** Waits until the dialog has closed by itself, as it does for a new one that is fine, or closes it. */
export async function isClosed(page: Page): Promise<void> {
	const fine = dialog(page).getByText('Connection tested successfully');
	await Promise.race([dialog(page).waitFor({ state: 'hidden' }), fine.waitFor()]);
	// It may be about to close by itself.
	await page.waitForTimeout(1000);
	if (await dialog(page).isVisible()) await closeDialog(page);
}

export async function closeDialog(page: Page): Promise<void> {
	// Not by the Escape key: in older versions it closes the node behind the dialog as well.
	const whole = page.locator('[role="dialog"]').filter({ has: dialog(page) });
	await whole.locator('button[aria-label*="lose"]').last().click();
	await dialog(page).waitFor({ state: 'hidden' });
}

const EXISTING =
	'[data-test-id^="node-credentials-select-item-"]:not([data-test-id="node-credentials-select-item-new"])';

/** Opens a node that lacks its credential and chooses the first that is offered. */
async function choose(page: Page, node: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	await page.getByTestId('node-credentials-select').first().click();
	await page.locator(EXISTING).filter({ visible: true }).first().click();
	await closePanel(page);
}

/** Gives each node that lacks its credential the one there is; tells which were given one. */
export async function chooseMissing(page: Page): Promise<string[]> {
	const lacking = page
		.getByTestId('canvas-node')
		.filter({ has: page.getByTestId('node-issues') })
		.first();
	const given: string[] = [];
	while (await lacking.isVisible()) {
		const node = (await lacking.getAttribute('data-node-name')) ?? '';
		if (given.includes(node)) throw new Error(`"${node}" has issues with its credential, too`);
		await choose(page, node);
		given.push(node);
	}
	return given;
}
