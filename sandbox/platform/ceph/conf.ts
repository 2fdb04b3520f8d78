const GIB = 1024 * 1024 * 1024;

/**
 * The configuration of a cluster with one daemon of each kind: everything on loopback, one copy of everything, no
 * manager (only statistics would need one), no sockets in the file system, and small caches. The vendor's rule for
 * names of buckets (names.ts) allows `_`, which is not Amazon's.
 */
export const clusterConf = (
	directory: string,
	fsid: string,
	{ mon, gateway }: { mon: number; gateway: number },
	inMemory: boolean,
): string => `[global]
fsid = ${fsid}
mon host = v2:127.0.0.1:${mon}
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
keyring = ${directory}/keyring
admin socket =
run dir = ${directory}
crash dir = ${directory}/crash
log file =
log to stderr = true
err to stderr = true
debug default = 0/0
pid file =
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000

[mon]
mon data = ${directory}/mon
mon cluster log file = ${directory}/cluster.log
mon data avail crit = 1
mon data avail warn = 2
auth allow insecure global id reclaim = false

[osd]
osd data = ${directory}/osd
osd objectstore = ${inMemory ? 'memstore' : 'bluestore'}
memstore device bytes = ${4 * GIB}
bluestore block size = ${20 * GIB}
bluestore block db create = false
bluestore block wal create = false
osd memory target = ${GIB}
osd class update on start = false

[client.gateway]
rgw frontends = beast endpoint=127.0.0.1:${gateway} tcp_nodelay=1
rgw relaxed s3 bucket names = true
rgw override bucket index max shards = 1
rgw dynamic resharding = false
rgw enable usage log = false
rgw enable ops log = false
rgw thread pool size = 64
`;
