import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolders } from '../../../../sandbox/n8n/folders';
import { test } from '../fixtures';
import { panelNodes } from './panelNodes';

const PANELS = join(runFolders('browser').base, 'panels');

/** Tall enough for the longest panel. */
const TALL = { width: 1300, height: 2250 };

test.describe("Every operation's panel", () => {
	for (const colorScheme of ['light', 'dark'] as const) {
		test(colorScheme, async ({ page, n8n, panel }) => {
			rmSync(join(PANELS, colorScheme), { recursive: true, force: true });
			const credentials = await n8n.credentials();
			const nodes = panelNodes(credentials.find(({ type }) => type === 'jelasticApi')!);
			const settings = { executionOrder: 'v1' };
			const workflow = { name: `Panels, ${colorScheme}`, nodes, connections: {}, settings };
			const { id } = await n8n.createWorkflow(workflow);
			await page.setViewportSize(TALL);
			await page.emulateMedia({ colorScheme });
			await page.goto(`/workflow/${id}`);
			await page.getByTestId('canvas-node').first().waitFor();
			await page.getByTestId('zoom-to-fit').click();
			for (const { name } of nodes) {
				await page.locator(`[data-node-name="${name}"]`).first().dblclick();
				await panel.parameter('operation').waitFor();
				await page.waitForTimeout(300);
				const path = join(PANELS, colorScheme, `${name}.png`);
				await page.getByTestId('node-parameters').screenshot({ path });
				await panel.close();
			}
		});
	}
});
