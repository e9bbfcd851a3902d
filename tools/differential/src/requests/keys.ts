import type { Chooser } from './chooser.ts';

/** Few enough that requests meet, with bytes at both ends of the order and keys that begin alike. */
const names = ['\0', 'a', 'a\0', 'aa', 'ab', 'b', 'b1', 'b2', 'b22', 'c', 'd', 'd/1', 'd/2', 'd/3', 'e', 'f', 'g', 'z'];
const keys: readonly Uint8Array[] = [
  ...names.map((name) => Buffer.from(name)),
  Buffer.from([0xff]),
  Buffer.from([0xff, 0xff]),
];
const nothing = new Uint8Array();
/** As the end of a range: no end. */
const openEnd = Buffer.from([0]);

/** A key and where its range ends, as Range, DeleteRange, Compare and Watch take them. */
export interface KeyRange {
  readonly key: Uint8Array;
  readonly rangeEnd: Uint8Array;
}

/** A key; once in a while the empty one, which is an error. */
export function drawKey(chooser: Chooser): Uint8Array {
  if (chooser.percent(0.7)) return nothing;
  return keys[chooser.below(keys.length)] ?? nothing;
}

/** One key, a range, a prefix, everything from a key on, everything; ranges that end before they begin included. */
export function drawKeyRange(chooser: Chooser): KeyRange {
  const key = drawKey(chooser);
  const shape = chooser.weighted([
    [40, 'key'],
    [25, 'range'],
    [15, 'prefix'],
    [10, 'from'],
    [10, 'all'],
  ]);
  if (shape === 'key') return { key, rangeEnd: nothing };
  if (shape === 'range') return { key, rangeEnd: drawKey(chooser) };
  if (shape === 'prefix') return { key, rangeEnd: endOfPrefix(key) };
  if (shape === 'from') return { key, rangeEnd: openEnd };
  return { key: openEnd, rangeEnd: openEnd };
}

/** Whether a range goes on to the last key there is. */
export function isEndless({ rangeEnd }: KeyRange): boolean {
  return rangeEnd.length === 1 && rangeEnd[0] === 0;
}

function endOfPrefix(prefix: Uint8Array): Uint8Array {
  const last = prefix.at(-1);
  if (last === undefined || last === 0xff) return openEnd;
  const end = Uint8Array.from(prefix);
  end[end.length - 1] = last + 1;
  return end;
}

/** How long a request may be, in bytes; both servers are started with it, so that too long a value is cheap. */
export const requestBytesMax = 64 * 1024;

/** A value: mostly some bytes from a small set, at times none, some KB, nearly all that a request may hold, or too much. */
export function drawValue(chooser: Chooser): Uint8Array {
  const length = chooser.weighted([
    [8, 0],
    [80, 1 + chooser.below(3)],
    [30, chooser.below(300)],
    [4, 4_000],
    [1, requestBytesMax - 8_000],
    [1, requestBytesMax + 1_000],
  ]);
  return Buffer.alloc(length, 'uvw'.slice(chooser.below(3)));
}

/** So many leases there are at most. */
export const leases = 8;

/** A lease from a small set; `0n` is none. Most of them are never granted, or revoked already. */
export function drawLease(chooser: Chooser): bigint {
  return BigInt(1 + chooser.below(leases));
}
