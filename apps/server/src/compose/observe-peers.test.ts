import { expect, it } from 'vitest';
import { createEtcdMetrics } from '../metrics/etcd-metrics.ts';
import { MetricRegistry } from '../metrics/metric-registry.ts';
import { peerObserver, scrapePeerCounters } from './observe-peers.ts';

it('what the transport counts of each peer is scraped under etcd’s names', () => {
  const registry = new MetricRegistry();
  const metrics = createEtcdMetrics(registry);
  const quiet = {
    sentBytes: 0,
    sentFailures: 0,
    receivedBytes: 0,
    receivedFailures: 0,
    snapshotsSent: 0,
    snapshotSendFailures: 0,
    snapshotSendsInFlight: 0,
    snapshotsReceived: 0,
    snapshotReceiveFailures: 0,
    snapshotReceivesInFlight: 0,
  };
  const counters = new Map([
    [0xabn, { ...quiet, sentBytes: 10, receivedBytes: 20, sentFailures: 3, snapshotsSent: 1 }],
    [0xcdn, quiet],
  ]);
  scrapePeerCounters(registry, metrics, () => counters);
  peerObserver(metrics).roundTrip?.(0xabn, 0.0001);
  const text = registry.text();
  expect(text).toContain(
    'etcd_network_peer_sent_bytes_total{To="ab"} 10\netcd_network_peer_sent_bytes_total{To="cd"} 0\n',
  );
  expect(text).toContain('etcd_network_peer_received_bytes_total{From="ab"} 20\n');
  expect(text).toContain('etcd_network_peer_sent_failures_total{To="ab"} 3\n');
  expect(text).not.toContain('etcd_network_peer_sent_failures_total{To="cd"}');
  expect(text).toContain('etcd_network_snapshot_send_success{To="ab"} 1\n');
  expect(text).not.toContain('etcd_network_snapshot_receive_success');
  expect(text).toContain('etcd_network_peer_round_trip_time_seconds_bucket{To="ab",le="0.0001"} 1\n');
});
