import { cursor, KeyValue, readLength } from '@quorate/protocol';
import { keyText } from '../tree-index/key-text.ts';

const keyTag = 0x0a;

/** The key in an encoded KeyValue, one character a byte, without decoding the rest: etcd writes it first. */
export function keyTextOf(kv: Uint8Array): string {
  if (kv[0] !== keyTag) return keyText(KeyValue.decode(kv).key);
  const length = readLength(kv, 1, kv.length);
  const start = cursor.position;
  return keyText(kv.subarray(start, start + length));
}
