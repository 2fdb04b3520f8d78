import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Daemon } from '../../daemon';
import { clusterConf } from './conf';
import { makeAdmin, makeDisk, makeMonitor, newCluster, type Kept } from './making';
import { freePorts } from './ports';
import { checkPrograms, CephPrograms } from './programs';

/** How to reach a cluster: its gateway, and a user who may manage users and buckets. */
export interface Cluster {
	url: string;
	accessKey: string;
	secretKey: string;
}

export interface RunningCluster extends Cluster {
	stop(): Promise<void>;
}

export interface ClusterOptions {
	/** The disk is memory: faster, and gone at the end. For tests. */
	inMemory?: boolean;
}

const START_MS = 120_000;
const LOOK_MS = 200;

/** Starts a cluster of one monitor, one disk and one gateway in a directory of its own. */
export async function startCluster(
	directory: string,
	{ inMemory = false }: ClusterOptions = {},
): Promise<RunningCluster> {
	checkPrograms();
	const programs = await CephPrograms.in(directory);
	const kept = await readKept(directory);
	const { fsid, accessKey, secretKey } = kept ?? newCluster();
	const [mon, gateway] = await freePorts(2);
	const daemons: Daemon[] = [];
	const start = (name: string, ...args: string[]) => daemons.unshift(programs.start(name, ...args));
	const stop = async () => {
		for (const daemon of daemons) await daemon.stop();
	};
	try {
		await programs.write('ceph.conf', clusterConf(directory, fsid, { mon, gateway }, inMemory));
		const address = `[v2:127.0.0.1:${mon}]`;
		const map = ['--create', '--clobber', '--fsid', fsid, '--addv', 'a', address, 'monmap'];
		await programs.run('monmaptool', ...map);
		if (kept) await programs.run('ceph-mon', '--id', 'a', '--inject-monmap', 'monmap');
		else await makeMonitor(programs);
		start('ceph-mon', '--id', 'a');
		if (!kept) await makeDisk(programs);
		start('ceph-osd', '--id', '0');
		if (!kept) await makeAdmin(programs, { accessKey, secretKey });
		start('radosgw', '--name', 'client.gateway');
		const url = `http://127.0.0.1:${gateway}`;
		await untilServing(url, daemons);
		if (!kept) await programs.write('cluster.json', JSON.stringify({ fsid, accessKey, secretKey }));
		return { url, accessKey, secretKey, stop };
	} catch (cause) {
		// What a daemon said at its end tells more than that nobody answered.
		const said = await Promise.all(daemons.map((one) => one.check())).catch((why) => why as Error);
		await stop();
		throw said instanceof Error ? said : cause;
	}
}

/** Starts a cluster that is gone when it is stopped. With a disk in memory it is faster. */
export async function startPassingCluster(inMemory = false): Promise<RunningCluster> {
	const directory = await mkdtemp(join(tmpdir(), 'sandbox-ceph-'));
	const remove = () => rm(directory, { recursive: true, force: true });
	try {
		const cluster = await startCluster(directory, { inMemory });
		return { ...cluster, stop: () => cluster.stop().then(remove) };
	} catch (cause) {
		await remove();
		throw cause;
	}
}

async function readKept(directory: string): Promise<Kept | undefined> {
	try {
		return JSON.parse(await readFile(join(directory, 'cluster.json'), 'utf8')) as Kept;
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		return undefined;
	}
}

async function untilServing(url: string, daemons: Daemon[]): Promise<void> {
	const end = Date.now() + START_MS;
	for (;;) {
		await Promise.all(daemons.map((daemon) => daemon.check()));
		const answer = await fetch(url).catch(() => undefined);
		if (answer?.ok) return;
		if (Date.now() > end) throw new Error(`Ceph's gateway did not answer within ${START_MS} ms`);
		await sleep(LOOK_MS);
	}
}
