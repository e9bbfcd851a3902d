import { expect, it } from 'vitest';
import { Stall } from './stall.ts';

it('expires when the mark has not moved for the limit', () => {
  const stall = new Stall(100);
  expect(stall.expired(5, 1000)).toBe(false);
  expect(stall.expired(5, 1099)).toBe(false);
  expect(stall.expired(5, 1100)).toBe(true);
});

it('begins again with every move', () => {
  const stall = new Stall(100);
  stall.expired(5, 1000);
  expect(stall.expired(6, 1090)).toBe(false);
  expect(stall.expired(6, 1180)).toBe(false);
  expect(stall.expired(6, 1190)).toBe(true);
});

it('does not count while there is nothing to do', () => {
  const stall = new Stall(100);
  stall.expired(5, 1000);
  expect(stall.expired(-1, 2000)).toBe(false);
  expect(stall.expired(-1, 9000)).toBe(false);
  expect(stall.expired(5, 9001)).toBe(false);
});
