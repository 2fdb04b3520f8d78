import { expect, test } from './fixtures';

test.describe("As tools of n8n's AI Agent", () => {
	test('both nodes are offered as tools', async ({ page, canvas, panel }) => {
		await canvas.newWorkflow();
		await page.getByTestId('canvas-plus-button').first().click();
		await canvas.search('ai agent');
		await canvas.listedNodes.getByText('AI Agent', { exact: true }).first().click();
		await page.getByTestId('node-parameters').or(canvas.nodes.first()).first().waitFor();
		if (await page.getByTestId('ndv-close-button').isVisible()) await panel.close();
		await page
			.getByTestId('canvas-node-input-handle')
			.filter({ hasText: 'Tool' })
			.getByTestId('canvas-handle-plus')
			.click();
		expect(await canvas.search('jelastic')).toHaveLength(2);
	});
});
