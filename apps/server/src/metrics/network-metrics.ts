import { exponentialBounds } from './metric.ts';
import type { MetricRegistry } from './metric-registry.ts';

/** Traffic with clients and with the other members. */
export function networkMetrics(registry: MetricRegistry) {
  const from = (name: string, help: string) => registry.counters(`etcd_network_${name}`, help, ['From']);
  const to = (name: string, help: string) => registry.counters(`etcd_network_${name}`, help, ['To']);
  const between = ['Local', 'Remote'] as const;
  return {
    clientReceivedBytes: registry.counter(
      'etcd_network_client_grpc_received_bytes_total',
      'Bytes of messages from gRPC clients.',
    ),
    clientSentBytes: registry.counter(
      'etcd_network_client_grpc_sent_bytes_total',
      'Bytes of messages to gRPC clients.',
    ),
    activePeers: registry.gauges('etcd_network_active_peers', 'Members that are connected.', between),
    knownPeers: registry.gauges('etcd_network_known_peers', 'Members that are known.', between),
    disconnectedPeers: registry.counters('etcd_network_disconnected_peers_total', 'Lost connections.', between),
    peerReceivedBytes: from('peer_received_bytes_total', 'Bytes from a member.'),
    peerReceivedFailures: from('peer_received_failures_total', 'Failed receptions from a member.'),
    peerSentBytes: to('peer_sent_bytes_total', 'Bytes to a member.'),
    peerSentFailures: to('peer_sent_failures_total', 'Failed sends to a member.'),
    peerRoundTripSeconds: registry.histograms(
      'etcd_network_peer_round_trip_time_seconds',
      'Time a probe of a member took.',
      ['To'],
      exponentialBounds(0.0001, 2, 16),
    ),
    serverStreamFailures: registry.counters(
      'etcd_network_server_stream_failures_total',
      'Streams to clients that failed.',
      ['Type', 'API'],
    ),
    snapshotReceiveFailures: from('snapshot_receive_failures', 'Snapshots not received.'),
    snapshotReceiveSuccess: from('snapshot_receive_success', 'Snapshots received.'),
    snapshotReceiveInflights: registry.gauges(
      'etcd_network_snapshot_receive_inflights_total',
      'Snapshots being received.',
      ['From'],
    ),
    snapshotReceiveSeconds: registry.histograms(
      'etcd_network_snapshot_receive_total_duration_seconds',
      'Time a snapshot took to be received.',
      ['From'],
      exponentialBounds(0.1, 2, 10),
    ),
    snapshotSendFailures: to('snapshot_send_failures', 'Snapshots not sent.'),
    snapshotSendSuccess: to('snapshot_send_success', 'Snapshots sent.'),
    snapshotSendInflights: registry.gauges('etcd_network_snapshot_send_inflights_total', 'Snapshots being sent.', [
      'To',
    ]),
    snapshotSendSeconds: registry.histograms(
      'etcd_network_snapshot_send_total_duration_seconds',
      'Time a snapshot took to be sent.',
      ['To'],
      exponentialBounds(0.1, 2, 10),
    ),
  };
}
