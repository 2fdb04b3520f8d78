import { execFile, spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Daemon } from './daemon';

const run = promisify(execFile);

/** The folder of a program, on the PATH or one of the further ones. */
export function folderOf(name: string, further: string[]): string | undefined {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...further];
	return folders.find((folder) => existsSync(join(folder, name)));
}

type PlainUser = { uid: number; gid: number };

/** The user for programs that root starts: the preferred one, or `nobody`. Undefined: the user who starts them. */
export async function plainUser(preferred: string): Promise<PlainUser | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const rows = (await readFile('/etc/passwd', 'utf8')).split('\n').map((row) => row.split(':'));
	const found = [preferred, 'nobody'].map((name) => rows.find(([one]) => one === name));
	const [, , uid, gid] = found.find(Boolean) ?? [];
	if (!uid) throw new Error(`There is neither a user "${preferred}" nor "nobody" to run as`);
	return { uid: Number(uid), gid: Number(gid) };
}

/** Runs installed programs as the plain user, in one directory. */
export class Programs {
	constructor(
		readonly directory: string,
		private readonly user: PlainUser | undefined,
	) {}

	/** Makes the directory, and those in it, the plain user's, who must be able to reach it. */
	async open(...inner: string[]): Promise<void> {
		for (const name of ['', ...inner]) {
			const path = join(this.directory, name);
			await mkdir(path, { recursive: true });
			await chmod(path, 0o700);
			if (this.user) await chown(path, this.user.uid, this.user.gid);
		}
		const args = [...this.privileges(), 'test', '-w', this.directory];
		await run('setpriv', args).catch(() => {
			throw new Error(
				`The plain user cannot enter ${this.directory}: try chmod o+x on its parents`,
			);
		});
	}

	/** Writes a file that only the plain user can read. */
	async write(name: string, text: string): Promise<void> {
		const path = join(this.directory, name);
		await writeFile(path, text, { mode: 0o600 });
		if (this.user) await chown(path, this.user.uid, this.user.gid);
	}

	/** Runs a program to its end; answers its output. */
	async run(file: string, ...args: string[]): Promise<string> {
		const options = { cwd: this.directory, env: environment(), timeout: 90_000 };
		try {
			return (await run('setpriv', [...this.privileges(), file, ...args], options)).stdout;
		} catch (cause) {
			const { stderr = '', message } = cause as Error & { stderr?: string };
			throw new Error(`${basename(file)} failed: ${stderr.trim() || message}`);
		}
	}

	/** Starts a daemon, which ends when this process does, by the signal that ends it fastest. */
	start(file: string, args: string[], signal: 'TERM' | 'INT' = 'TERM'): Daemon {
		const name = basename(file);
		const log = join(this.directory, `${name}.out`);
		const out = openSync(log, 'w');
		// Set after the change of user, which would reset it.
		const atEnd = ['--pdeathsig', signal];
		const child = spawn('setpriv', [...this.privileges(), ...atEnd, file, ...args], {
			cwd: this.directory,
			env: environment(),
			stdio: ['ignore', out, out],
			// Ctrl-C is for the program that starts daemons, which stops them in order.
			detached: true,
		});
		return new Daemon(name, child, log, `SIG${signal}`);
	}

	private privileges(): string[] {
		if (!this.user) return [];
		const { uid, gid } = this.user;
		return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
	}
}

function environment(): NodeJS.ProcessEnv {
	return { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, LANG: 'C.UTF-8', HOME: '/nonexistent' };
}
