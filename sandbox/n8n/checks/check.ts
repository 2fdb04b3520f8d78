import type { Sandbox } from '../../platform';
import type { RunFolders } from '../folders';
import type { Provisioned } from '../provision';
import type { N8nRest } from '../rest';
import type { N8nServer } from '../server';
import { type WebhookCaller, webhookCaller } from './webhook';

/** Everything that checks look at. */
export interface Scene {
	n8n: N8nRest;
	server: N8nServer;
	sandbox: Sandbox;
	provisioned: Provisioned;
	folders: RunFolders;
	/** Calls the examples' webhooks with their header. */
	call: WebhookCaller;
	/** What must show up in no log and no file of n8n's; checks add the keys that they come to know. */
	secrets: Set<string>;
}

/** One thing to check: throws what is wrong, gives what it saw. */
export interface Check {
	name: string;
	run: () => Promise<string | void>;
}

/** Checks of one subject, in order: a later one builds on what an earlier one did. */
export interface Chapter<S = Scene> {
	title: string;
	checks: (scene: S) => Check[] | Promise<Check[]>;
}

export interface Count {
	passed: number;
	failed: number;
}

/** The scene with what can be derived from the rest. */
export function makeScene(parts: Omit<Scene, 'call' | 'secrets'>): Scene {
	return {
		...parts,
		call: webhookCaller(parts.server.url, parts.provisioned.webhookHeader),
		secrets: new Set(Object.values(parts.sandbox.tokens)),
	};
}

/** Runs all chapters, telling what each check saw. */
export async function runChapters<S>(chapters: Array<Chapter<S>>, scene: S): Promise<Count> {
	const count: Count = { passed: 0, failed: 0 };
	for (const { title, checks } of chapters) {
		console.log(`\n${title}`);
		for (const check of await checks(scene)) {
			try {
				const seen = await check.run();
				count.passed++;
				console.log(`  ok    ${check.name}${seen ? `: ${seen}` : ''}`);
			} catch (error) {
				count.failed++;
				console.log(`  FAIL  ${check.name}: ${(error as Error).message}`);
			}
		}
	}
	return count;
}
