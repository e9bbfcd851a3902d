import { ConfChange, ConfChangeType, type Entry, EntryType } from '@quorate/protocol';
import { none } from '../ids.ts';
import { RaftError } from '../raft-error.ts';
import { applyConfChange } from './membership.ts';
import type { Raft } from './raft.ts';
import { becomeFollower } from './roles.ts';

/** A founding member of a group. */
export interface Peer {
  readonly id: bigint;
  /** The application's own, given back with the change of membership that brings the member in; etcd's is the member as JSON. */
  readonly context: Uint8Array;
}

/** All founders write the same first entries without an election: one a founder, in term 1, committed from the start. */
export function bootstrap(raft: Raft, peers: readonly Peer[]): void {
  if (peers.length === 0) throw new RaftError('INVALID_CONFIG', 'must provide at least one peer to Bootstrap');
  if (raft.log.lastIndex() !== 0) throw new RaftError('INVALID_CONFIG', "can't bootstrap a nonempty Storage");
  becomeFollower(raft, 1, none);
  const changes = peers.map(({ id, context }): ConfChange => {
    return { id: 0n, type: ConfChangeType.ConfChangeAddNode, nodeId: id, context };
  });
  const entries = changes.map((change, at): Entry => {
    return { type: EntryType.EntryConfChange, term: 1, index: at + 1, data: ConfChange.encode(change) };
  });
  raft.log.append(entries);
  raft.log.commitTo(entries.length);
  // In force at once, so that messages of the other founders find members. The application applies them again, which changes
  // nothing.
  for (const change of changes) applyConfChange(raft, change);
}
