import { createHash } from 'node:crypto';
import type { DatabaseCopy } from '@quorate/bbolt';

/** Bytes a message of the snapshot call carries, as in etcd. */
export const blobBytesMax = 32 * 1024;

/** One message of etcd's `Maintenance.Snapshot` call. */
export interface SnapshotBlob {
  readonly blob: Uint8Array;
  /** Bytes of the database that are still to come. */
  readonly remainingBytes: number;
}

/** A copy of the database in the messages of the snapshot call: blobs of 32 KiB, and at last the SHA-256 of them all. */
export async function* snapshotBlobs(copy: DatabaseCopy): AsyncGenerator<SnapshotBlob> {
  const hash = createHash('sha256');
  let remainingBytes = copy.sizeBytes;
  for await (const chunk of copy.chunks()) {
    hash.update(chunk);
    for (let at = 0; at < chunk.length; at += blobBytesMax) {
      const blob = chunk.subarray(at, at + blobBytesMax);
      remainingBytes -= blob.length;
      yield { blob, remainingBytes };
    }
  }
  yield { blob: hash.digest(), remainingBytes: 0 };
}
