import { VALUE_BYTES } from './generator-task.ts';

/** Digits of a key's number: keys have equal lengths, so that requests differ in nothing but their digits. */
const DIGITS = 14;

const PREFIX = 'bench/';

/** The key with a number, 20 bytes long. */
export function keyOf(index: number): Uint8Array {
  return Buffer.from(PREFIX + String(index).padStart(DIGITS, '0'), 'latin1');
}

/** Writes the number of a key over another key of the same length that begins at `offset`. */
export function overwriteKey(bytes: Uint8Array, offset: number, index: number): void {
  let rest = index;
  for (let at = offset + PREFIX.length + DIGITS - 1; at >= offset + PREFIX.length; at--) {
    bytes[at] = 48 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

/** The value of every key: bytes that are easy to recognise. */
export const value: Uint8Array = Uint8Array.from({ length: VALUE_BYTES }, (_, index) => index % 251);

/** The key of the loads that use one. */
export const theKey: Uint8Array = keyOf(0);
