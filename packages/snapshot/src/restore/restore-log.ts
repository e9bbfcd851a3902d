import { ConfChange, ConfState, Entry, EntryType, RaftSnapshot, WalMetadata } from '@quorate/protocol';
import { Wal } from '@quorate/wal';
import { clusterIdFromMemberIds } from '../identity/member-id.ts';
import { encodeMemberJson } from '../snap-file/membership.ts';
import { encodeMembershipStore } from '../snap-file/membership-store.ts';
import { saveSnapFile } from '../snap-file/snap-files.ts';
import type { RestorePlan } from './restore-options.ts';

/** Every entry of a restored log has this term. */
const term = 1;

/**
 * Writes the log of a cluster that has just been born: one change a member, all committed, and a snapshot behind them, in a `.snap`
 * file and as a record.
 */
export async function restoreLog(plan: RestorePlan): Promise<void> {
  const { disk, members, local } = plan;
  const ids = members.map(({ id }) => id);
  const clusterId = clusterIdFromMemberIds(ids);
  const metadata = WalMetadata.encode({ nodeId: local.id, clusterId });
  const entries = members.map((member, at) => {
    const context = new TextEncoder().encode(encodeMemberJson(member));
    const data = ConfChange.encode(ConfChange.create({ nodeId: member.id, context }));
    return Entry.create({ type: EntryType.EntryConfChange, term, index: at + 1, data });
  });
  const commit = entries.length;
  const confState = ConfState.create({ voters: ids });
  const wal = await Wal.create({ disk, directory: plan.walDirectory, metadata });
  try {
    await wal.append({ term, vote: ids[0] ?? 0n, commit }, entries);
    const data = encodeMembershipStore({ members });
    await saveSnapFile(
      disk,
      plan.snapDirectory,
      RaftSnapshot.create({ data, metadata: { index: commit, term, confState } }),
    );
    await wal.saveSnapshot({ index: commit, term, confState });
  } finally {
    await wal.close();
  }
}
