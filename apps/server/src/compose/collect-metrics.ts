import type { Member } from '@quorate/member';
import type { HttpPeerTransport } from '@quorate/peer';
import { AlarmType, AlarmTypeTable } from '@quorate/protocol';
import { formatId } from '@quorate/snapshot';
import type { EtcdMetrics } from '../metrics/etcd-metrics.ts';
import type { MetricRegistry } from '../metrics/metric-registry.ts';

/** Counts what changes in the store as it happens, and brings everything else up to date before each scrape. */
export function collectMetrics(
  registry: MetricRegistry,
  metrics: EtcdMetrics,
  member: Member,
  transport: HttpPeerTransport,
  quotaBytes: number,
): void {
  member.state.store.onChange((_revision, changes) => {
    for (const change of changes) {
      if (change.isDelete) {
        metrics.mvcc.deletes.add();
      } else {
        metrics.mvcc.puts.add();
        metrics.debugging.totalPutSizeBytes.add(change.kv.length);
      }
    }
  });
  metrics.server.quotaBackendBytes.set(Number.isFinite(quotaBytes) ? quotaBytes : 0);
  registry.beforeScrape(() => {
    collectMember(metrics, member);
    collectStore(metrics, member);
    collectPeers(metrics, member, transport);
  });
}

function collectMember({ server, debugging }: EtcdMetrics, member: Member): void {
  const status = member.status();
  server.id.with({ server_id: formatId(member.id) }).set(1);
  server.hasLeader.set(Number(status.leaderId !== 0n));
  server.isLeader.set(Number(status.isLeader));
  server.isLearner.set(Number(status.isLearner));
  server.leaderChangesSeen.value = status.leaderChangesSeen;
  server.proposalsCommitted.set(status.committedIndex);
  server.proposalsApplied.set(status.appliedIndex);
  server.proposalsPending.set(status.pendingProposals);
  const { clusterVersion } = member.state.clusterStore;
  if (clusterVersion) server.clusterVersion.with({ cluster_version: clusterVersion }).set(1);
  for (const kind of [AlarmType.Nospace, AlarmType.Corrupt]) {
    for (const { memberId } of member.state.alarms.list(kind)) {
      const alarm_type = AlarmTypeTable.names.get(kind) ?? String(kind);
      debugging.alarms.with({ server_id: formatId(memberId), alarm_type }).set(1);
    }
  }
}

function collectStore({ mvcc, debugging }: EtcdMetrics, { state }: Member): void {
  const { database } = state.backend;
  mvcc.dbSizeBytes.set(database.sizeBytes());
  mvcc.dbSizeInUseBytes.set(database.sizeInUseBytes());
  mvcc.openReadTransactions.set(database.openReadTransactions);
  debugging.keys.set(state.store.keyCount);
  debugging.currentRevision.set(state.store.revision);
  debugging.compactRevision.set(state.store.compactRevision);
}

function collectPeers({ network }: EtcdMetrics, member: Member, transport: HttpPeerTransport): void {
  const Local = formatId(member.id);
  for (const [id, counters] of transport.counters()) {
    const Remote = formatId(id);
    network.knownPeers.with({ Local, Remote }).set(1);
    network.activePeers.with({ Local, Remote }).set(Number(transport.activeSinceMs(id) !== undefined));
    network.peerSentBytes.with({ To: Remote }).value = counters.sentBytes;
    network.peerSentFailures.with({ To: Remote }).value = counters.sentFailures;
    network.peerReceivedBytes.with({ From: Remote }).value = counters.receivedBytes;
    network.peerReceivedFailures.with({ From: Remote }).value = counters.receivedFailures;
    network.snapshotSendSuccess.with({ To: Remote }).value = counters.snapshotsSent;
    network.snapshotSendFailures.with({ To: Remote }).value = counters.snapshotSendFailures;
    network.snapshotSendInflights.with({ To: Remote }).set(counters.snapshotSendsInFlight);
    network.snapshotReceiveSuccess.with({ From: Remote }).value = counters.snapshotsReceived;
    network.snapshotReceiveFailures.with({ From: Remote }).value = counters.snapshotReceiveFailures;
    network.snapshotReceiveInflights.with({ From: Remote }).set(counters.snapshotReceivesInFlight);
  }
}
