import type { Disk } from '@quorate/ports';
import type { LogEnd } from './replay/segment-replay.ts';
import type { WalRepair } from './wal.ts';

/** Bytes copied at once. */
const chunkBytes = 1024 * 1024;

/** Keeps a copy of a segment that ends in a torn write as `<segment>.broken`, as etcd does, before it is cut. */
export async function keepBroken(disk: Disk, { segment, offset }: LogEnd): Promise<WalRepair> {
  const brokenPath = `${segment.path}.broken`;
  const source = await disk.open(segment.path, 'read');
  try {
    const copy = await disk.open(brokenPath, 'create');
    try {
      await copy.truncate(0);
      const chunk = new Uint8Array(chunkBytes);
      for (let at = 0; ; ) {
        const count = await source.read(chunk, at);
        if (count === 0) break;
        await copy.write(chunk.subarray(0, count), at);
        at += count;
      }
      await copy.sync();
    } finally {
      await copy.close();
    }
  } finally {
    await source.close();
  }
  return { path: segment.path, offset, brokenPath };
}
