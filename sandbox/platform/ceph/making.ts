import { randomBytes, randomUUID } from 'node:crypto';
import type { CephPrograms } from './programs';

/** What a cluster is known by from its first start on. */
export interface Kept {
	fsid: string;
	accessKey: string;
	secretKey: string;
}

export function newCluster(): Kept {
	return {
		fsid: randomUUID(),
		accessKey: randomBytes(10).toString('hex'),
		secretKey: randomBytes(20).toString('hex'),
	};
}

/** All keys are made before there is a monitor, so that nobody needs to be asked for them later. */
export async function makeMonitor(programs: CephPrograms): Promise<void> {
	const allow = (...caps: string[]) => caps.flatMap((cap) => ['--cap', ...cap.split('=', 2)]);
	const key = async (name: string, ...caps: string[]) =>
		await programs.run('ceph-authtool', 'keyring', '--gen-key', '--name', name, ...allow(...caps));
	await programs.run('ceph-authtool', 'keyring', '--create-keyring');
	await key('mon.', 'mon=allow *');
	await key('client.admin', 'mon=allow *', 'osd=allow *');
	await key('osd.0', 'mon=allow profile osd', 'osd=allow *');
	await key('client.gateway', 'mon=allow rwx', 'osd=allow rwx');
	await programs.run(
		'ceph-mon',
		'--id',
		'a',
		'--mkfs',
		'--monmap',
		'monmap',
		'--keyring',
		'keyring',
	);
}

export async function makeDisk(programs: CephPrograms): Promise<void> {
	const uuid = randomUUID();
	await programs.run('ceph', 'osd', 'new', uuid);
	await programs.run('ceph-osd', '--id', '0', '--mkfs', '--osd-uuid', uuid);
}

/** The gateway's admin, who makes users and asks whose a bucket is. */
export async function makeAdmin(
	programs: CephPrograms,
	{ accessKey, secretKey }: Pick<Kept, 'accessKey' | 'secretKey'>,
): Promise<void> {
	await programs.run(
		'radosgw-admin',
		...['--name', 'client.gateway', 'user', 'create'],
		...['--uid=platform', '--display-name=The platform'],
		...[`--access-key=${accessKey}`, `--secret-key=${secretKey}`],
		'--caps=users=*;buckets=*;metadata=read',
	);
}
