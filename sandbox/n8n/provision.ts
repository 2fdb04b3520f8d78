import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExampleName, readExamples, withCredentials } from './examples';
import type { RunFolders } from './folders';
import { Problem } from './say';
import type { Login, N8nRest, StoredCredential, StoredWorkflow } from './rest';

/**
 * The owner of a run's n8n: a password made at its first start, which later ones find in its folder. Any program on this
 * machine can reach the n8n, so a password in the sources would let it in.
 */
export function loginOf({ base }: Pick<RunFolders, 'base'>): Login {
	const file = join(base, 'login.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Login;
	// n8n asks for a capital letter and a digit.
	const password = `${randomBytes(15).toString('base64url')}-A1`;
	const login = { email: 'you@demo.example', password };
	mkdirSync(base, { recursive: true });
	writeFileSync(file, JSON.stringify(login), { mode: 0o600 });
	return login;
}

export type Platform = { url: string; token: string };

export interface Provisioned {
	/** The credential that the examples' Jelastic nodes use. */
	jelastic: StoredCredential;
	/** The header that the examples' webhooks require; random at each start. */
	webhookHeader: { name: string; value: string };
	workflows: Map<ExampleName, StoredWorkflow>;
}

/** Creates the owner of a new n8n, or signs in to an old one. */
export async function enter(n8n: N8nRest, folders: RunFolders): Promise<void> {
	if (await n8n.needsOwner()) return void (await n8n.setUpOwner(loginOf(folders), 'Demo', 'Owner'));
	await n8n.signIn(loginOf(folders)).catch((cause: unknown) => {
		throw new Problem(
			`The n8n in ${folders.base} has another password than its login.json. "npm start -- --fresh" begins anew.`,
			{ cause },
		);
	});
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
	folders: RunFolders,
): Promise<Provisioned> {
	await enter(n8n, folders);
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
