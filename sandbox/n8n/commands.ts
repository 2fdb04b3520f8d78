import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { Problem, elapsed, say } from './say';

const SAY_EVERY_MS = 30_000;
const ON_WINDOWS = process.platform === 'win32';

export const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

interface Command {
	/** For messages, such as `installing n8n`. */
	doing: string;
	file: string;
	args: string[];
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Where its output goes; the end of it is shown when it fails. */
	log: string;
	/** Advice for when it fails. */
	hint?: () => string;
}

/** The last lines of a file, for a failure's text. */
export function tail(file: string, lines: number): string {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** Whether a command is on the PATH. */
export function isThere(command: string): boolean {
	return !spawnSync(command, ['--version'], { stdio: 'ignore', shell: ON_WINDOWS }).error;
}

/** The environment with a folder put first on the PATH. */
export function withPath(folder: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return { ...env, PATH: [folder, env.PATH].filter(Boolean).join(delimiter) };
}

/** Runs a command with its output in a file; returns its exit code, signal or failure. */
async function finish({ file, args, cwd, env = process.env }: Command, output: number) {
	const stdio: StdioOptions = ['ignore', output, output];
	const child = spawn(file, args, { cwd, env, stdio, shell: ON_WINDOWS });
	const kill = () => void child.kill();
	process.once('exit', kill);
	return await new Promise<number | string | null>((resolve) => {
		child.once('error', (error) => resolve(error.message));
		child.once('exit', (code, signal) => resolve(code ?? signal));
	}).finally(() => process.off('exit', kill));
}

/** Runs a command to its end, with messages when it takes long. */
export async function run(command: Command): Promise<void> {
	const since = Date.now();
	mkdirSync(dirname(command.log), { recursive: true });
	const output = openSync(command.log, 'w');
	const report = () => say(`  … still ${command.doing} (${elapsed(since)})`);
	const timer = setInterval(report, SAY_EVERY_MS);
	try {
		const code = await finish(command, output);
		if (code === 0) return;
		const hint = command.hint?.();
		throw new Problem(
			`Failed while ${command.doing} (${command.file} ${command.args.join(' ')}: ${code}).` +
				`\n\n${tail(command.log, 25)}\n\nAll of it: ${command.log}${hint ? `\n\n${hint}` : ''}`,
		);
	} finally {
		clearInterval(timer);
		closeSync(output);
	}
}
