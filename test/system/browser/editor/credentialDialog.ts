import { type Locator, type Page, expect } from '@playwright/test';

const SAVE = /\/rest\/credentials(\/(?!test$)\w+)?$/;

/** The dialog of a credential. */
export class CredentialDialog {
	readonly dialog: Locator;
	/** The message of a successful test. */
	readonly success: Locator;

	constructor(private readonly page: Page) {
		this.dialog = page.getByTestId('credential-edit-dialog');
		this.success = this.dialog.getByText('Connection tested successfully');
	}

	/** Opens the dialog for a new credential: a button, or in older versions the last entry of a list. */
	async openNew(): Promise<void> {
		const button = this.page.getByTestId('node-credentials-empty-state').getByRole('button');
		const list = this.page.getByTestId('node-credentials-select').first();
		await button.or(list).first().waitFor();
		if (await button.isVisible()) {
			await button.click();
		} else {
			await list.click();
			const entry = this.page.getByTestId('node-credentials-select-item-new');
			await entry.filter({ visible: true }).click();
		}
		await this.dialog.waitFor();
	}

	/** Fills in the dialog, saves it and waits for n8n's test. */
	async save(host: string, token: string): Promise<void> {
		const input = (name: string) => this.dialog.getByTestId(`parameter-input-${name}`);
		await input('host').locator('input').fill(host);
		await input('token').locator('input').fill(token);
		// n8n also tests a credential when its dialog opens: wait for the test after the save.
		let isSaving = false;
		const testing = this.page.waitForRequest((request) => {
			isSaving ||= /POST|PATCH/.test(request.method()) && SAVE.test(request.url());
			return isSaving && request.url().endsWith('/rest/credentials/test');
		});
		await this.page.getByTestId('credential-save-button').click();
		await (await testing).response();
	}

	/** The message of a failed test, which n8n shows without a click from the second failure on. */
	async failure(): Promise<string> {
		const banner = this.dialog.getByText('Couldn’t connect with these settings');
		await banner.waitFor();
		const more = this.dialog.getByText('More details');
		if (await more.isVisible()) await more.click();
		const text = await banner.locator('xpath=ancestor::*[.//button][1]/..').innerText();
		return text.trim().split('\n').at(-1) ?? '';
	}

	/** A new credential that passes its test closes the dialog by itself in some versions; else closes it. */
	async waitUntilClosed(): Promise<void> {
		await Promise.race([this.dialog.waitFor({ state: 'hidden' }), this.success.waitFor()]);
		// It may be about to close.
		await this.page.waitForTimeout(1000);
		if (await this.dialog.isVisible()) await this.close();
	}

	async close(): Promise<void> {
		// Not by the Escape key: in older versions it closes the node behind the dialog as well.
		const whole = this.page.locator('[role="dialog"]').filter({ has: this.dialog });
		await whole.locator('button[aria-label*="lose"]').last().click();
		await expect(this.dialog).toBeHidden();
	}
}
