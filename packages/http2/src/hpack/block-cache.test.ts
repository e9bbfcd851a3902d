import { expect, it } from 'vitest';
import { BlockCache } from './block-cache.ts';

const bytes = Buffer.from('--some block--');

it('finds a value by equal bytes, wherever they lie', () => {
  const cache = new BlockCache<string>();
  cache.store(bytes, 2, 12, 7, 'value');
  expect(cache.find(bytes, 2, 12, 7)).toBe('value');
  expect(cache.find(Buffer.from('some block'), 0, 10, 7)).toBe('value');
});

it('finds nothing for other bytes, or once the table has changed', () => {
  const cache = new BlockCache<string>();
  cache.store(bytes, 2, 12, 7, 'value');
  expect(cache.find(bytes, 2, 12, 8)).toBe(undefined);
  expect(cache.find(bytes, 2, 11, 7)).toBe(undefined);
  for (let at = 2; at < 12; at++) {
    const other = Buffer.from(bytes);
    other[at] = 0x2a;
    expect(cache.find(other, 2, 12, 7)).toBe(undefined);
  }
});

it('keeps its own copy of the bytes', () => {
  const cache = new BlockCache<string>();
  const chunk = Buffer.from(bytes);
  cache.store(chunk, 2, 12, 7, 'value');
  chunk.fill(0);
  expect(cache.find(bytes, 2, 12, 7)).toBe('value');
  expect(cache.find(chunk, 2, 12, 7)).toBe(undefined);
});

it('does not keep long blocks', () => {
  const cache = new BlockCache<string>();
  const long = Buffer.alloc(513);
  cache.store(long, 0, 513, 7, 'value');
  expect(cache.find(long, 0, 513, 7)).toBe(undefined);
});
