import { rmSync } from 'node:fs';
import { bringUpN8n, type RunningN8n } from '../../../sandbox/n8n/bring-up';
import { claim } from '../../../sandbox/n8n/claim';
import { type RunFolders, runFolders } from '../../../sandbox/n8n/folders';
import { installN8n } from '../../../sandbox/n8n/install';
import { anyPort } from '../../../sandbox/n8n/ports';
import { enter } from '../../../sandbox/n8n/provision';
import { say } from '../../../sandbox/n8n/say';
import { Stopping } from '../../../sandbox/n8n/stopping';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../sandbox/platform';

/**
 * Lets n8n do more in the same time: by default it activates workflows later, a few every few seconds, and
 * starts each execution with a virtual machine of its own for expressions.
 */
export const FAST = {
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false',
	N8N_EXPRESSION_ENGINE: 'legacy',
};

/** What the suite has started. Nothing outlives it: n8n and the databases also end with this process. */
export const stopping = new Stopping();
let figures: (() => string[] | Promise<string[]>) | undefined;

/** Prints figures when the suite is done, even if it failed. */
export function printFigures(lines: typeof figures): void {
	figures = lines;
}

afterAll(async () => {
	try {
		const lines = (await figures?.()) ?? [];
		console.log(['', 'Figures', ...lines.map((line) => `  ${line}`)].join('\n'));
	} finally {
		await stopping.stop();
	}
});

/** A sandbox that is stopped when the suite is done. */
export async function openSandbox(options?: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	stopping.add(async () => await sandbox.stop());
	return sandbox;
}

export interface System extends RunningN8n {
	folders: RunFolders;
}

/** Starts a new n8n with the package in it, and signs in. */
export async function openN8n(
	name: Parameters<typeof runFolders>[0],
	settingsFor: (folders: RunFolders) => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>,
): Promise<System> {
	const folders = runFolders(name);
	stopping.add(claim(folders.base));
	rmSync(folders.userFolder, { recursive: true, force: true });
	await installN8n();
	const settings = await settingsFor(folders);
	const running = await bringUpN8n({ folders, port: await anyPort(), stopping, settings });
	await enter(running.n8n, folders);
	return { ...running, folders };
}

/** Prints every half minute how far a long task is. */
export async function withProgress<T>(progress: () => string, task: Promise<T>): Promise<T> {
	const timer = setInterval(() => say(`  … ${progress()}`), 30_000);
	return await task.finally(() => clearInterval(timer));
}

/** `1,234`. */
export const formatNumber = (value: number) => Math.round(value).toLocaleString('en-US');

/** `12.3 MB`. */
export const formatMegabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** The sum of a number of each. */
export const sumOf = <T>(all: Iterable<T>, numberOf: (one: T) => number) =>
	[...all].reduce((sum, one) => sum + numberOf(one), 0);

/** Fails if there are any, with their number and the first of them. */
export function expectNone(all: string[]): void {
	expect([all.length, ...new Set(all)].slice(0, 6)).toEqual([0]);
}
