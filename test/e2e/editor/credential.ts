import type { Page } from 'playwright-core';

const dialog = (page: Page) => page.getByTestId('credential-edit-dialog');

const field = (page: Page, name: string) =>
	dialog(page).getByTestId(`parameter-input-${name}`).locator('input');

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

export async function closeDialog(page: Page): Promise<void> {
	await page.keyboard.press('Escape');
	await dialog(page).waitFor({ state: 'hidden' });
}
