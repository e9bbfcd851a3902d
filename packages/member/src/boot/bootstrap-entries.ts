import { ConfChange, ConfChangeType, Entry, EntryType, type HardState } from '@quorate/protocol';
import type { ClusterMember } from '../cluster/cluster-member.ts';
import { encodeMember } from '../cluster/member-json.ts';

/** What the log of each member of a new cluster begins with. */
export interface BootstrapLog {
  readonly hardState: HardState;
  readonly entries: Entry[];
}

const encoder = new TextEncoder();

/**
 * The first entries of a new cluster: one configuration change a member, of term 1, committed by definition. All members
 * write the same ones, so the order of the members must be the same everywhere: by id.
 */
export function bootstrapLog(members: readonly ClusterMember[]): BootstrapLog {
  const ordered = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const entries = ordered.map((member, position) =>
    Entry.create({
      type: EntryType.EntryConfChange,
      term: 1,
      index: position + 1,
      data: ConfChange.encode(
        ConfChange.create({
          type: ConfChangeType.ConfChangeAddNode,
          nodeId: member.id,
          context: encoder.encode(encodeMember(member)),
        }),
      ),
    }),
  );
  return { hardState: { term: 1, vote: 0n, commit: entries.length }, entries };
}
