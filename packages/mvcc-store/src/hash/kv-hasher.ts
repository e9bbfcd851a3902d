import { crc32c } from '@quorate/crc32c';
import { keyTextOf } from '../history/record.ts';
import { isTombstoneKey, mainOf, subOf } from '../revision/revision-key.ts';
import type { TreeIndex } from '../tree-index/tree-index.ts';

const bucketName = new TextEncoder().encode('key');

export interface HashedRange {
  /** Up to where the store was compacted: of older records only those that a compaction keeps count. -1: never. */
  readonly compactRevision: number;
  /** The last revision that counts. */
  readonly revision: number;
  /** Whether a compaction at `revision` keeps anything at all; if not, nothing is left out. */
  readonly keepsAny: boolean;
  /** Whether a tombstone exactly at `revision` is one of what is kept: a compaction says yes, a hash by itself no. */
  readonly keepsTombstone: boolean;
}

/**
 * etcd's HashKV: CRC-32C over the name of the bucket and the keys and values of its records in order, without those that a compaction
 * removes. Two members that are compacted to the same revision, but have come differently far with it, have the same hash.
 */
export class KvHasher {
  readonly #index: TreeIndex;
  readonly #range: HashedRange;
  #hash = crc32c(bucketName);

  constructor(index: TreeIndex, range: HashedRange) {
    this.#index = index;
    this.#range = range;
  }

  get hash(): number {
    return this.#hash;
  }

  add(key: Uint8Array, kv: Uint8Array): void {
    const { compactRevision, revision, keepsAny, keepsTombstone } = this.#range;
    const main = mainOf(key);
    if (main > revision) return;
    if (main <= compactRevision && keepsAny) {
      const entry = this.#index.get(keyTextOf(kv));
      if (entry === undefined || !entry.isKept(main, subOf(key), revision, keepsTombstone)) return;
    }
    // Members before 3.5.16 delete this tombstone, later ones keep it.
    if (main === compactRevision && isTombstoneKey(key)) return;
    this.#hash = crc32c(kv, crc32c(key, this.#hash));
  }
}
