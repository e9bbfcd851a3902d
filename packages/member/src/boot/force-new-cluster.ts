import { ConfChange, ConfChangeType, Entry, EntryType, type HardState } from '@quorate/protocol';
import { clusterMember } from '../cluster/cluster-member.ts';
import { encodeMember } from '../cluster/member-json.ts';
import type { MemberOptions } from '../member-options.ts';
import type { MemberState } from '../state/member-state.ts';
import type { BootedLog } from './boot-log.ts';

const defaultPeerUrl = 'http://localhost:2380';

/**
 * Makes this member the only one of its cluster (`--force-new-cluster`): entries that are not committed are dropped, and
 * committed ones are added that remove all others. For disasters: whatever the others know and this one does not is lost.
 */
export async function forceNewCluster(
  log: BootedLog,
  state: MemberState,
  options: MemberOptions,
): Promise<{ hardState: HardState; entries: Entry[] }> {
  const commit = Math.max(log.hardState.commit, state.consistentIndex.index);
  const entries = log.entries.filter((entry) => entry.index <= commit);
  const changes = removalsOf(log, entries, state, options);
  const { term } = log.hardState;
  const added = changes.map((change, position) =>
    Entry.create({
      type: EntryType.EntryConfChange,
      term,
      index: commit + 1 + position,
      data: ConfChange.encode(change),
    }),
  );
  const hardState = { ...log.hardState, commit: commit + added.length };
  if (added.length > 0) await log.wal.append(hardState, added);
  options.logger.warn('forced a new cluster of this member alone', { removed: changes.length, commit });
  return { hardState, entries: [...entries, ...added] };
}

/** The nodes that raft will know once all committed entries are applied, less this one. */
function removalsOf(
  log: BootedLog,
  entries: readonly Entry[],
  state: MemberState,
  options: MemberOptions,
): ConfChange[] {
  const { confState, index } = state.consistentIndex;
  const nodes = new Set([...(confState?.voters ?? []), ...(confState?.learners ?? [])]);
  for (const entry of entries) {
    if (entry.index <= index || entry.type !== EntryType.EntryConfChange) continue;
    const change = ConfChange.decode(entry.data);
    if (change.type === ConfChangeType.ConfChangeRemoveNode) nodes.delete(change.nodeId);
    else nodes.add(change.nodeId);
  }
  const removals = [...nodes]
    .filter((id) => id !== log.memberId)
    .map((nodeId) => ConfChange.create({ type: ConfChangeType.ConfChangeRemoveNode, nodeId }));
  if (nodes.has(log.memberId)) return removals;
  const self = options.bootstrap.members.find(({ id }) => id === log.memberId);
  const member = self ?? clusterMember({ id: log.memberId, peerUrls: [defaultPeerUrl] });
  const context = new TextEncoder().encode(encodeMember(member));
  return [...removals, ConfChange.create({ type: ConfChangeType.ConfChangeAddNode, nodeId: log.memberId, context })];
}
