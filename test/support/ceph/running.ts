import type { RunningCluster } from '../../../sandbox/platform/ceph/cluster';

const place = globalThis as { runningCluster?: RunningCluster };

/** Jest loads its set-up and its tear-down apart, in one process. */
export const keep = (cluster: RunningCluster) => void (place.runningCluster = cluster);
export const kept = () => place.runningCluster;
