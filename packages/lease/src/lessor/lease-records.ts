import type { Backend } from '@quorate/mvcc-store';
import { LeaseRecord } from '@quorate/protocol';
import { Lease } from './lease.ts';

/** Key of the `lease` bucket: the id in eight bytes, most significant first. */
function recordKey(id: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, id);
  return bytes;
}

export function saveLease(backend: Backend, { id, ttl, checkpointedTtl }: Lease): void {
  const record = LeaseRecord.create({ id, ttl, remainingTtl: checkpointedTtl });
  backend.put('lease', recordKey(id), LeaseRecord.encode(record));
}

export function deleteLease(backend: Backend, id: bigint): void {
  backend.delete('lease', recordKey(id));
}

/** All leases of a database; a TTL below the minimum, which may have been lower, is raised. */
export function readLeases(backend: Backend, minTtlSeconds: number): Lease[] {
  const leases: Lease[] = [];
  backend.bucket('lease').forEach((_, value) => {
    const { id, ttl, remainingTtl } = LeaseRecord.decode(value as Uint8Array);
    leases.push(new Lease(id, Math.max(ttl, minTtlSeconds), remainingTtl));
  });
  return leases;
}
