/** What was counted about one peer; plain numbers, read when metrics are scraped. */
export interface PeerCounters {
  sentBytes: number;
  sentFailures: number;
  receivedBytes: number;
  receivedFailures: number;
  snapshotsSent: number;
  snapshotSendFailures: number;
  snapshotSendsInFlight: number;
  snapshotsReceived: number;
  snapshotReceiveFailures: number;
  snapshotReceivesInFlight: number;
}

/** All at zero. */
export function peerCounters(): PeerCounters {
  return {
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
}

/** Told of durations, for histograms. */
export interface PeerObserver {
  /** A probe came back; seconds. */
  roundTrip?(peerId: bigint, seconds: number): void;
  snapshotSent?(peerId: bigint, seconds: number): void;
  snapshotReceived?(peerId: bigint, seconds: number): void;
}
