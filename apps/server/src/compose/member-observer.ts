import type { MemberObserver } from '@quorate/member';
import type { EtcdMetrics } from '../metrics/etcd-metrics.ts';

/** Names of requests as etcd's metrics have them. */
const operationNames: Readonly<Record<string, string>> = {
  put: 'Put',
  deleteRange: 'DeleteRange',
  txn: 'Txn',
  compaction: 'Compaction',
  leaseGrant: 'LeaseGrant',
  leaseRevoke: 'LeaseRevoke',
  leaseCheckpoint: 'LeaseCheckpoint',
  alarm: 'Alarm',
  clusterVersionSet: 'ClusterVersionSet',
  clusterMemberAttrSet: 'ClusterMemberAttrSet',
  downgradeInfoSet: 'DowngradeInfoSet',
};

/** Turns what happens in a member into metrics. */
export function memberObserver(metrics: EtcdMetrics): MemberObserver {
  const { disk, server, debugging } = metrics;
  const applies = new Map<string, { observe(seconds: number): void }>();
  const applyHistogram = (kind: string, succeeded: boolean) => {
    const key = `${kind}/${succeeded}`;
    let histogram = applies.get(key);
    if (!histogram) {
      const labels = { version: 'v3', op: operationNames[kind] ?? kind, success: String(succeeded) };
      histogram = server.applySeconds.with(labels);
      applies.set(key, histogram);
    }
    return histogram;
  };
  return {
    logFlushed: ({ writeSeconds, syncSeconds, bytes }) => {
      disk.walWriteSeconds.observe(writeSeconds);
      disk.walWriteBytes.add(bytes);
      if (syncSeconds !== undefined) disk.walFsyncSeconds.observe(syncSeconds);
    },
    databaseCommitted: (seconds) => disk.backendCommitSeconds.observe(seconds),
    requestApplied: (kind, seconds, succeeded) => applyHistogram(kind, succeeded).observe(seconds),
    proposalFailed: () => server.proposalsFailed.add(),
    leaseExpired: () => debugging.leasesExpired.add(),
  };
}
