import type { RunningCluster } from '../../../sandbox/platform/ceph/cluster';

const place = globalThis as { runningCluster?: RunningCluster };

/** Jest loads its setup and its teardown separately, in one process. */
export const keep = (cluster: RunningCluster) => void (place.runningCluster = cluster);
export const kept = () => place.runningCluster;
