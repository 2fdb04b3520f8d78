import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../sandbox/platform';
import { bringUp } from '../../sandbox/n8n/bring-up';
import { claim } from '../../sandbox/n8n/claim';
import { runFolders } from '../../sandbox/n8n/folders';
import { installN8n } from '../../sandbox/n8n/install';
import { anyPort } from '../../sandbox/n8n/ports';
import { enter } from '../../sandbox/n8n/provision';
import type { N8nRest } from '../../sandbox/n8n/rest';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { findChromium, launch } from './chromium';

/** What the tests play on: a new n8n with the pack and an owner in it, a sandbox, a browser. */
export interface Stage {
	url: string;
	n8n: N8nRest;
	sandbox: Sandbox;
	page: Page;
	/** The header that the examples' webhooks ask for; its credential is in n8n. */
	webhookHeader: { name: string; value: string };
}

export const VIEWPORT = { width: 1400, height: 900 };

/** How long anything on the page may take, on a slow machine. */
const PATIENCE_MS = 20_000;

/** Brings everything up, with no data but the sandbox's. */
export async function openStage(stopping: Stopping): Promise<Stage> {
	const executable = findChromium();
	const folders = runFolders('e2e');
	stopping.add(claim(folders.base));
	for (const folder of [folders.userFolder, folders.sandboxData]) {
		rmSync(folder, { recursive: true, force: true });
	}
	await installN8n();
	const { server, n8n, sandbox } = await bringUp({ folders, port: await anyPort(), stopping });
	await enter(n8n);
	const webhookHeader = { name: 'X-Api-Key', value: 'for-the-browser-tests' };
	await n8n.createCredential({ name: 'Webhook key', type: 'httpHeaderAuth', data: webhookHeader });
	const browser = await launch(executable);
	stopping.add(async () => await browser.close());
	const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US' });
	context.setDefaultTimeout(PATIENCE_MS);
	const page = await context.newPage();
	return { url: server.url, n8n, sandbox, page, webhookHeader };
}
