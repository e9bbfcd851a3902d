import { emptyBytes, KeyValue } from '@quorate/protocol';
import { keyBytes } from '../tree-index/key-text.ts';

/** Filled and encoded, over and over. */
const scratch: KeyValue = KeyValue.create();

/** Encodes a version into memory that `allocate` gives. */
export function encodeVersion(
  allocate: (length: number) => Uint8Array,
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
  const bytes = allocate(KeyValue.size(scratch));
  KeyValue.write(scratch, bytes, 0);
  scratch.key = emptyBytes;
  scratch.value = emptyBytes;
  return bytes;
}

/** A KeyValue as `keys_only` shows it: no value, no lease. */
export function encodeKeyOnly(key: string, createRevision: number, modRevision: number, version: number): Uint8Array {
  return encodeVersion(newBytes, keyBytes(key), createRevision, modRevision, version, emptyBytes, 0n);
}

/** The KeyValue that a delete event carries. */
export function encodeDeleted(key: Uint8Array, modRevision: number): Uint8Array {
  return encodeVersion(newBytes, key, 0, modRevision, 0, emptyBytes, 0n);
}

function newBytes(length: number): Uint8Array {
  return new Uint8Array(length);
}
