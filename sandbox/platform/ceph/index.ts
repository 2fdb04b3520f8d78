import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readJson, writeJson } from '../json';
import type { ClusterStore } from '../store';
import { cephAccounts, type Kept } from './accounts';
import { Admin } from './admin';
import { cephBuckets } from './buckets';
import { startCluster, startPassingCluster, type Cluster } from './cluster';
import { cephGateway } from './gateway';
import { cephObjects } from './objects';
import { Owners } from './owners';
import { cephUploads } from './uploads';

/**
 * Opens a store on a Ceph cluster: the running one that `SANDBOX_CEPH` describes (for tests, since starting one takes
 * seconds), or else one of its own: in the store's directory, or in a temporary one, since the sandbox's own temporary
 * directory can only be entered by root.
 */
export async function openCephStore(
	directory: string,
	isTemporary: boolean,
): Promise<ClusterStore> {
	const keptFile = join(directory, 'ceph.json');
	const newKept = { prefix: `s${randomBytes(5).toString('hex')}`, keys: {} };
	const kept = (await readJson<Kept>(keptFile)) ?? newKept;
	await writeJson(keptFile, kept);
	const shared = process.env.SANDBOX_CEPH;
	const start = () =>
		isTemporary ? startPassingCluster() : startCluster(join(directory, 'cluster'));
	const own = shared ? undefined : await start();
	const cluster = own ?? (JSON.parse(shared ?? '') as Cluster);
	const admin = new Admin(cluster);
	const owners = new Owners(admin, cluster, kept.prefix);
	const buckets = cephBuckets(admin, owners);
	const gateway = cephGateway(cluster, admin, owners);
	return {
		...cephAccounts(admin, owners, kept, keptFile),
		...buckets,
		...cephObjects(buckets),
		...cephUploads(buckets),
		keepsAllBytes: true,
		answer: gateway.answer,
		close: async () => {
			gateway.close();
			await owners.close();
			await own?.stop();
		},
	};
}
