import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Trial } from './engine';

const ROOT = join(__dirname, '../..');

const children: ChildProcess[] = [];

// A test that fails may leave its process behind.
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

/** Starts a script of test/support in a process of its own, which a test may kill. */
export function startScript(name: string, input: unknown, env: NodeJS.ProcessEnv = {}) {
	const child = spawn(
		process.execPath,
		['--require', 'tsx/cjs', join(ROOT, 'test/support', name), JSON.stringify(input)],
		{ cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	children.push(child);
	return child;
}

/** What a process printed last, as JSON; fails if it did not succeed. */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
	let text = '';
	child.stdout?.on('data', (piece: Buffer) => (text += piece.toString()));
	const code = await ended(child);
	if (code !== 0) throw new Error(`The process ended with ${code}: ${text}`);
	return JSON.parse(text.trim().split('\n').pop() ?? '') as T;
}

/** Waits until a process ends; returns its exit code, or the signal that ended it. */
export async function ended(child: ChildProcess): Promise<number | string> {
	if (child.exitCode === null && child.signalCode === null) {
		await new Promise((resolve) => child.once('exit', resolve));
	}
	return child.exitCode ?? child.signalCode ?? 'nothing';
}

/** Runs a node in a process of its own. */
export const startNode = (trial: Trial) => startScript('nodeProcess.ts', trial);
