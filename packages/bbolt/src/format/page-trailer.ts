import { crc32 } from 'node:zlib';

/*
 * bbolt's pages have no checksum; but it never looks at what lies behind the data of a page's last element. There, at the very
 * end of a page with its overflow, we write
 *
 *   | magic u32 | CRC-32 u32, over everything before the magic |
 *
 * CRC-32 is what Node computes natively, four times as fast as CRC-32C in JavaScript, and finds the same: every burst of up to 32 bits, and
 * of a page of 4 KiB every 1, 2 or 3 bits. So the format stays bbolt's, in both directions. Its own pages end in zeroes, or in data when they are full.
 */
export const trailerBytes = 8;
const magic = 0x5170_c327;

/** Gives a page that is laid out in `bytes`, overflow included, its trailer, and answers it; the last `trailerBytes` of it must be free. */
export function sealPage(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const end = bytes.length - trailerBytes;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + end, 2);
  words[0] = magic;
  words[1] = crc32(bytes.subarray(0, end));
  return bytes;
}

/** `absent`: bbolt wrote the page, so nothing can be said; `good`: it is as we wrote it. */
export type TrailerState = 'absent' | 'good' | 'wrong';

export function checkTrailer(bytes: Uint8Array<ArrayBuffer>): TrailerState {
  const end = bytes.length - trailerBytes;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + end, 2);
  if (words[0] !== magic) {
    return 'absent';
  }
  return words[1] === crc32(bytes.subarray(0, end)) ? 'good' : 'wrong';
}

/**
 * Whether a flipped bit in one of these 32-bit words explains a wrong trailer. Asked about the sizes of the last element when the
 * page seems to be full to its end: either the size is damaged, or it is a page of bbolt's whose last value looks like a trailer.
 */
export function isBitFlippedIn(bytes: Uint8Array<ArrayBuffer>, wordIndexes: readonly number[]): boolean {
  const copy = bytes.slice();
  const words = new Uint32Array(copy.buffer, 0, copy.length >>> 2);
  for (const index of wordIndexes) {
    const damaged = words[index] as number;
    for (let bit = 0; bit < 32; bit++) {
      words[index] = damaged ^ (1 << bit);
      if (checkTrailer(copy) === 'good') {
        return true;
      }
    }
    words[index] = damaged;
  }
  return false;
}
