import { branchFlag, bucketElementFlag, elementBytes, leafFlag, pageHeaderBytes } from '../format/layout.ts';
import type { Node } from './node.ts';

/** Keys up to this size are copied byte by byte: cheaper than the call that copies a block. */
const shortKeyBytes = 32;

/** Lays a node out as a page in `bytes`, which is zeroed and large enough; `span` is the number of pages it takes. */
export function encodeNode(node: Node, id: number, span: number, bytes: Uint8Array<ArrayBuffer>): void {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const count = node.keys.length;
  words[0] = id;
  words[1] = id / 0x1_0000_0000;
  words[2] = (node.isLeaf ? leafFlag : branchFlag) | (count << 16);
  words[3] = span > 0 ? span - 1 : 0;
  let data = pageHeaderBytes + count * elementBytes;
  for (let index = 0; index < count; index++) {
    const key = node.keys[index] as Uint8Array;
    const position = pageHeaderBytes + index * elementBytes;
    const element = position >>> 2;
    if (node.isLeaf) {
      const value = node.values[index] as Uint8Array;
      words[element] = node.buckets[index] ? bucketElementFlag : 0;
      words[element + 1] = data - position;
      words[element + 2] = key.length;
      words[element + 3] = value.length;
      data = copyKey(key, bytes, data);
      bytes.set(value, data);
      data += value.length;
    } else {
      const child = node.childIds[index] as number;
      words[element] = data - position;
      words[element + 1] = key.length;
      words[element + 2] = child;
      words[element + 3] = child / 0x1_0000_0000;
      data = copyKey(key, bytes, data);
    }
  }
}

function copyKey(key: Uint8Array, target: Uint8Array, at: number): number {
  const length = key.length;
  if (length <= shortKeyBytes) {
    for (let index = 0; index < length; index++) {
      target[at + index] = key[index] as number;
    }
  } else {
    target.set(key, at);
  }
  return at + length;
}
