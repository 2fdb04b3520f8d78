import { randomBytes } from 'node:crypto';
import { type ExampleName, readExamples, withCredentials } from './examples';
import type { CredentialContent, Login, N8nRest, StoredCredential, StoredWorkflow } from './rest';

/** The owner of the demonstration's n8n, which listens on loopback only. */
export const LOGIN: Login = { email: 'you@demo.example', password: 'Jelastic-S3-demo1' };

export interface Platform {
	url: string;
	token: string;
}

export interface Provisioned {
	/** The credential that the examples' Jelastic nodes use. */
	jelastic: StoredCredential;
	/** The header that the examples' webhooks ask for; made anew at each start. */
	webhookHeader: { name: string; value: string };
	workflows: Map<ExampleName, StoredWorkflow>;
}

/** Makes the owner in a new n8n, signs in to one that has been set up before. */
export async function enter(n8n: N8nRest): Promise<void> {
	if (await n8n.needsOwner()) await n8n.setUpOwner(LOGIN, 'Demo', 'Owner');
	else await n8n.signIn(LOGIN);
}

/** Creates the credential, or brings the one of an earlier run up to date: addresses change. */
async function putCredential(n8n: N8nRest, content: CredentialContent): Promise<StoredCredential> {
	const existing = (await n8n.credentials()).find(
		({ name, type }) => name === content.name && type === content.type,
	);
	if (!existing) return await n8n.createCredential(content);
	await n8n.updateCredential(existing.id, content);
	return existing;
}

/** The data of a `jelasticApi` credential. */
export function jelasticData({ url, token }: Platform): Record<string, unknown> {
	return { host: url, token, allowUnauthorizedCerts: false };
}

/** Creates those examples that are not there yet (whoever has edited one keeps it) and activates all. */
async function putExamples(
	n8n: N8nRest,
	credentials: StoredCredential[],
): Promise<Provisioned['workflows']> {
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

/** Puts the owner, the credentials and the examples into an n8n, new or used. */
export async function provision(n8n: N8nRest, platform: Platform): Promise<Provisioned> {
	await enter(n8n);
	const jelastic = await putCredential(n8n, {
		name: 'Jelastic sandbox',
		type: 'jelasticApi',
		data: jelasticData(platform),
	});
	const webhookHeader = { name: 'X-Api-Key', value: randomBytes(18).toString('base64url') };
	const header = await putCredential(n8n, {
		name: 'Webhook key',
		type: 'httpHeaderAuth',
		data: webhookHeader,
	});
	return { jelastic, webhookHeader, workflows: await putExamples(n8n, [jelastic, header]) };
}
