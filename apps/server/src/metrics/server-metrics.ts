import { exponentialBounds } from './metric.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** The member itself: identity, leadership, proposals, requests. */
export function serverMetrics(registry: MetricRegistry) {
  const counter = (name: string, help: string) => registry.counter(`etcd_server_${name}`, help);
  const gauge = (name: string, help: string) => registry.gauge(`etcd_server_${name}`, help);
  return {
    id: registry.gauges('etcd_server_id', 'This member’s id.', ['server_id']),
    version: registry.gauges('etcd_server_version', 'The etcd version that is spoken.', ['server_version']),
    goVersion: registry.gauges('etcd_server_go_version', 'What the server runs on.', ['server_go_version']),
    clusterVersion: registry.gauges('etcd_cluster_version', 'The version the members agreed on.', ['cluster_version']),
    featureEnabled: registry.gauges('etcd_server_feature_enabled', 'Feature gates.', ['name', 'stage']),

    hasLeader: gauge('has_leader', 'Whether a leader is known.'),
    isLeader: gauge('is_leader', 'Whether this member leads.'),
    isLearner: gauge('is_learner', 'Whether this member only learns.'),
    leaderChangesSeen: counter('leader_changes_seen_total', 'Changes of leader seen.'),
    learnerPromoteFailures: registry.counters('etcd_server_learner_promote_failures', 'Promotions that failed.', [
      'Reason',
    ]),
    learnerPromoteSuccesses: counter('learner_promote_successes', 'Promotions of learners.'),

    proposalsCommitted: gauge('proposals_committed_total', 'Index of the last committed entry.'),
    proposalsApplied: gauge('proposals_applied_total', 'Index of the last applied entry.'),
    proposalsPending: gauge('proposals_pending', 'Proposals that wait for their entry.'),
    proposalsFailed: counter('proposals_failed_total', 'Proposals that failed.'),
    heartbeatSendFailures: counter('heartbeat_send_failures_total', 'Heartbeats sent too late.'),
    slowApplies: counter('slow_apply_total', 'Entries that were slow to apply.'),
    slowReadIndexes: counter('slow_read_indexes_total', 'Read indexes that were slow to get.'),
    readIndexesFailed: counter('read_indexes_failed_total', 'Read indexes that failed.'),
    snapshotApplyInProgress: gauge('snapshot_apply_in_progress_total', 'Whether a snapshot is being installed.'),
    quotaBackendBytes: gauge('quota_backend_bytes', 'Size limit of the database.'),

    clientRequests: registry.counters('etcd_server_client_requests_total', 'Requests by the version of their client.', [
      'type',
      'client_api_version',
    ]),
    applySeconds: registry.histograms(
      'etcd_server_apply_duration_seconds',
      'Time an entry took to apply.',
      ['version', 'op', 'success'],
      exponentialBounds(0.0001, 2, 20),
    ),
    rangeSeconds: registry.histograms(
      'etcd_server_range_duration_seconds',
      'Time a range took to be read from the store.',
      ['success'],
      exponentialBounds(0.0001, 2, 20),
    ),
    requestSeconds: registry.histograms(
      'etcd_server_request_duration_seconds',
      'Time a request took from arrival to answer.',
      ['type', 'success'],
      exponentialBounds(0.001, 2, 14),
    ),

    healthFailures: counter('health_failures', 'Failed health checks.'),
    healthSuccesses: counter('health_success', 'Passed health checks.'),
    healthcheck: registry.gauges('etcd_server_healthcheck', 'Result of a check.', ['type', 'name']),
    healthchecks: registry.counters('etcd_server_healthchecks_total', 'Checks by result.', ['type', 'name', 'status']),
  };
}
