import type { Entry, RaftSnapshot } from '@quorate/protocol';
import { leaveJointEntry } from '../confchange/conf-change.ts';
import { payloadSizeOfAll } from '../message/entry-size.ts';
import { RaftError } from '../raft-error.ts';
import { releaseUncommitted } from './append-own.ts';
import { leaderPropose } from './proposing.ts';
import type { Raft } from './raft.ts';

/** The state machine has applied these entries. */
export function entriesApplied(raft: Raft, entries: readonly Entry[]): void {
  const last = entries.at(-1);
  if (last === undefined) return;
  appliedTo(raft, last.index);
  if (raft.uncommittedBytes > 0) releaseUncommitted(raft, payloadSizeOfAll(entries));
}

/** The snapshot is stored and the state machine restored from it. */
export function snapshotApplied(raft: Raft, snapshot: RaftSnapshot): void {
  raft.log.unstable.snapshotStableTo(snapshot.metadata.index);
  appliedTo(raft, snapshot.metadata.index);
}

function appliedTo(raft: Raft, index: number): void {
  const applied = Math.max(index, raft.log.applied);
  raft.log.appliedTo(applied);
  const { autoLeave } = raft.tracker.configuration;
  if (autoLeave && raft.role === 'leader' && applied >= raft.pendingConfIndex) proposeLeaving(raft);
}

/** Leaves the joint configuration. While leadership is handed over that is dropped, and tried again with the next entry applied. */
function proposeLeaving(raft: Raft): void {
  try {
    leaderPropose(raft, [leaveJointEntry()]);
  } catch (error) {
    if (!(error instanceof RaftError && error.code === 'PROPOSAL_DROPPED')) throw error;
  }
}
