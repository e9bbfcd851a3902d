import type { PeerCounters, PeerObserver } from '@quorate/peer';
import { formatId } from '../identity/member-id.ts';
import type { EtcdMetrics } from '../metrics/etcd-metrics.ts';
import type { MetricRegistry } from '../metrics/metric-registry.ts';

/** Feeds the durations of the peer transport into `etcd_network_*`. */
export function peerObserver({ network }: EtcdMetrics): PeerObserver {
  return {
    roundTrip: (id, seconds) => network.peerRoundTripSeconds.with({ To: formatId(id) }).observe(seconds),
    snapshotSent: (id, seconds) => network.snapshotSendSeconds.with({ To: formatId(id) }).observe(seconds),
    snapshotReceived: (id, seconds) => network.snapshotReceiveSeconds.with({ From: formatId(id) }).observe(seconds),
  };
}

/** Fetches the transport's counters before every scrape. */
export function scrapePeerCounters(
  registry: MetricRegistry,
  { network }: EtcdMetrics,
  counters: () => ReadonlyMap<bigint, Readonly<PeerCounters>>,
): void {
  registry.beforeScrape(() => {
    for (const [id, peer] of counters()) {
      const From = formatId(id);
      const To = From;
      network.peerSentBytes.with({ To }).value = peer.sentBytes;
      network.peerReceivedBytes.with({ From }).value = peer.receivedBytes;
      // Series of what never happened stay away, as in etcd.
      if (peer.sentFailures > 0) network.peerSentFailures.with({ To }).value = peer.sentFailures;
      if (peer.receivedFailures > 0) network.peerReceivedFailures.with({ From }).value = peer.receivedFailures;
      scrapeSnapshots(network, peer, From, To);
    }
  });
}

function scrapeSnapshots(
  network: EtcdMetrics['network'],
  peer: Readonly<PeerCounters>,
  From: string,
  To: string,
): void {
  if (peer.snapshotsSent + peer.snapshotSendFailures + peer.snapshotSendsInFlight > 0) {
    network.snapshotSendSuccess.with({ To }).value = peer.snapshotsSent;
    network.snapshotSendInflights.with({ To }).value = peer.snapshotSendsInFlight;
    if (peer.snapshotSendFailures > 0) network.snapshotSendFailures.with({ To }).value = peer.snapshotSendFailures;
  }
  if (peer.snapshotsReceived + peer.snapshotReceiveFailures + peer.snapshotReceivesInFlight > 0) {
    network.snapshotReceiveSuccess.with({ From }).value = peer.snapshotsReceived;
    network.snapshotReceiveInflights.with({ From }).value = peer.snapshotReceivesInFlight;
    if (peer.snapshotReceiveFailures > 0) {
      network.snapshotReceiveFailures.with({ From }).value = peer.snapshotReceiveFailures;
    }
  }
}
