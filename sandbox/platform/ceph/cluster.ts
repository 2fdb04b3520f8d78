import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Daemon } from '../../daemon';
import { freePort } from '../../ports';
import { readJson } from '../json';
import { clusterConf } from './conf';
import { CephPrograms } from './programs';

/** How to reach a cluster: its gateway, and a user who may manage users and buckets. */
export type Cluster = { url: string; accessKey: string; secretKey: string };

export interface RunningCluster extends Cluster {
	stop(): Promise<void>;
}

type Identity = Pick<Cluster, 'accessKey' | 'secretKey'> & { fsid: string };

const START_MS = 120_000;
const POLL_MS = 200;

/**
 * Starts a cluster of one monitor, one disk and one gateway in a directory of its own.
 * @param inMemory keeps the disk in memory: faster, and lost at the end
 */
export async function startCluster(directory: string, inMemory = false): Promise<RunningCluster> {
	const programs = await CephPrograms.in(directory);
	const kept = await readJson<Identity>(join(directory, 'cluster.json'));
	const identity = kept ?? {
		fsid: randomUUID(),
		accessKey: randomBytes(10).toString('hex'),
		secretKey: randomBytes(20).toString('hex'),
	};
	const { fsid, accessKey, secretKey } = identity;
	const [mon = 0, gateway = 0] = [await freePort(), await freePort()];
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
		else await programs.makeMonitor();
		start('ceph-mon', '--id', 'a');
		if (!kept) await programs.makeDisk();
		start('ceph-osd', '--id', '0');
		if (!kept) await programs.makeAdmin(accessKey, secretKey);
		start('radosgw', '--name', 'client.gateway');
		const url = `http://127.0.0.1:${gateway}`;
		await untilServing(url, daemons);
		if (!kept) await programs.write('cluster.json', JSON.stringify(identity));
		return { url, accessKey, secretKey, stop };
	} catch (cause) {
		// A daemon's last output says more than a timeout.
		const why = await Promise.all(daemons.map((one) => one.check())).catch((ended) => ended);
		await stop();
		throw why instanceof Error ? why : cause;
	}
}

/** Starts a cluster that is removed when it is stopped. */
export async function startPassingCluster(inMemory = false): Promise<RunningCluster> {
	const directory = await mkdtemp(join(tmpdir(), 'sandbox-ceph-'));
	const remove = () => rm(directory, { recursive: true, force: true });
	try {
		const cluster = await startCluster(directory, inMemory);
		return { ...cluster, stop: () => cluster.stop().then(remove) };
	} catch (cause) {
		await remove();
		throw cause;
	}
}

async function untilServing(url: string, daemons: Daemon[]): Promise<void> {
	for (const end = Date.now() + START_MS; Date.now() < end; await sleep(POLL_MS)) {
		await Promise.all(daemons.map((daemon) => daemon.check()));
		const answer = await fetch(url).catch(() => undefined);
		if (answer?.ok) return;
	}
	throw new Error(`Ceph's gateway did not answer within ${START_MS} ms`);
}
