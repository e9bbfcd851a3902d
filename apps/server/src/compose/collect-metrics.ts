import type { Member } from '@quorate/member';
import type { HttpPeerTransport } from '@quorate/peer';
import { AlarmType, AlarmTypeTable } from '@quorate/protocol';
import { formatId } from '@quorate/snapshot';
import type { EtcdMetrics } from '../metrics/etcd-metrics.ts';
import type { Counter } from '../metrics/metric.ts';
import type { MetricFamily } from '../metrics/metric-family.ts';
import type { MetricRegistry } from '../metrics/metric-registry.ts';
import type { ClientSide } from './client-side.ts';

/** Brings the metrics up to date before each scrape, from what the parts of the server count themselves. */
export function collectMetrics(
  registry: MetricRegistry,
  metrics: EtcdMetrics,
  member: Member,
  transport: HttpPeerTransport,
  clients: ClientSide,
  quotaBytes: number,
): void {
  const http2 = registry.counters('quorate_http2_bounds_total', 'Bounds that HTTP/2 clients ran into, and errors.', [
    'bound',
  ]);
  metrics.server.quotaBackendBytes.set(Number.isFinite(quotaBytes) ? quotaBytes : 0);
  registry.beforeScrape(() => {
    collectMember(metrics, member);
    collectStore(metrics, member);
    collectPeers(metrics, member, transport);
    collectClients(metrics, clients, http2);
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
  const { puts, deletes, ranges, txns, putBytes, compactedRecords } = state.store.counters;
  mvcc.puts.value = puts;
  mvcc.deletes.value = deletes;
  mvcc.ranges.value = ranges;
  mvcc.txns.value = txns;
  debugging.totalPutSizeBytes.set(putBytes);
  debugging.compactionKeys.value = compactedRecords;
  const { streams, watchers, slowWatchers, pendingEvents, events } = state.watchHub.counts;
  debugging.watchStreams.set(streams);
  debugging.watchers.set(watchers);
  debugging.slowWatchers.set(slowWatchers);
  debugging.pendingEvents.set(pendingEvents);
  debugging.events.value = events;
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

function collectClients(
  { network, server }: EtcdMetrics,
  clients: ClientSide,
  http2: MetricFamily<'bound', Counter>,
): void {
  const served = clients.grpc?.metrics();
  if (!served) return;
  network.clientReceivedBytes.value = served.receivedBytes;
  network.clientSentBytes.value = served.sentBytes;
  for (const [bound, count] of Object.entries(served.http2)) http2.with({ bound }).value = count;
  for (const { type, clientApiVersion, count } of clients.clientVersions?.snapshot() ?? []) {
    server.clientRequests.with({ type, client_api_version: clientApiVersion }).value = count;
  }
}
