import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { jelasticData } from '../../../sandbox/n8n/provision';
import type { N8nRest } from '../../../sandbox/n8n/rest';
import type { Sandbox } from '../../../sandbox/platform';
import { SELF_SIGNED } from '../../support/selfSigned';
import { expect, test } from './fixtures';

interface Invalid {
	name: string;
	host: (sandbox: Sandbox, n8nUrl: string) => string;
	token?: (sandbox: Sandbox) => string;
	message: (host: string) => string;
	prepare?: (sandbox: Sandbox) => void;
}

const INVALID: Invalid[] = [
	{
		name: 'not an address',
		host: () => 'our platform',
		message: () =>
			"Platform Address is not an address. Enter the address of the platform's dashboard, like https://app.jelastic.com",
	},
	{
		name: 'an address where nothing listens',
		host: () => 'http://127.0.0.1:9',
		message: (host) =>
			`Cannot reach ${host} (ECONNREFUSED). Check Platform Address, and that this n8n may connect to it`,
	},
	{
		name: 'an address where something else answers',
		host: (_, n8nUrl) => n8nUrl,
		message: (host) =>
			`${host} was reached, but no Jelastic platform answers there (HTTP 404). Enter the address of the platform's dashboard, like https://app.jelastic.com`,
	},
	{
		name: 'a token that has expired',
		host: ({ url }) => url,
		token: ({ tokens }) => tokens.expired,
		message: () =>
			'The access token is wrong or has expired. Make a new one in the dashboard under Settings, Access Tokens',
	},
	{
		name: 'a platform that fails',
		host: ({ url }) => url,
		prepare: ({ faults }) =>
			faults.add({ method: 'users.account.GetUserInfo', kind: 'code', code: 99 }),
		message: (host) => `The platform at ${host} answered with the failure code 99`,
	},
];

const jelasticCredentials = async (n8n: N8nRest) =>
	(await n8n.credentials()).filter(({ type }) => type === 'jelasticApi');

test.describe('The credential dialog', () => {
	test.describe.configure({ mode: 'serial' });

	test('a new node asks for it', async ({ n8n, canvas, credentialDialog }) => {
		for (const { id } of await jelasticCredentials(n8n)) await n8n.deleteCredential(id);
		await canvas.newManualWorkflow();
		await canvas.addAction('Jelastic S3 Bucket', 'Get many objects');
		await credentialDialog.openNew();
	});

	for (const { name, host, token, message, prepare } of INVALID) {
		test(`the test fails: ${name}`, async ({ n8n, sandbox, credentialDialog }) => {
			prepare?.(sandbox);
			const address = host(sandbox, n8n.url);
			await credentialDialog.save(address, token?.(sandbox) ?? sandbox.token);
			await expect.poll(async () => await credentialDialog.failure()).toBe(message(address));
		});
	}

	test('the test fails: a self-signed certificate', async ({ sandbox, credentialDialog }) => {
		const server = createServer(SELF_SIGNED, (_, response) => response.end());
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const host = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
		await credentialDialog.save(host, sandbox.token);
		const failure = expect.poll(async () => await credentialDialog.failure());
		await failure.toContain(`No secure connection to ${host} can be made (`);
		expect(await credentialDialog.failure()).toMatch(/turn on "Ignore SSL Issues"$/);
		server.close();
	});

	test('a valid credential: the dialog closes and the node uses it', async ({
		page,
		sandbox,
		credentialDialog,
	}) => {
		await credentialDialog.save(sandbox.url, sandbox.token);
		await credentialDialog.waitUntilClosed();
		const chosen = page.getByTestId('node-credentials-select').locator('input').first();
		await expect(chosen).toHaveValue('Jelastic account');
	});

	test('a token limited to S3 methods is valid, too', async ({
		page,
		n8n,
		sandbox,
		credentialDialog,
	}) => {
		await page.getByTestId('credential-edit-button').click();
		await credentialDialog.save(sandbox.url, sandbox.tokens.s3Only);
		await expect(credentialDialog.success).toBeVisible();
		await credentialDialog.close();
		// The other tests need the token that may do everything.
		const [{ id, name, type }] = await jelasticCredentials(n8n);
		await n8n.updateCredential(id, { name, type, data: jelasticData(sandbox) });
	});
});
