import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import axios from 'axios';
import { tail } from './commands';
import { type N8nOptions, n8nEnvironment } from './environment';
import { N8N_HOME } from './folders';
import { runtimeNode } from './runtime-node';
import { Problem, elapsed, say } from './say';

/** n8n's program. */
export const N8N = join(N8N_HOME, 'node_modules', 'n8n', 'bin', 'n8n');
const ENDS_WITH_PARENT = pathToFileURL(join(__dirname, 'ends-with-parent.mjs')).href;
const READY_WITHIN_MS = 300_000;
const STOP_WITHIN_MS = 15_000;
const SAY_EVERY_MS = 15_000;

export interface N8nServer {
	url: string;
	log: string;
	/** Waits until it is ready; a Problem with the end of its log if it fails. */
	ready(): Promise<void>;
	/** Resolves when it has ended for any reason. */
	ended: Promise<void>;
	/** Ends it with all its children. */
	stop(): Promise<void>;
	/** Without waiting, for when this process is about to end. */
	kill(): void;
}

/** Sends a signal to the whole group: n8n has a child of its own, the JavaScript runner. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// The group has ended already.
	}
}

async function isReady(url: string, paths: string[]): Promise<boolean> {
	const options = { proxy: false, timeout: 5_000, validateStatus: () => true } as const;
	for (const path of paths) {
		const answer = await axios.get(url + path, options).catch(() => undefined);
		if (answer?.status !== 200) return false;
	}
	return true;
}

/** The arguments of an n8n process, and the paths that answer when it is ready. */
type Role = { args: string[]; ready: string[] };

/** Older versions say that they are ready before they know their own addresses. */
const MAIN: Role = { args: ['start'], ready: ['/healthz/readiness', '/rest/settings'] };

/** Runs executions in queue mode; its port is that of its health check. */
export const worker = (concurrency: number): Role => ({
	args: ['worker', `--concurrency=${concurrency}`],
	ready: ['/healthz/readiness'],
});

async function untilReady(url: string, log: string, role: Role, hasEnded: () => boolean) {
	const since = Date.now();
	let lastSaid = since;
	const fail = (what: string) => new Problem(`${what}.\n\n${tail(log, 30)}\n\nAll of it: ${log}`);
	while (!(await isReady(url, role.ready))) {
		if (hasEnded()) throw fail('n8n ended while it started');
		if (Date.now() - since > READY_WITHIN_MS)
			throw fail(`n8n was not ready after ${elapsed(since)}`);
		if (Date.now() - lastSaid > SAY_EVERY_MS) {
			lastSaid = Date.now();
			say(`  … n8n is still starting (${elapsed(since)})`);
		}
		await sleep(250);
	}
}

/** Starts an n8n process, which is not ready yet. */
export function startN8n(options: N8nOptions, log: string, role = MAIN): N8nServer {
	const node = runtimeNode();
	mkdirSync(dirname(log), { recursive: true });
	mkdirSync(options.userFolder, { recursive: true });
	const output = openSync(log, 'w');
	const child = spawn(node.file, ['--import', ENDS_WITH_PARENT, N8N, ...role.args], {
		cwd: options.userFolder,
		env: n8nEnvironment(options, node),
		stdio: ['ignore', output, output, 'ipc'],
		// A group of its own, so that stopping reaches its children, and Ctrl-C only us.
		detached: true,
	});
	closeSync(output);

	let hasEnded = false;
	const ended = new Promise<void>((resolve) => {
		child.once('exit', resolve);
		child.once('error', resolve);
	}).then(() => void (hasEnded = true));
	const url = `http://127.0.0.1:${options.port}`;
	const kill = () => signalGroup(child, 'SIGKILL');
	return {
		url,
		log,
		ready: async () => await untilReady(url, log, role, () => hasEnded),
		ended,
		stop: async () => {
			signalGroup(child, 'SIGTERM');
			await Promise.race([ended, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
			kill();
		},
		kill,
	};
}
