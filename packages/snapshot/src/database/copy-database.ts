import { createHash } from 'node:crypto';
import type { Disk, DiskFile } from '@quorate/ports';
import { SnapshotError } from '../snapshot-error.ts';
import { chunkBytes } from './files.ts';
import type { Progress } from './save-snapshot.ts';
import { hasTrailer, trailerBytes } from './snapshot-trailer.ts';

/** What a snapshot file was found to be. */
export interface VerifiedSnapshot {
  /** Bytes of the database, without the SHA-256. */
  readonly databaseBytes: number;
  /** Whether a SHA-256 stood at the end. It is right, unless the check was skipped. */
  readonly hasHash: boolean;
}

export interface VerifyOptions {
  /** Takes a file without a SHA-256, such as a `db` copied from a data directory, and does not check one that is there. */
  readonly skipHashCheck?: boolean;
  readonly onProgress?: Progress;
}

/** Checks the SHA-256 at the end of a snapshot file; rejects with `no-hash` or `hash-mismatch`. */
export function verifyDatabaseSnapshot(
  disk: Disk,
  path: string,
  options: VerifyOptions = {},
): Promise<VerifiedSnapshot> {
  return readSnapshot(disk, path, options, async () => {});
}

/** The same, writing the database without the SHA-256 to a file on the way. The hash is known to be right only at the end. */
export function copyDatabaseSnapshot(
  disk: Disk,
  path: string,
  target: DiskFile,
  options: VerifyOptions,
): Promise<VerifiedSnapshot> {
  return readSnapshot(disk, path, options, (chunk, at) => target.write(chunk, at));
}

async function readSnapshot(
  disk: Disk,
  path: string,
  { skipHashCheck = false, onProgress }: VerifyOptions,
  take: (chunk: Uint8Array, at: number) => Promise<void>,
): Promise<VerifiedSnapshot> {
  const source = await disk.open(path, 'read');
  try {
    const sizeBytes = await source.size();
    const hasHash = hasTrailer(sizeBytes);
    const databaseBytes = hasHash ? sizeBytes - trailerBytes : sizeBytes;
    if (!hasHash && !skipHashCheck) {
      throw new SnapshotError('no-hash', 'snapshot missing hash but --skip-hash-check=false');
    }
    const hash = createHash('sha256');
    const buffer = new Uint8Array(chunkBytes);
    for (let at = 0; at < databaseBytes; ) {
      const count = await source.read(buffer.subarray(0, databaseBytes - at), at);
      if (count === 0) throw new SnapshotError('incomplete', `${path} became shorter while it was read`);
      const chunk = buffer.subarray(0, count);
      const taken = take(chunk, at);
      if (hasHash && !skipHashCheck) hash.update(chunk);
      await taken;
      at += count;
      onProgress?.(at, databaseBytes);
    }
    if (hasHash && !skipHashCheck) await checkHash(source, databaseBytes, hash.digest());
    return { databaseBytes, hasHash };
  } finally {
    await source.close();
  }
}

async function checkHash(source: DiskFile, databaseBytes: number, computed: Uint8Array): Promise<void> {
  const expected = new Uint8Array(trailerBytes);
  await source.read(expected, databaseBytes);
  if (Buffer.compare(expected, computed) === 0) return;
  const text = `expected sha256 [${expected.join(' ')}], got [${computed.join(' ')}]`;
  throw new SnapshotError('hash-mismatch', text);
}
