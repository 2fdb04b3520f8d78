import { type Page, test as base } from '@playwright/test';
import { rmSync } from 'node:fs';
import { bringUp, type Running } from '../../../sandbox/n8n/bring-up';
import { claim } from '../../../sandbox/n8n/claim';
import { type Mailbox, openMailbox } from '../../../sandbox/n8n/mailbox';
import { runFolders } from '../../../sandbox/n8n/folders';
import { anyPort } from '../../../sandbox/n8n/ports';
import { enter, jelasticData, loginOf, smtpData } from '../../../sandbox/n8n/provision';
import { Stopping } from '../../../sandbox/n8n/stopping';
import { Canvas } from './editor/canvas';
import { CredentialDialog } from './editor/credentialDialog';
import { NodePanel } from './editor/nodePanel';

export { expect } from '@playwright/test';

interface WorkerFixtures extends Pick<Running, 'n8n' | 'sandbox'> {
	/** A new n8n with the packed nodes and an owner in it, and the sandbox. */
	running: Running & { mailbox: Mailbox };
	/** What n8n sends by mail. */
	mailbox: Mailbox;
	signedInPage: Page;
}

interface TestFixtures {
	/** The page of the test before: the tests of a chapter build on one another. */
	page: Page;
	canvas: Canvas;
	panel: NodePanel;
	credentialDialog: CredentialDialog;
}

const START_TIMEOUT = 5 * 60_000;

/** The header that the webhooks of the examples require; n8n has it as a credential. */
export const WEBHOOK_HEADER = { name: 'X-Api-Key', value: 'for-the-browser-tests' };

/** Signs in through the form. */
export async function signIn(page: Page): Promise<void> {
	const login = loginOf(runFolders('browser'));
	await page.goto('/signin');
	await page.locator('input[name=emailOrLdapLoginId]').fill(login.email);
	await page.locator('input[name=password]').fill(login.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL(/\/home\//);
}

async function startN8n(stopping: Stopping) {
	const folders = runFolders('browser');
	stopping.add(claim(folders.base));
	for (const folder of [folders.userFolder, folders.sandboxData]) {
		rmSync(folder, { recursive: true, force: true });
	}
	const running = await bringUp({ folders, port: await anyPort(), stopping });
	const { n8n, sandbox } = running;
	await enter(n8n, folders);
	const data = jelasticData(sandbox);
	await n8n.createCredential({ name: 'Jelastic account', type: 'jelasticApi', data });
	await n8n.createCredential({ name: 'Webhook key', type: 'httpHeaderAuth', data: WEBHOOK_HEADER });
	const mailbox = await openMailbox();
	stopping.add(mailbox.close);
	const smtp = smtpData(mailbox.port);
	await n8n.createCredential({ name: 'Sandbox mail', type: 'smtp', data: smtp });
	return { ...running, mailbox };
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
	running: [
		async ({}, use) => {
			const stopping = new Stopping();
			try {
				await use(await startN8n(stopping));
			} finally {
				await stopping.stop();
			}
		},
		{ scope: 'worker', timeout: START_TIMEOUT },
	],
	n8n: [async ({ running }, use) => await use(running.n8n), { scope: 'worker' }],
	sandbox: [async ({ running }, use) => await use(running.sandbox), { scope: 'worker' }],
	mailbox: [async ({ running }, use) => await use(running.mailbox), { scope: 'worker' }],
	signedInPage: [
		async ({ browser, n8n }, use) => {
			const page = await browser.newPage({ baseURL: n8n.url });
			await signIn(page);
			await use(page);
			await page.close();
		},
		{ scope: 'worker', timeout: START_TIMEOUT },
	],
	page: async ({ signedInPage }, use) => await use(signedInPage),
	canvas: async ({ page, n8n }, use) => await use(new Canvas(page, n8n)),
	panel: async ({ page, n8n }, use) => await use(new NodePanel(page, n8n)),
	credentialDialog: async ({ page }, use) => await use(new CredentialDialog(page)),
});
