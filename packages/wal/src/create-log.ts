import type { Disk, DiskFile } from '@quorate/ports';
import { HardState, WalSnapshot } from '@quorate/protocol';
import type { OpenedLog } from './open-log.ts';
import { RecordBuffer } from './record/record-buffer.ts';
import { RecordType } from './record/record-type.ts';
import { lockLog } from './segment/log-lock.ts';
import { listSegments, parentOf } from './segment/segment-list.ts';
import { formatSegmentName } from './segment/segment-name.ts';
import { WalError } from './wal-error.ts';

/** Makes the first segment under `<directory>.tmp`, syncs it, and gives the directory its name. */
export async function createLog(
  disk: Disk,
  directory: string,
  metadata: Uint8Array,
  segmentBytes: number,
): Promise<OpenedLog> {
  await checkFree(disk, directory);
  const temporary = `${directory}.tmp`;
  await disk.removeTree(temporary);
  await disk.makeDirectory(temporary);
  const opened: DiskFile[] = [];
  try {
    const lock = await lockLog(disk, temporary);
    opened.push(lock);
    const tail = await disk.open(`${temporary}/${formatSegmentName({ sequence: 0, firstIndex: 0 })}`, 'create-new');
    opened.push(tail);
    await tail.truncate(segmentBytes);
    const records = new RecordBuffer();
    let crc = records.addCrc(0);
    crc = records.addData(RecordType.Metadata, metadata, crc);
    crc = records.addData(RecordType.Snapshot, WalSnapshot.encode(WalSnapshot.create()), crc);
    await tail.write(records.content, 0);
    await tail.sync();
    await disk.syncDirectory(temporary);
    await disk.rename(temporary, directory);
    await disk.syncDirectory(parentOf(directory));
    const position = { sequence: 0, offset: records.length, crc, lastIndex: 0, hardState: HardState.create() };
    return { metadata: metadata.slice(), lock, tail, position };
  } catch (error) {
    for (const file of opened) await file.close();
    throw error;
  }
}

/** An empty directory is replaced, as is one in which only preparations of segments are left. */
async function checkFree(disk: Disk, directory: string): Promise<void> {
  if ((await listSegments(disk, directory)).length > 0) {
    throw new WalError('exists', directory, `there is a log in ${directory} already`);
  }
  const kind = await disk.kind(directory);
  if (kind === undefined) return;
  const names = kind === 'directory' ? await disk.list(directory) : [directory];
  if (!names.every((name) => name.endsWith('.tmp'))) {
    throw new WalError('exists', directory, `${directory} holds something that is no log: ${names.join(', ')}`);
  }
  await disk.removeTree(directory);
}
