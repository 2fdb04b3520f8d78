import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '../../platform';
import type { Running } from '../bring-up';
import type { RunFolders } from '../folders';
import type { Mailbox } from '../mailbox';
import type { Provisioned } from '../provision';
import { type WebhookAnswer, type WebhookCaller, webhookCaller } from '../webhook';

/** What checks look at. */
export type Context = Running & {
	provisioned: Provisioned;
	folders: RunFolders;
	/** What n8n sends by mail. */
	mailbox: Mailbox;
	/** Calls the examples' webhooks with their header. */
	call: WebhookCaller;
	/** No log and no file of n8n may contain them; checks add the keys that they see. */
	secrets: Set<string>;
};

/** By name: each throws a failure, or returns what to print. In order: later ones depend on earlier ones. */
export type Checks = Record<string, () => Promise<string> | string>;

/** Checks of one subject. */
export type CheckGroup = { title: string; checks: (context: Context) => Checks | Promise<Checks> };

/** Adds what follows from the rest. */
export const makeContext = (parts: Omit<Context, 'call' | 'secrets'>): Context => ({
	...parts,
	call: webhookCaller(parts.server.url, parts.provisioned.webhookHeader),
	secrets: new Set(Object.values(parts.sandbox.tokens)),
});

/** Runs all checks and prints their results. Not with Jest: npm start prints for a user and can keep n8n running. */
export async function runChecks(groups: CheckGroup[], context: Context) {
	const count = { passed: 0, failed: 0 };
	for (const { title, checks } of groups) {
		console.log(`\n${title}`);
		for (const [name, run] of Object.entries(await checks(context))) {
			try {
				const seen = await run();
				count.passed++;
				console.log(`  ok    ${name}: ${seen}`);
			} catch (error) {
				count.failed++;
				console.log(`  FAIL  ${name}: ${(error as Error).message}`);
			}
		}
	}
	return count;
}

const show = (value: unknown) => JSON.stringify(value) ?? String(value);

/** Fails unless both are the same, down to the last field. */
export function same(actual: unknown, expected: unknown, what: string): void {
	if (isDeepStrictEqual(actual, expected)) return;
	throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Fails unless it holds. */
export function holds(condition: unknown, what: string): asserts condition {
	if (!condition) throw new Error(what);
}

/** Fails unless the webhook answered with this status, as JSON. */
export function answered({ status, body }: WebhookAnswer, expected: number): void {
	if (status === expected && typeof body === 'object') return;
	throw new Error(`expected HTTP ${expected}, got ${status} ${show(body)}`);
}

/** The accounts of the sandbox's own user, by name. */
export const findAccount = async (sandbox: Sandbox, hostGroup: string, name: string) =>
	(await sandbox.accounts()).find((one) => one.hostGroup === hostGroup && one.name === name);
