import { debuggingMetrics } from './debugging-metrics.ts';
import { exponentialBounds } from './metric.ts';
import type { MetricRegistry } from './metric-registry.ts';
import { networkMetrics } from './network-metrics.ts';
import { serverMetrics } from './server-metrics.ts';

/** From 1 ms to 8 s, doubling: the latencies of a disk. */
const diskSeconds = exponentialBounds(0.001, 2, 14);

function diskMetrics(registry: MetricRegistry) {
  return {
    walFsyncSeconds: registry.histogram(
      'etcd_disk_wal_fsync_duration_seconds',
      'Time the disk took to make the log durable.',
      diskSeconds,
    ),
    walWriteSeconds: registry.histogram(
      'etcd_disk_wal_write_duration_seconds',
      'Time a write to the log took, without making it durable.',
      diskSeconds,
    ),
    walWriteBytes: registry.gauge('etcd_disk_wal_write_bytes_total', 'Bytes written to the log.'),
    backendCommitSeconds: registry.histogram(
      'etcd_disk_backend_commit_duration_seconds',
      'Time a commit of the database took.',
      diskSeconds,
    ),
    backendDefragSeconds: registry.histogram(
      'etcd_disk_backend_defrag_duration_seconds',
      'Time a defragmentation of the database took.',
      exponentialBounds(0.1, 2, 13),
    ),
    backendSnapshotSeconds: registry.histogram(
      'etcd_disk_backend_snapshot_duration_seconds',
      'Time a copy of the database took to be read.',
      exponentialBounds(0.01, 2, 17),
    ),
    defragInflight: registry.gauge('etcd_disk_defrag_inflight', 'Whether a defragmentation is going on.'),
  };
}

function mvccMetrics(registry: MetricRegistry) {
  return {
    puts: registry.counter('etcd_mvcc_put_total', 'Keys put.'),
    deletes: registry.counter('etcd_mvcc_delete_total', 'Keys deleted.'),
    ranges: registry.counter('etcd_mvcc_range_total', 'Ranges read.'),
    txns: registry.counter('etcd_mvcc_txn_total', 'Transactions.'),
    dbSizeBytes: registry.gauge('etcd_mvcc_db_total_size_in_bytes', 'Size of the database file.'),
    dbSizeInUseBytes: registry.gauge('etcd_mvcc_db_total_size_in_use_in_bytes', 'Bytes of the database file in use.'),
    openReadTransactions: registry.gauge('etcd_mvcc_db_open_read_transactions', 'Readers of the database.'),
    hashSeconds: registry.histogram(
      'etcd_mvcc_hash_duration_seconds',
      'Time a hash of the whole database took.',
      exponentialBounds(0.01, 2, 15),
    ),
    hashRevisionSeconds: registry.histogram(
      'etcd_mvcc_hash_rev_duration_seconds',
      'Time a hash of the keys at a revision took.',
      exponentialBounds(0.01, 2, 15),
    ),
  };
}

function snapMetrics(registry: MetricRegistry) {
  return {
    dbFsyncSeconds: registry.histogram(
      'etcd_snap_db_fsync_duration_seconds',
      'Time the disk took to make a received database durable.',
      diskSeconds,
    ),
    dbSaveSeconds: registry.histogram(
      'etcd_snap_db_save_total_duration_seconds',
      'Time a received database took to be saved.',
      exponentialBounds(0.1, 2, 10),
    ),
    fsyncSeconds: registry.histogram(
      'etcd_snap_fsync_duration_seconds',
      'Time the disk took to make a snapshot file durable.',
      diskSeconds,
    ),
  };
}

/** Families of parts that etcd's servers carry and ours does not have: always zero, because dashboards ask for them. */
function absentParts(registry: MetricRegistry): void {
  registry.gauge('etcd_grpc_proxy_cache_hits_total', 'Cache hits of a gRPC proxy (none here).');
  registry.gauge('etcd_grpc_proxy_cache_keys_total', 'Cached keys of a gRPC proxy (none here).');
  registry.gauge('etcd_grpc_proxy_cache_misses_total', 'Cache misses of a gRPC proxy (none here).');
  registry.counter('etcd_grpc_proxy_events_coalescing_total', 'Events joined by a gRPC proxy (none here).');
  registry.gauge('etcd_grpc_proxy_watchers_coalescing_total', 'Watchers joined by a gRPC proxy (none here).');
  registry.counter('etcd_debugging_store_expires_total', 'Expiries in the v2 store (none here).');
  registry.counter('etcd_debugging_store_watch_requests_total', 'Watches of the v2 store (none here).');
  registry.gauge('etcd_debugging_store_watchers', 'Watchers of the v2 store (none here).');
  for (const part of ['reads', 'reads_failed', 'writes', 'writes_failed']) {
    registry.counters(`etcd_debugging_store_${part}_total`, 'Requests to the v2 store (none here).', ['action']);
  }
}

/** Registers every family of etcd 3.7 and returns the ones to be updated, by part. */
export function createEtcdMetrics(registry: MetricRegistry) {
  absentParts(registry);
  return {
    disk: diskMetrics(registry),
    mvcc: mvccMetrics(registry),
    network: networkMetrics(registry),
    server: serverMetrics(registry),
    snap: snapMetrics(registry),
    debugging: debuggingMetrics(registry),
  };
}

/** Every metric of etcd that the parts of a member update. */
export type EtcdMetrics = ReturnType<typeof createEtcdMetrics>;
