/** Slots of a connection's cache; a client repeats a handful of blocks (one a method it calls). */
const SLOTS = 32;

/** Longer blocks are not kept: they carry something that changes from request to request. */
const BLOCK_BYTES_MAX = 512;

interface Slot<Value> {
  readonly bytes: Buffer;
  readonly tableChanges: number;
  readonly value: Value;
}

/**
 * Remembers what encoded header blocks were decoded to. Sound because only blocks that leave the dynamic table alone are stored, and an entry
 * counts only while the table is the one it was decoded with.
 */
export class BlockCache<Value> {
  readonly #slots: (Slot<Value> | undefined)[] = new Array(SLOTS).fill(undefined);

  /** The value stored for these bytes under this state of the table. */
  find(source: Buffer, start: number, end: number, tableChanges: number): Value | undefined {
    const slot = this.#slots[slotOf(source, start, end)];
    if (slot === undefined || slot.tableChanges !== tableChanges) return undefined;
    const bytes = slot.bytes;
    const length = bytes.length;
    if (length !== end - start) return undefined;
    for (let index = 0; index < length; index++) if (bytes[index] !== source[start + index]) return undefined;
    return slot.value;
  }

  /** Stores a value, in place of what the slot held. */
  store(source: Buffer, start: number, end: number, tableChanges: number, value: Value): void {
    if (end - start > BLOCK_BYTES_MAX) return;
    const bytes = Buffer.from(source.subarray(start, end));
    this.#slots[slotOf(source, start, end)] = { bytes, tableChanges, value };
  }
}

/** A cheap hash: methods differ in their path, whose length or last characters end up in different places of the block. */
function slotOf(source: Buffer, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at += 3) hash = (Math.imul(hash, 31) + (source[at] as number)) | 0;
  return (hash ^ (hash >>> 7)) & (SLOTS - 1);
}
