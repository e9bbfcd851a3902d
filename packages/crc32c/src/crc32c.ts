import { makeTable, stride } from './table.ts';

const table = makeTable();

/**
 * CRC-32C of `bytes[start … end)`, as a number of 0 … 2³² − 1. Pass the result of the bytes before as `seed` to go on: the
 * checksum of a concatenation is `crc32c(second, crc32c(first))`. This is Go's `crc32.Update` with the Castagnoli table,
 * which etcd uses for its log, its `.snap` files and its hashes.
 *
 * Slicing by 16: every byte is looked up in the table of its distance to the end of the stride, and the sixteen look-ups do
 * not wait for each other.
 */
export function crc32c(bytes: Uint8Array, seed = 0, start = 0, end: number = bytes.length): number {
  if (start < 0 || end > bytes.length || start > end) {
    throw new RangeError(`crc32c of bytes ${start} to ${end} of an array of ${bytes.length}`);
  }
  const t = table;
  const b = bytes;
  let crc = ~seed;
  let i = start;
  for (const last = end - stride; i <= last; i += stride) {
    const x = crc ^ (byteAt(b, i) | (byteAt(b, i + 1) << 8) | (byteAt(b, i + 2) << 16) | (byteAt(b, i + 3) << 24));
    crc =
      look(t, 3840 | (x & 255)) ^
      look(t, 3584 | ((x >>> 8) & 255)) ^
      look(t, 3328 | ((x >>> 16) & 255)) ^
      look(t, 3072 | (x >>> 24)) ^
      look(t, 2816 | byteAt(b, i + 4)) ^
      look(t, 2560 | byteAt(b, i + 5)) ^
      look(t, 2304 | byteAt(b, i + 6)) ^
      look(t, 2048 | byteAt(b, i + 7)) ^
      look(t, 1792 | byteAt(b, i + 8)) ^
      look(t, 1536 | byteAt(b, i + 9)) ^
      look(t, 1280 | byteAt(b, i + 10)) ^
      look(t, 1024 | byteAt(b, i + 11)) ^
      look(t, 768 | byteAt(b, i + 12)) ^
      look(t, 512 | byteAt(b, i + 13)) ^
      look(t, 256 | byteAt(b, i + 14)) ^
      look(t, byteAt(b, i + 15));
  }
  for (; i < end; i++) crc = look(t, (crc ^ byteAt(b, i)) & 255) ^ (crc >>> 8);
  return ~crc >>> 0;
}

// Both read at an index the caller has checked. The engine inlines them; two, so that each sees one kind of array.
function look(array: Int32Array, index: number): number {
  return array[index] as number;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}
