import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a cluster is made of, all of it in three of Debian's packages and what they bring along. */
const PROGRAMS = ['ceph', 'ceph-authtool', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw'];
const FURTHER = ['radosgw-admin', 'setpriv'];
const INSTALL = 'apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd';
/** Made by Ceph's packages. As root, the cluster runs as this user; else as whoever starts it. */
const PLAIN_USER = 'ceph';
const STOP_MS = 20_000;

const run = promisify(execFile);

/** Says what is missing, and how to get it. */
export function checkPrograms(): void {
	const missing = [...PROGRAMS, ...FURTHER].filter((name) => !isInstalled(name));
	if (missing.length === 0) return;
	throw new Error(
		`A Ceph cluster needs ${missing.join(', ')}. On Debian, as root:\n\n  ${INSTALL}\n\n` +
			'Without --store=ceph (or SANDBOX_STORE=ceph) the sandbox needs nothing of this.',
	);
}

function isInstalled(name: string): boolean {
	// Debian keeps the daemons where not everybody's PATH leads.
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
	return folders.some((folder) => {
		try {
			accessSync(join(folder, name), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

export interface PlainUser {
	uid: number;
	gid: number;
}

/** Whom the cluster runs as: undefined when whoever starts it is a plain user already. */
export async function plainUser(): Promise<PlainUser | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const rows = (await readFile('/etc/passwd', 'utf8')).split('\n').map((row) => row.split(':'));
	const found = [PLAIN_USER, 'nobody'].map((name) => rows.find(([one]) => one === name));
	const [, , uid, gid] = found.find(Boolean) ?? [];
	if (!uid) throw new Error(`There is neither a user "${PLAIN_USER}" nor "nobody" to run as`);
	return { uid: Number(uid), gid: Number(gid) };
}

/** Runs Ceph's programs as the plain user, in the cluster's directory and with its configuration. */
export class Programs {
	constructor(
		private readonly directory: string,
		private readonly user: PlainUser | undefined,
	) {}

	/** Runs a program to its end; answers what it printed. */
	async run(name: string, ...args: string[]): Promise<string> {
		const [file, ...rest] = this.as([], name, args);
		try {
			return (await run(file, rest, { cwd: this.directory, env: environment(), timeout: 90_000 }))
				.stdout;
		} catch (cause) {
			const { stderr = '', message } = cause as Error & { stderr?: string };
			throw new Error(`${name} failed: ${stderr.trim() || message}`);
		}
	}

	/** Starts a daemon, which ends when this process does. */
	start(name: string, ...args: string[]): Daemon {
		// Given to the plain user: a process that changes its user loses it.
		const [file, ...rest] = this.as(['--pdeathsig', 'TERM'], name, [...args, '--foreground']);
		const log = join(this.directory, `${name}.out`);
		const out = openSync(log, 'w');
		const child = spawn(file, rest, {
			cwd: this.directory,
			env: environment(),
			stdio: ['ignore', out, out],
			// Ctrl-C is for the sandbox alone, which stops its daemons in their order.
			detached: true,
		});
		return new Daemon(name, child, log);
	}

	/** Whether the plain user gets to the directory. */
	async canEnter(): Promise<boolean> {
		const args = [...this.privileges(), 'test', '-w', this.directory];
		return await run('setpriv', args).then(
			() => true,
			() => false,
		);
	}

	private as(how: string[], name: string, args: string[]): string[] {
		const conf = join(this.directory, 'ceph.conf');
		return ['setpriv', ...this.privileges(), ...how, name, '--conf', conf, ...args];
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

/** A program that runs until it is stopped. */
export class Daemon {
	private readonly ended: Promise<void>;
	private hasEnded = false;

	constructor(
		private readonly name: string,
		private readonly child: ChildProcess,
		private readonly log: string,
	) {
		this.ended = new Promise((resolve) => {
			const end = () => {
				this.hasEnded = true;
				resolve();
			};
			child.once('error', end);
			child.once('exit', end);
		});
	}

	/** Throws when the daemon is gone, with the end of what it said. */
	async check(): Promise<void> {
		if (!this.hasEnded) return;
		const said = (await readFile(this.log, 'utf8')).trim().split('\n').slice(-5).join('\n');
		const isInUse = /lock|already in use/i.test(said);
		const why = isInUse ? '. Perhaps another sandbox uses this data directory' : '';
		throw new Error(`${this.name} ended by itself${why}:\n${said}`);
	}

	async stop(): Promise<void> {
		if (this.hasEnded) return;
		this.child.kill('SIGTERM');
		await Promise.race([this.ended, sleep(STOP_MS, undefined, { ref: false })]);
		if (!this.hasEnded) this.child.kill('SIGKILL');
		await this.ended;
	}
}
