import { expect, test } from 'vitest';
import { KeyEntry } from '../tree-index/key-entry.ts';
import { ValueCache } from './value-cache.ts';

const entry = (name: string) => new KeyEntry(name, 2, 0, 2, 1);

function keep(cache: ValueCache, of: KeyEntry, length: number): Uint8Array {
  const kv = cache.allocate(length);
  kv.fill(length);
  cache.keep(of, kv);
  return kv;
}

test('what was written last stays at hand, within the bound', () => {
  const cache = new ValueCache(1_000_000);
  const entries = Array.from({ length: 5_000 }, (_, i) => entry(`${i}`));
  for (const each of entries) keep(cache, each, 1_000);
  expect(cache.keptBytes).toBeLessThanOrEqual(1_100_000);
  const kept = entries.filter(({ kv }) => kv !== undefined);
  expect(kept.length).toBeGreaterThan(700);
  expect(kept).toEqual(entries.slice(-kept.length));
});

test('values share no bytes, whatever their sizes', () => {
  const cache = new ValueCache(100_000_000);
  const values = Array.from({ length: 3_000 }, (_, i) => keep(cache, entry(`${i}`), (i * 37) % 12_000));
  for (const [i, value] of values.entries()) {
    expect(value).toHaveLength((i * 37) % 12_000);
    expect(value.every((byte) => byte === (value.length & 0xff))).toBe(true);
  }
});

test('a value larger than the bound is kept until the next', () => {
  const cache = new ValueCache(1_000);
  const [first, second] = [entry('a'), entry('b')];
  keep(cache, first, 50_000);
  expect(first.kv).toHaveLength(50_000);
  keep(cache, second, 50_000);
  expect(first.kv).toBeUndefined();
  expect(second.kv).toHaveLength(50_000);
});

test('a chunk that leaves takes only its own values along', () => {
  const cache = new ValueCache(200_000);
  const one = entry('one');
  keep(cache, one, 100);
  for (let i = 0; i < 40; i++) keep(cache, entry(`${i}`), 4_000);
  const latest = keep(cache, one, 100);
  for (let i = 0; i < 20; i++) keep(cache, entry(`${i}`), 4_000);
  expect(one.kv).toBe(latest);
});

test('while there is room, what is only read gets in; then one in eight', () => {
  const admitted = (cache: ValueCache) => Array.from({ length: 80 }, () => cache.admitsRead()).filter(Boolean).length;
  expect(admitted(new ValueCache(100_000))).toBe(80);
  const full = new ValueCache(1_000);
  keep(full, entry('large'), 50_000);
  expect(admitted(full)).toBe(10);
});
