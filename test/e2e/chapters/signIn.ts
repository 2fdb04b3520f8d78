import { LOGIN } from '../../../sandbox/n8n/provision';
import type { Chapter } from '../check';

export const signIn: Chapter = {
	title: 'Signing in',
	isNeeded: true,
	checks: ({ page, url }) => [
		{
			name: 'sign in and see the overview',
			run: async () => {
				await page.goto(`${url}/signin`);
				await page.locator('input[name=emailOrLdapLoginId]').fill(LOGIN.email);
				await page.locator('input[name=password]').fill(LOGIN.password);
				await page.getByTestId('form-submit-button').click();
				await page.waitForURL(/\/home\//);
				await page
					.getByTestId('main-sidebar-settings')
					.or(page.getByTestId('user-menu'))
					.first()
					.waitFor();
			},
		},
	],
};
