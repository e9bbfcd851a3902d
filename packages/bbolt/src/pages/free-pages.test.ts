import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreePages } from './free-pages.ts';
import { PageBitmap } from './page-bitmap.ts';

const page = (id: number, writtenBy: number, span = 1) => ({ id, span, writtenBy });

function withFree(...ids: number[]): FreePages {
  const free = new FreePages(() => undefined);
  for (const id of ids) {
    free.addFree(id);
  }
  return free;
}

test('a run of pages is found when there is one, and its pages are free no more', () => {
  const free = withFree(5, 6, 9, 10, 11, 40);
  expect(free.allocate(3, 100)).toBe(9);
  expect(free.allocate(3, 100)).toBeUndefined();
  expect(free.allocate(2, 100)).toBe(5);
  expect(free.allocate(1, 100)).toBe(40);
  expect(free.allocate(1, 100)).toBeUndefined();
});

test('a page waits for exactly the readers that can see it', () => {
  const freed: number[] = [];
  const free = new FreePages((id) => freed.push(id));
  free.addPending(8, [page(20, 3), page(21, 6), page(22, 0), page(30, 7, 2)]);
  free.release([4], 1);
  expect(freed).toEqual([21, 30, 31]);
  expect(free.pendingCount).toBe(2);
  free.release([], 2);
  expect(freed).toEqual([21, 30, 31, 20, 22]);
  expect(free.freeCount).toBe(5);
});

test('a reader that began at or after the freeing commit keeps nothing', () => {
  const free = new FreePages(() => undefined);
  free.addPending(8, [page(20, 3)]);
  free.release([8, 9], 1);
  expect(free.freeCount).toBe(1);
});

test('freeing a page twice is a broken invariant', () => {
  expect(() => withFree(5, 5)).toThrow('page 5 is freed once');
});

test('a bitmap finds the first run as a search page by page does', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { maxLength: 180 });
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 200 }), (members, span, from) => {
      const bitmap = new PageBitmap();
      for (const id of members) {
        bitmap.add(id);
      }
      let expected: number | undefined;
      for (let id = from; id + span <= 150 && expected === undefined; id++) {
        expected = Array.from({ length: span }, (_, at) => id + at).every((at) => members.includes(at))
          ? id
          : undefined;
      }
      expect(bitmap.findRun(span, from, 150)).toBe(expected);
      expect(bitmap.size).toBe(members.length);
    }),
  );
});
