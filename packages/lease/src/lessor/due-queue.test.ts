import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DueQueue } from './due-queue.ts';

test('values come out by their latest times, each once', () => {
  const change = fc.record({ value: fc.nat(40), dueMs: fc.nat(1_000), isDeletion: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300, size: 'max' }), fc.nat(1_000), (changes, nowMs) => {
      const queue = new DueQueue<number>();
      const times = new Map<number, number>();
      for (const { value, dueMs, isDeletion } of changes) {
        if (isDeletion) {
          queue.delete(value);
          times.delete(value);
        } else {
          queue.set(value, dueMs);
          times.set(value, dueMs);
        }
        expect(queue.nextDueMs).toBe(Math.min(...times.values()));
        expect(queue.size).toBe(times.size);
      }
      const taken: number[] = [];
      for (let value = queue.takeDue(nowMs); value !== undefined; value = queue.takeDue(nowMs)) taken.push(value);
      const due = [...times].filter(([, dueMs]) => dueMs <= nowMs);
      expect(taken.map((value) => times.get(value))).toEqual(due.map(([, dueMs]) => dueMs).sort((a, b) => a - b));
      expect(new Set(taken)).toEqual(new Set(due.map(([value]) => value)));
      queue.clear();
      expect(queue.size).toBe(0);
    }),
  );
});
