import type { RunningCluster } from '../../../sandbox/platform/ceph/cluster';

interface Running {
	cluster: RunningCluster;
	directory: string;
}

const place = globalThis as { runningCluster?: Running };

/** Jest loads its set-up and its tear-down apart, in one process. */
export const keep = (running: Running) => void (place.runningCluster = running);
export const kept = () => place.runningCluster;
