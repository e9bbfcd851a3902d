import { exponentialBounds } from './metric.ts';
import type { MetricRegistry } from './metric-registry.ts';

const seconds = exponentialBounds(0.001, 2, 14);

/** The `etcd_debugging_*` families, which etcd may change at any time and dashboards use all the same. */
export function debuggingMetrics(registry: MetricRegistry) {
  const counter = (name: string, help: string) => registry.counter(`etcd_debugging_${name}`, help);
  const gauge = (name: string, help: string) => registry.gauge(`etcd_debugging_${name}`, help);
  const histogram = (name: string, help: string, bounds: readonly number[] = seconds) =>
    registry.histogram(`etcd_debugging_${name}`, help, bounds);
  return {
    authRevision: gauge('auth_revision', 'Revision of users and roles.'),
    alarms: registry.gauges('etcd_debugging_server_alarms', 'Alarms that are raised.', ['server_id', 'alarm_type']),

    commitRebalanceSeconds: histogram('disk_backend_commit_rebalance_duration_seconds', 'Commit: joining pages.'),
    commitSpillSeconds: histogram('disk_backend_commit_spill_duration_seconds', 'Commit: splitting pages.'),
    commitWriteSeconds: histogram('disk_backend_commit_write_duration_seconds', 'Commit: writing pages.'),

    leasesGranted: counter('lease_granted_total', 'Leases granted.'),
    leasesRenewed: counter('lease_renewed_total', 'Leases renewed, by the leader.'),
    leasesRevoked: counter('lease_revoked_total', 'Leases revoked.'),
    leasesExpired: counter('server_lease_expired_total', 'Leases that ran out.'),
    leaseTtlSeconds: histogram('lease_ttl_total', 'Time to live of leases when granted.', exponentialBounds(1, 2, 24)),

    keys: gauge('mvcc_keys_total', 'Keys that are there.'),
    currentRevision: gauge('mvcc_current_revision', 'Current revision.'),
    compactRevision: gauge('mvcc_compact_revision', 'Revision of the last compaction.'),
    totalPutSizeBytes: gauge('mvcc_total_put_size_in_bytes', 'Bytes of keys and values put.'),
    events: counter('mvcc_events_total', 'Events sent to watchers.'),
    pendingEvents: gauge('mvcc_pending_events_total', 'Events that wait for their watcher.'),
    watchStreams: gauge('mvcc_watch_stream_total', 'Watch streams.'),
    watchers: gauge('mvcc_watcher_total', 'Watchers.'),
    slowWatchers: gauge('mvcc_slow_watcher_total', 'Watchers that are being caught up.'),

    compactionKeys: counter('mvcc_db_compaction_keys_total', 'Revisions removed by compactions.'),
    compactionLast: gauge('mvcc_db_compaction_last', 'Unix time of the last compaction.'),
    compactionPauseMs: histogram(
      'mvcc_db_compaction_pause_duration_milliseconds',
      'Milliseconds a batch of a compaction took.',
      exponentialBounds(1, 2, 13),
    ),
    compactionTotalMs: histogram(
      'mvcc_db_compaction_total_duration_milliseconds',
      'Milliseconds a whole compaction took.',
      exponentialBounds(100, 2, 14),
    ),
    indexCompactionPauseMs: histogram(
      'mvcc_index_compaction_pause_duration_milliseconds',
      'Milliseconds a compaction of the index took.',
      exponentialBounds(0.5, 2, 14),
    ),

    watchLoopControlSeconds: histogram(
      'server_watch_send_loop_control_stream_duration_seconds',
      'Time to send an answer about a watch.',
    ),
    watchLoopProgressSeconds: histogram(
      'server_watch_send_loop_progress_duration_seconds',
      'Time to send a progress notice.',
    ),
    watchLoopEventsSeconds: histogram(
      'server_watch_send_loop_watch_stream_duration_seconds',
      'Time to send a batch of events.',
    ),
    watchLoopEventSeconds: histogram(
      'server_watch_send_loop_watch_stream_duration_per_event_seconds',
      'Time to send a batch of events, by event.',
    ),

    snapSaveSeconds: histogram('snap_save_total_duration_seconds', 'Time to save a snapshot file.'),
    snapMarshalSeconds: histogram('snap_save_marshalling_duration_seconds', 'Time to encode a snapshot file.'),
  };
}
