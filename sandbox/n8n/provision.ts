import { randomBytes } from 'node:crypto';
import { type ExampleName, readExamples, withCredentials } from './examples';
import type { Login, N8nRest, StoredCredential, StoredWorkflow } from './rest';

/** The owner of the demo n8n, which listens on loopback only. */
export const LOGIN: Login = { email: 'you@demo.example', password: 'Jelastic-S3-demo1' };

export type Platform = { url: string; token: string };

export interface Provisioned {
	/** The credential that the examples' Jelastic nodes use. */
	jelastic: StoredCredential;
	/** The header that the examples' webhooks require; random at each start. */
	webhookHeader: { name: string; value: string };
	workflows: Map<ExampleName, StoredWorkflow>;
}

/** Creates the owner of a new n8n, or signs in to an old one. */
export async function enter(n8n: N8nRest): Promise<void> {
	if (await n8n.needsOwner()) await n8n.setUpOwner(LOGIN, 'Demo', 'Owner');
	else await n8n.signIn(LOGIN);
}

/** The data of a `jelasticApi` credential. */
export function jelasticData({ url, token }: Platform): Record<string, unknown> {
	return { host: url, token, allowUnauthorizedCerts: false };
}

/** The data of an `smtp` credential for the mailbox. */
export const smtpData = (port: number) => ({
	...{ host: '127.0.0.1', port, user: '', password: '' },
	...{ secure: false, disableStartTls: true },
});

/** Creates missing examples (edited ones are kept) and activates all. */
async function putExamples(n8n: N8nRest, credentials: StoredCredential[]) {
	const existing = await n8n.workflows();
	const workflows: Provisioned['workflows'] = new Map();
	for (const [file, example] of readExamples()) {
		const stored =
			existing.find(({ name }) => name === example.name) ??
			(await n8n.createWorkflow(withCredentials(example, credentials)));
		if (!stored.activeVersionId) await n8n.activate(stored);
		workflows.set(file, stored);
	}
	return workflows;
}

/** Sets up the owner, the credentials and the examples of an n8n. */
export async function provision(
	n8n: N8nRest,
	platform: Platform,
	mailPort: number,
): Promise<Provisioned> {
	await enter(n8n);
	const existing = await n8n.credentials();
	/** Creates a credential, or updates the one of an earlier run: addresses change. */
	const put = async (name: string, type: string, data: Record<string, unknown>) => {
		const stored = existing.find((one) => one.name === name && one.type === type);
		if (!stored) return await n8n.createCredential({ name, type, data });
		await n8n.updateCredential(stored.id, { name, type, data });
		return stored;
	};
	const jelastic = await put('Jelastic sandbox', 'jelasticApi', jelasticData(platform));
	const webhookHeader = { name: 'X-Api-Key', value: randomBytes(18).toString('base64url') };
	const header = await put('Webhook key', 'httpHeaderAuth', webhookHeader);
	const smtp = await put('Sandbox mail', 'smtp', smtpData(mailPort));
	const workflows = await putExamples(n8n, [jelastic, header, smtp]);
	return { jelastic, webhookHeader, workflows };
}
