import { createHash } from 'node:crypto';
import { SnapshotResponse } from '@quorate/protocol';
import type { StreamCall } from '../../rpc/call.ts';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import type { DatabaseCopy } from '../backend.ts';

/** Bytes of one message, as etcd sends them. */
const BLOB_BYTES = 32 * 1024;

/** Sends a database file in blobs and, as the last one, its SHA-256. */
export async function streamSnapshot(copy: DatabaseCopy, call: StreamCall): Promise<void> {
  const hash = createHash('sha256');
  const version = copy.storageVersion;
  let sent = 0;
  for await (const blob of blobsOf(copy.chunks)) {
    if (call.ended) return;
    hash.update(blob);
    sent += blob.length;
    if (sent > copy.sizeBytes) break;
    const message = { header: undefined, remainingBytes: copy.sizeBytes - sent, blob, version };
    if (!call.write(SnapshotResponse.encode(message))) await call.drained();
  }
  if (call.ended) return;
  if (sent !== copy.sizeBytes) {
    throw new RpcError(
      StatusCode.Internal,
      `the copy of the database has ${sent} bytes instead of ${copy.sizeBytes}; take the snapshot again`,
    );
  }
  call.write(SnapshotResponse.encode({ header: undefined, remainingBytes: 0, blob: hash.digest(), version }));
}

/** Chunks of any size as blobs of the size of a message, the last one shorter. */
async function* blobsOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let pending: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    let rest = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (; rest.length >= BLOB_BYTES; rest = rest.subarray(BLOB_BYTES)) yield rest.subarray(0, BLOB_BYTES);
    pending = rest;
  }
  if (pending.length > 0) yield pending;
}
