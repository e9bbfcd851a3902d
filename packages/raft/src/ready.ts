import type { Entry, HardState, RaftMessage, RaftSnapshot } from '@quorate/protocol';

/** The part a node plays (paper, section 5.1; the pre-candidate is of the thesis, section 9.6). */
export type Role = 'follower' | 'pre-candidate' | 'candidate' | 'leader';

/** State that observers care about and that need not survive a crash. */
export interface SoftState {
  /** The leader this node knows of in its term; `0n` when it knows none. */
  readonly leaderId: bigint;
  readonly role: Role;
}

/** The answer to {@link RawNode.readIndex}: the state machine may be read for `context` once it has applied `index`. */
export interface ReadState {
  readonly index: number;
  /** The bytes that were given to `readIndex`. */
  readonly context: Uint8Array;
}

/**
 * Everything to be done since the last Ready. Without asynchronous storage writes, in this order:
 *
 * 1. store `snapshot`, `entries` and `hardState`, and sync them to disk when `mustSync`;
 * 2. send `messages` (a leader may send its MsgApp while it stores: thesis, section 10.2.1; all else has to wait);
 * 3. apply `snapshot`, then `committedEntries`, in order, and call `applyConfChange` for each configuration change;
 * 4. call {@link RawNode.advance}.
 *
 * With asynchronous storage writes `messages` carries the work for disk and state machine (MsgStorageAppend, MsgStorageApply),
 * the other fields are there to be looked at, and `advance` is not called.
 *
 * Arrays and entries belong to raft as much as to the receiver: nobody changes them.
 */
export interface Ready {
  /** Only when it changed. */
  readonly softState: SoftState | undefined;
  /** Term, vote and commit index to be stored, only when one of them changed. */
  readonly hardState: HardState | undefined;
  /** Reads that may go ahead once their index is applied. */
  readonly readStates: readonly ReadState[];
  /** Entries to append to the log. One that is there with another term, and all behind it, is overwritten. */
  readonly entries: Entry[];
  /** A snapshot from the leader, which replaces log and state machine. */
  readonly snapshot: RaftSnapshot | undefined;
  /** Entries that are committed and to be applied. */
  readonly committedEntries: Entry[];
  /** In the order in which they are to be sent. */
  readonly messages: RaftMessage[];
  /** Whether what is to be stored must be on disk before the messages leave (paper, figure 2: persistent state). */
  readonly mustSync: boolean;
}
