import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Daemon } from '../../daemon';
import { folderOf, plainUser, Programs } from '../../programs';

const NEEDED = [
	...['ceph', 'ceph-authtool', 'ceph-mon', 'ceph-osd', 'monmaptool', 'radosgw'],
	...['radosgw-admin', 'setpriv'],
];
const INSTALL = 'apt-get install -y --no-install-recommends radosgw ceph-mon ceph-osd';
/** Debian's folders for daemons, which are not on everybody's PATH. */
const FOLDERS = ['/usr/sbin', '/sbin'];
/** Made by Ceph's packages. When root starts the cluster, it runs as this user. */
const PLAIN_USER = 'ceph';

/** Runs Ceph's programs as the plain user, in the cluster's directory and with its configuration. */
export class CephPrograms {
	private constructor(private readonly programs: Programs) {}

	/** Refuses when programs are missing. The directory becomes the plain user's. */
	static async in(directory: string): Promise<CephPrograms> {
		const missing = NEEDED.filter((name) => !folderOf(name, FOLDERS));
		if (missing.length > 0) {
			throw new Error(
				`A Ceph cluster needs ${missing.join(', ')}. On Debian, as root:\n\n  ${INSTALL}\n\n` +
					'Without --store=ceph (or SANDBOX_STORE=ceph) the sandbox does not need them.',
			);
		}
		const programs = new Programs(directory, await plainUser(PLAIN_USER));
		await programs.open('mon', 'osd', 'crash');
		return new CephPrograms(programs);
	}

	/** Runs a program to its end; answers its output. */
	async run(name: string, ...args: string[]): Promise<string> {
		return await this.programs.run(name, ...this.conf(), ...args);
	}

	/** Starts a daemon, which ends when this process does. */
	start(name: string, ...args: string[]): Daemon {
		return this.programs.start(name, [...this.conf(), ...args, '--foreground']);
	}

	/** Writes a file that only the plain user can read. */
	async write(name: string, text: string): Promise<void> {
		await this.programs.write(name, text);
	}

	/** All keys are made before the monitor, so that it need not be asked for them later. */
	async makeMonitor(): Promise<void> {
		await this.run('ceph-authtool', 'keyring', '--create-keyring');
		for (const [name, ...caps] of [
			['mon.', 'mon', 'allow *'],
			['client.admin', 'mon', 'allow *', '--cap', 'osd', 'allow *'],
			['osd.0', 'mon', 'allow profile osd', '--cap', 'osd', 'allow *'],
			['client.gateway', 'mon', 'allow rwx', '--cap', 'osd', 'allow rwx'],
		]) {
			await this.run('ceph-authtool', 'keyring', '--gen-key', '--name', name, '--cap', ...caps);
		}
		const files = ['--monmap', 'monmap', '--keyring', 'keyring'];
		await this.run('ceph-mon', '--id', 'a', '--mkfs', ...files);
	}

	async makeDisk(): Promise<void> {
		const uuid = randomUUID();
		await this.run('ceph', 'osd', 'new', uuid);
		await this.run('ceph-osd', '--id', '0', '--mkfs', '--osd-uuid', uuid);
	}

	/** The gateway's admin, who manages users and buckets. */
	async makeAdmin(accessKey: string, secretKey: string): Promise<void> {
		await this.run(
			'radosgw-admin',
			...['--name', 'client.gateway', 'user', 'create'],
			...['--uid=platform', '--display-name=The platform'],
			...[`--access-key=${accessKey}`, `--secret-key=${secretKey}`],
			'--caps=users=*;buckets=*;metadata=read',
		);
	}

	private conf(): string[] {
		return ['--conf', join(this.programs.directory, 'ceph.conf')];
	}
}
