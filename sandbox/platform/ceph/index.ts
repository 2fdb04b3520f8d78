import { join } from 'node:path';
import { methodsOf } from '../rooms';
import type { Store } from '../store';
import { Accounts } from './accounts';
import { Admin } from './admin';
import { Buckets } from './buckets';
import { startCluster, startPassingCluster, type Cluster } from './cluster';
import { Gateway } from './gateway';
import { Notes } from './notes';
import { Objects } from './objects';
import { Owners } from './owners';
import { Spool } from './spool';
import { Uploads } from './uploads';

/**
 * Opens the store over a Ceph cluster: one that runs already, which `SANDBOX_CEPH` describes (as tests
 * have it, since starting one takes some seconds), or else one of its own: in the store's directory, or
 * in a passing one, since as root nobody else gets into the sandbox's passing directory.
 */
export async function openCephStore(directory: string, isTemporary: boolean): Promise<Store> {
	const notes = await Notes.open(join(directory, 'ceph.json'));
	const shared = process.env.SANDBOX_CEPH;
	const start = () =>
		isTemporary ? startPassingCluster() : startCluster(join(directory, 'cluster'));
	const own = shared ? undefined : await start();
	const cluster = own ?? (JSON.parse(shared ?? '') as Cluster);
	const admin = new Admin(cluster);
	const owners = new Owners(admin, cluster, notes.prefix);
	const accounts = new Accounts(admin, owners, notes);
	const buckets = new Buckets(admin, owners);
	const spool = await Spool.open(join(directory, 'incoming'));
	const findKey = (hostGroup: string, accKey: string) => accounts.findKey(hostGroup, accKey);
	const gateway = new Gateway(cluster, findKey, (hostGroup) => owners.tenantOf(hostGroup));
	return {
		...methodsOf(accounts),
		...methodsOf(buckets),
		...methodsOf(new Objects(buckets, spool)),
		...methodsOf(new Uploads(buckets, spool)),
		keepsAllBytes: true,
		answer: (request) => gateway.pass(request),
		close: async () => {
			gateway.close();
			await owners.close();
			await own?.stop();
		},
	};
}
