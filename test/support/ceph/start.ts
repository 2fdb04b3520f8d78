import { startPassingCluster } from '../../../sandbox/platform/ceph/cluster';
import { keep } from './running';

/** Starts a cluster and points every sandbox that tests start to it. */
export default async function start(): Promise<void> {
	const before = performance.now();
	const cluster = await startPassingCluster(true);
	keep(cluster);
	const { url, accessKey, secretKey } = cluster;
	process.env.SANDBOX_STORE = 'ceph';
	process.env.SANDBOX_CEPH = JSON.stringify({ url, accessKey, secretKey });
	const seconds = ((performance.now() - before) / 1000).toFixed(1);
	process.stderr.write(`\nA Ceph cluster started in ${seconds} s.\n`);
}
