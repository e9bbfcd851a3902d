import type { RaftMessage } from '@quorate/protocol';

/** A database at one moment, to be sent behind a MsgSnap. */
export interface SnapshotBody {
  /** Exactly how many bytes `chunks` yields. */
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Frees what holds the moment; called once, after the last chunk or a failure. */
  close(): void;
}

/**
 * The way to the other members. Everything is best effort, as raft expects of a network: a message may be lost, doubled or late.
 * Messages to a member that was not added are dropped.
 */
export interface PeerTransport {
  /** Where what arrives goes; called once, before anything else. */
  setHandler(handler: PeerHandler): void;
  /** Sends messages to the members in their `to`, none of them MsgSnap. Must not block, and drops what has no room. */
  send(messages: readonly RaftMessage[]): void;
  /** Sends a MsgSnap and the database behind it; how it ended is told to `PeerHandler.reportSnapshot`. */
  sendSnapshot(message: RaftMessage, body: SnapshotBody): void;
  addPeer(id: bigint, urls: readonly string[]): void;
  updatePeer(id: bigint, urls: readonly string[]): void;
  removePeer(id: bigint): void;
  /** Since when (monotonic milliseconds) the member has been reachable without a break; undefined when it is not. */
  activeSinceMs(id: bigint): number | undefined;
  /** Closes all connections. */
  stop(): Promise<void>;
}

/** What the transport hands up. */
export interface PeerHandler {
  /** A message arrived for this member. */
  receive(message: RaftMessage): void;
  /** A MsgSnap arrived with a database; resolves when the database is on disk and the message is on its way to raft. */
  receiveSnapshot(message: RaftMessage, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whether a member was removed for good: its messages are answered with that and dropped. */
  isRemoved(id: bigint): boolean;
  /** A message could not be delivered. */
  reportUnreachable(id: bigint): void;
  reportSnapshot(id: bigint, delivered: boolean): void;
  /** A peer says that this member was removed from the cluster: it must stop. */
  removedFromCluster(): void;
}
