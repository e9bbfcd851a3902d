import type { RaftMessage } from '@quorate/protocol';

// The interfaces between transport and member. `@quorate/member` declares the same ones: the two packages stand side by side, and
// the server puts them together.

/** A database at one moment, to be sent behind a MsgSnap. */
export interface SnapshotBody {
  /** Exactly how many bytes `chunks` yields. */
  readonly sizeBytes: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Frees what holds the moment; called once, after the last chunk or a failure. */
  close(): void;
}

/** What the transport hands to its member. */
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
