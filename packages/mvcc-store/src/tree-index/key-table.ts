import type { KeyEntry } from './key-entry.ts';

/**
 * Tables the keys are spread over. One table of millions would stop the event loop each time it grows, and could not hold more than 2²⁴
 * keys.
 */
const shardCount = 256;
/** Characters that choose the table, taken from the end: keys of one application tend to begin alike. */
const hashedCharacters = 12;

/** Finds entries by their exact key. */
export class KeyTable {
  readonly #shards: Map<string, KeyEntry>[] = Array.from({ length: shardCount }, () => new Map());

  get(key: string): KeyEntry | undefined {
    return (this.#shards[shardOf(key)] as Map<string, KeyEntry>).get(key);
  }

  add(entry: KeyEntry): void {
    (this.#shards[shardOf(entry.key)] as Map<string, KeyEntry>).set(entry.key, entry);
  }

  delete(key: string): void {
    (this.#shards[shardOf(key)] as Map<string, KeyEntry>).delete(key);
  }
}

function shardOf(key: string): number {
  const length = key.length;
  let hash = length;
  for (let i = length > hashedCharacters ? length - hashedCharacters : 0; i < length; i++) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  }
  hash ^= hash >>> 15;
  return (hash ^ (hash >>> 7)) & (shardCount - 1);
}
