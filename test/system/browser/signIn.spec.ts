import { expect, signIn, test } from './fixtures';

test.describe('Signing in', () => {
	test('sign in and see the overview', async ({ browser, n8n }) => {
		const page = await browser.newPage({ baseURL: n8n.url });
		await signIn(page);
		const menu = page.getByTestId('main-sidebar-settings').or(page.getByTestId('user-menu'));
		await expect(menu.first()).toBeVisible();
		await page.close();
	});
});
