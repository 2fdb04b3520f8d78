import { join } from 'node:path';
import type { Daemon } from '../../daemon';
import { folderOf, plainUser, Programs } from '../../programs';

/** What a cluster is made of, all of it in three of Debian's packages and what they bring along. */
const PROGRAMS = ['ceph', 'ceph-authtool', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw'];
const FURTHER = ['radosgw-admin', 'setpriv'];
const INSTALL = 'apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd';
/** Debian keeps the daemons where not everybody's PATH leads. */
const FOLDERS = ['/usr/sbin', '/sbin'];
/** Made by Ceph's packages. As root, the cluster runs as this user; else as whoever starts it. */
const PLAIN_USER = 'ceph';

/** Says what is missing, and how to get it. */
export function checkPrograms(): void {
	const missing = [...PROGRAMS, ...FURTHER].filter((name) => !folderOf(name, FOLDERS));
	if (missing.length === 0) return;
	throw new Error(
		`A Ceph cluster needs ${missing.join(', ')}. On Debian, as root:\n\n  ${INSTALL}\n\n` +
			'Without --store=ceph (or SANDBOX_STORE=ceph) the sandbox needs nothing of this.',
	);
}

/** Runs Ceph's programs as the plain user, in the cluster's directory and with its configuration. */
export class CephPrograms {
	private constructor(private readonly programs: Programs) {}

	/** The programs of a cluster in a directory, which becomes the plain user's. */
	static async in(directory: string): Promise<CephPrograms> {
		const programs = new Programs(directory, await plainUser(PLAIN_USER));
		await programs.open('mon', 'osd', 'crash');
		return new CephPrograms(programs);
	}

	/** Runs a program to its end; answers what it printed. */
	async run(name: string, ...args: string[]): Promise<string> {
		return await this.programs.run(name, ...this.conf(), ...args);
	}

	/** Starts a daemon, which ends when this process does. */
	start(name: string, ...args: string[]): Daemon {
		return this.programs.start(name, [...this.conf(), ...args, '--foreground']);
	}

	/** Writes a file that the plain user alone can read. */
	async write(name: string, text: string): Promise<void> {
		await this.programs.write(name, text);
	}

	private conf(): string[] {
		return ['--conf', join(this.programs.directory, 'ceph.conf')];
	}
}
