import { Database, type WriteTransaction } from '@quorate/bbolt';
import { copyDatabaseSnapshot } from '../database/copy-database.ts';
import { parentOf, writeAside } from '../database/files.ts';
import { encodeRevisionKey, revisionOf } from '../database/revision-key.ts';
import { formatId } from '../identity/member-id.ts';
import { encodeMemberJson } from '../snap-file/membership.ts';
import { SnapshotError } from '../snapshot-error.ts';
import type { RestorePlan } from './restore-options.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

/** Copies the database and gives it the new cluster's members, log position and, if asked, revision. */
export async function restoreDatabase(plan: RestorePlan, path: string): Promise<void> {
  const { disk, skipHashCheck, onProgress } = plan;
  const verify = { skipHashCheck, ...(onProgress === undefined ? {} : { onProgress }) };
  await writeAside(disk, path, `${path}.part`, parentOf(path), async (file) => {
    await copyDatabaseSnapshot(disk, plan.snapshotPath, file, verify);
  });
  const database = await Database.open({ disk, path });
  try {
    // A file of a few pages without a meta page counts as one whose creation was cut off, and is begun anew.
    if (database.openReport.created) {
      throw new SnapshotError('corrupt', `${plan.snapshotPath} is not a bbolt database: take another snapshot`);
    }
    using transaction = database.beginWrite();
    replaceMembership(transaction, plan);
    setLogPosition(transaction, plan);
    if (plan.bumpRevision > 0) bumpRevision(transaction, plan.bumpRevision);
    await transaction.commit();
  } finally {
    await database.close();
  }
}

function replaceMembership(transaction: WriteTransaction, { members }: RestorePlan): void {
  for (const name of ['members', 'members_removed']) transaction.deleteBucket(name);
  transaction.createBucketIfMissing('members_removed');
  const bucket = transaction.createBucketIfMissing('members');
  for (const member of members) bucket.put(text(formatId(member.id)), text(encodeMemberJson(member)));
}

/**
 * The new log begins with one entry a member, of term 1, and the database stands behind them. The voters are written too: etcd 3.5
 * leaves the old cluster's here and takes them from the `.snap` file, later versions take them from here.
 */
function setLogPosition(transaction: WriteTransaction, { members }: RestorePlan): void {
  const meta = transaction.createBucketIfMissing('meta');
  meta.put(text('consistent_index'), bigEndian64(members.length));
  meta.put(text('term'), bigEndian64(1));
  const voters = members.map(({ id }) => id).join(',');
  meta.put(text('confState'), text(`{"voters":[${voters}],"auto_leave":false}`));
}

/** Puts an empty record at a far revision and schedules the compaction of everything before. */
function bumpRevision(transaction: WriteTransaction, by: number): void {
  const keys = transaction.createBucketIfMissing('key');
  const cursor = keys.cursor();
  const latest = cursor.last() ? revisionOf(cursor.key) : 0;
  const bumped = encodeRevisionKey(latest + by, 0);
  keys.put(bumped, new Uint8Array(0));
  transaction.createBucketIfMissing('meta').put(text('scheduledCompactRev'), bumped);
}

function bigEndian64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
