import { holds } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { found, newWorkflow } from '../editor/canvas';

export const agent: Chapter = {
	title: "As tools of n8n's AI Agent",
	checks: ({ page, url }) => [
		{
			name: 'both nodes are offered as tools',
			run: async () => {
				await newWorkflow(page, url);
				await page.getByTestId('canvas-plus-button').first().click();
				await found(page, 'ai agent');
				await page
					.getByTestId('node-creator-item-name')
					.getByText('AI Agent', { exact: true })
					.first()
					.click();
				const open = page
					.getByTestId('node-parameters')
					.or(page.getByTestId('canvas-node').first());
				await open.first().waitFor();
				if (await page.getByTestId('ndv-close-button').isVisible()) {
					await page.getByTestId('ndv-close-button').click();
				}
				await page
					.getByTestId('canvas-node-input-handle')
					.filter({ hasText: 'Tool' })
					.getByTestId('canvas-handle-plus')
					.click();
				const names = await found(page, 'jelastic');
				holds(names.length === 2, `found ${names.join(', ')}`);
				return names.join(', ');
			},
		},
	],
};
