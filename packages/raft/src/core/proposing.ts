import { type Entry, EntryType, emptyBytes } from '@quorate/protocol';
import { confChangeOf, transitionOf } from '../confchange/conf-change.ts';
import { none } from '../ids.ts';
import { assert, RaftError } from '../raft-error.ts';
import { isJoint } from '../tracker/configuration.ts';
import { appendOwn } from './append-own.ts';
import type { Raft } from './raft.ts';
import { broadcastAppend } from './replication.ts';

/**
 * A leader takes in proposals and sends them out.
 *
 * @param entries not yet in any log: they are changed
 * @throws {RaftError} `PROPOSAL_DROPPED`
 */
export function leaderPropose(raft: Raft, entries: Entry[]): void {
  assert(entries.length > 0, 'a proposal has entries');
  const isRemoved = raft.tracker.get(raft.id) === undefined;
  if (isRemoved || raft.transfereeId !== none) throw new RaftError('PROPOSAL_DROPPED');
  admitConfChanges(raft, entries);
  if (!appendOwn(raft, entries)) throw new RaftError('PROPOSAL_DROPPED');
  broadcastAppend(raft);
}

/** Turns changes of membership that do not fit now into empty entries (thesis, section 4.1: one at a time). */
function admitConfChanges(raft: Raft, entries: Entry[]): void {
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at] as Entry;
    if (entry.type === EntryType.EntryNormal) continue;
    if (raft.config.disableConfChangeValidation || isAdmissible(raft, entry)) {
      raft.pendingConfIndex = raft.log.lastIndex() + at + 1;
    } else {
      entries[at] = { type: EntryType.EntryNormal, term: 0, index: 0, data: emptyBytes };
    }
  }
}

function isAdmissible(raft: Raft, entry: Entry): boolean {
  if (raft.pendingConfIndex > raft.log.applied) return false;
  const change = confChangeOf(entry);
  const isLeaving = change !== undefined && transitionOf(change).kind === 'leave-joint';
  return isJoint(raft.tracker.configuration) === isLeaving;
}
