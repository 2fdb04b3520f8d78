import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { jelasticData } from '../../sandbox/n8n/provision';
import type { StoredCredential } from '../../sandbox/n8n/rest';
import { elapsed, say } from '../../sandbox/n8n/say';
import { signIn } from './chapters/signIn';
import { closePanel } from './editor/canvas';
import { documentationPictures } from './documentation';
import { perform } from './main';
import { panelNodes } from './panels';
import { REPORT } from './report';
import type { Stage } from './stage';
import { VIEWPORT } from './stage';

const PANELS = join(REPORT, 'panels');
const THEMES = ['light', 'dark'] as const;

/** Tall enough for the longest panel. */
const TALL = { width: 1300, height: 1950 };

async function takePanels(stage: Stage, credential: StoredCredential): Promise<number> {
	const { page, n8n, url } = stage;
	const nodes = panelNodes(credential);
	const { id } = await n8n.createWorkflow({
		name: 'Panels',
		nodes,
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	await page.setViewportSize(TALL);
	for (const theme of THEMES) {
		mkdirSync(join(PANELS, theme), { recursive: true });
		await page.emulateMedia({ colorScheme: theme });
		await page.goto(`${url}/workflow/${id}`);
		await page.getByTestId('canvas-node').first().waitFor();
		await page.getByTestId('zoom-to-fit').click();
		for (const { name } of nodes) {
			await page.locator(`[data-node-name="${name}"]`).first().dblclick();
			await takePanel(page, join(PANELS, theme, `${name}.png`));
			await closePanel(page);
		}
	}
	await page.setViewportSize(VIEWPORT);
	return nodes.length * THEMES.length;
}

async function takePanel(page: Page, path: string): Promise<void> {
	const panel = page.getByTestId('node-parameters');
	await panel.waitFor();
	await page.getByTestId('parameter-input-operation').waitFor();
	await page.waitForTimeout(300);
	await panel.screenshot({ path });
}

/** Takes the pictures of all panels, and those of the README. */
async function main(stage: Stage): Promise<number> {
	const since = Date.now();
	for (const { run } of signIn.checks(stage)) await run();
	const credential = await stage.n8n.createCredential({
		name: 'Jelastic account',
		type: 'jelasticApi',
		data: jelasticData(stage.sandbox),
	});
	const only = process.argv[2];
	if (only !== 'panels') say(`Written: ${(await documentationPictures(stage)).join(', ')}`);
	if (only !== 'docs') {
		rmSync(PANELS, { recursive: true, force: true });
		say(`${await takePanels(stage, credential)} panels in ${elapsed(since)}, below ${PANELS}`);
	}
	return 0;
}

perform(main);
