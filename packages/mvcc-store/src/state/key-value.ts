import { emptyBytes, KeyValue } from '@quorate/protocol';
import { keyBytes } from '../tree-index/key-text.ts';

/** Filled and encoded, over and over. */
const scratch: KeyValue = KeyValue.create();

/** Where memory for encoded versions comes from. */
export interface Allocator {
  allocate(length: number): Uint8Array;
}

const ownMemory: Allocator = { allocate: (length) => new Uint8Array(length) };

/** Encodes a version into memory that the allocator gives. */
export function encodeVersion(
  memory: Allocator,
  key: Uint8Array,
  createRevision: number,
  modRevision: number,
  version: number,
  value: Uint8Array,
  lease: bigint,
): Uint8Array {
  scratch.key = key;
  scratch.createRevision = createRevision;
  scratch.modRevision = modRevision;
  scratch.version = version;
  scratch.value = value;
  scratch.lease = lease;
  const bytes = memory.allocate(KeyValue.size(scratch));
  KeyValue.write(scratch, bytes, 0);
  scratch.key = emptyBytes;
  scratch.value = emptyBytes;
  return bytes;
}

/** A KeyValue as `keys_only` shows it: no value, no lease. */
export function encodeKeyOnly(key: string, createRevision: number, modRevision: number, version: number): Uint8Array {
  return encodeVersion(ownMemory, keyBytes(key), createRevision, modRevision, version, emptyBytes, 0n);
}

/** What the database keeps of a deletion: the key. */
export function encodeTombstone(key: Uint8Array): Uint8Array {
  return encodeVersion(ownMemory, key, 0, 0, 0, emptyBytes, 0n);
}

/** The KeyValue that a delete event carries. */
export function encodeDeleted(key: Uint8Array, modRevision: number): Uint8Array {
  return encodeVersion(ownMemory, key, 0, modRevision, 0, emptyBytes, 0n);
}
