import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBytes } from './bytes.ts';
import { allKeys, between, fromKey, prefix, toKeyRange } from './key-range.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

function contains({ key, rangeEnd }: { key: Uint8Array; rangeEnd: Uint8Array }, candidate: Uint8Array): boolean {
  if (rangeEnd.length === 0) return Buffer.compare(candidate, key) === 0;
  const isOpen = rangeEnd.length === 1 && rangeEnd[0] === 0;
  return Buffer.compare(candidate, key) >= 0 && (isOpen || Buffer.compare(candidate, rangeEnd) < 0);
}

describe('the end of a prefix', () => {
  it('leaves a Buffer as it is, although its slices share its memory', () => {
    const key = Buffer.from('jobs/');
    expect(prefix(key)).toEqual({ key: Buffer.from('jobs/'), rangeEnd: toBytes('jobs0') });
    expect(key.toString()).toBe('jobs/');
  });

  it('is the first key after all that begin with the prefix', () => {
    const key = fc.uint8Array({ minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(key, key, (start, candidate) => {
        const begins = start.every((byte, index) => candidate[index] === byte);
        expect(contains(prefix(start), candidate)).toBe(begins);
      }),
    );
  });
});

describe('selectors', () => {
  it('select one key, the keys from one on, those between two, or all', () => {
    expect(toKeyRange('a')).toEqual({ key: toBytes('a'), rangeEnd: bytes() });
    expect(fromKey('a')).toEqual({ key: toBytes('a'), rangeEnd: bytes(0) });
    expect(between('a', 'c')).toEqual({ key: toBytes('a'), rangeEnd: toBytes('c') });
    expect(allKeys()).toEqual({ key: bytes(0), rangeEnd: bytes(0) });
  });

  it('select all keys when they begin with nothing', () => {
    expect(prefix('')).toEqual(allKeys());
    expect(fromKey('')).toEqual(allKeys());
    expect(between('', 'c')).toEqual({ key: bytes(0), rangeEnd: toBytes('c') });
  });
});
