import { prefixEnd } from '@quorate/protocol';
import { type BytesLike, toBytes } from './bytes.ts';

/** Keys from `key` up to, and without, `rangeEnd`. */
export interface KeyRange {
  /** First key; one zero byte stands for the first there can be. */
  readonly key: Uint8Array;
  /** First key after the range; empty: `key` alone; one zero byte: every key from `key` on. */
  readonly rangeEnd: Uint8Array;
}

/** What a call works on: one key, or a range made by {@link prefix}, {@link fromKey}, {@link between} or {@link allKeys}. */
export type KeySelector = BytesLike | KeyRange;

const none = new Uint8Array(0);

/** As a range's end: no end. */
const unbounded = Uint8Array.of(0);

/** All keys that begin with `start`; an empty one selects every key. */
export function prefix(start: BytesLike): KeyRange {
  const key = toBytes(start);
  return key.length === 0 ? allKeys() : { key, rangeEnd: prefixEnd(key) };
}

/** All keys from `start` on. */
export function fromKey(start: BytesLike): KeyRange {
  const key = toBytes(start);
  return { key: key.length === 0 ? unbounded : key, rangeEnd: unbounded };
}

/** The keys from `start` up to, and without, `end`. */
export function between(start: BytesLike, end: BytesLike): KeyRange {
  const key = toBytes(start);
  return { key: key.length === 0 ? unbounded : key, rangeEnd: toBytes(end) };
}

/** Every key there is. */
export function allKeys(): KeyRange {
  return { key: unbounded, rangeEnd: unbounded };
}

/** The range that a selector stands for. */
export function toKeyRange(selector: KeySelector): KeyRange {
  if (typeof selector === 'string' || selector instanceof Uint8Array) return { key: toBytes(selector), rangeEnd: none };
  return selector;
}
