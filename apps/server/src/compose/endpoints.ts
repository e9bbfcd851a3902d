import type { EndpointsBackend } from '@quorate/grpc-server';
import { etcdVersion, type Member } from '@quorate/member';
import { RangeRequest } from '@quorate/protocol';
import type { EtcdMetrics } from '../metrics/etcd-metrics.ts';

/** The versions as `/version` answers them. */
export function versionsOf(member: Member): { etcdserver: string; etcdcluster: string; storage: string } {
  const { clusterVersion, storageVersion } = member.state.clusterStore;
  return {
    etcdserver: etcdVersion,
    etcdcluster: clusterVersion ?? 'not_decided',
    storage: storageVersion ?? 'unknown',
  };
}

/** What the HTTP endpoints show of a member. */
export function endpointsBackend(member: Member, metrics: EtcdMetrics, metricsText: () => string): EndpointsBackend {
  const probe = RangeRequest.create({ key: Uint8Array.of(0), limit: 1, keysOnly: true });
  const { server } = metrics;
  return {
    version: () => versionsOf(member),
    probeRead: async (serializable) => {
      if (!serializable) await member.linearizableBarrier();
      await member.state.store.rangeSliced(probe);
    },
    metrics: metricsText,
    debugVars: () => ({
      cmdline: process.argv,
      memstats: process.memoryUsage(),
      'raft.status': raftStatus(member),
      server: { id: member.id.toString(16), version: etcdVersion, revision: member.state.store.revision },
    }),
    onHealth: (healthy) => (healthy ? server.healthSuccesses : server.healthFailures).add(),
    onCheck: (type, name, passed) => {
      server.healthcheck.with({ type, name }).set(Number(passed));
      server.healthchecks.with({ type, name, status: passed ? 'success' : 'error' }).add();
    },
  };
}

/** Raft's state under the names that etcd's `raft.status` has. */
function raftStatus(member: Member): Record<string, unknown> {
  const status = member.raftStatus();
  const hex = (id: bigint) => id.toString(16);
  return {
    id: hex(status.id),
    term: status.hardState.term,
    vote: hex(status.hardState.vote),
    commit: status.hardState.commit,
    lead: hex(status.leaderId),
    raftState: status.role,
    applied: status.appliedIndex,
    progress: Object.fromEntries(
      status.progress.map(({ id, matchIndex, nextIndex, state }) => [
        hex(id),
        { match: matchIndex, next: nextIndex, state },
      ]),
    ),
    leadtransferee: hex(status.transfereeId),
  };
}
