import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';

test('time passes only when it is advanced', async () => {
  const clock = new VirtualClock({ wallStartMs: 5_000 });
  expect([clock.monotonicMs(), clock.wallMs()]).toEqual([0, 5_000]);
  await clock.advance(12.5);
  expect([clock.monotonicMs(), clock.wallMs()]).toEqual([12.5, 5_012.5]);
  clock.jumpWall(-1_000);
  expect([clock.monotonicMs(), clock.wallMs()]).toEqual([12.5, 4_012.5]);
});

test('timers fire in order of their time, equals in the order they were set', async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  for (const [name, delay] of [
    ['c', 30],
    ['a', 10],
    ['b1', 20],
    ['b2', 20],
    ['d', 31],
  ] as const) {
    clock.setTimer(delay, () => fired.push(`${name}@${clock.monotonicMs()}`));
  }
  await clock.advance(30);
  expect(fired).toEqual(['a@10', 'b1@20', 'b2@20', 'c@30']);
  expect(clock.busy).toBe(true);
  await clock.advance(1);
  expect(fired.at(-1)).toBe('d@31');
  expect(clock.busy).toBe(false);
});

test('a cancelled timer does not fire, and cancelling again does nothing', async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  const timer = clock.setTimer(10, () => fired.push('cancelled'));
  clock.setTimer(10, () => fired.push('kept'));
  timer.cancel();
  timer.cancel();
  await clock.advance(10);
  timer.cancel();
  expect(fired).toEqual(['kept']);
});

test('many timers keep their order', async () => {
  const clock = new VirtualClock();
  const fired: number[] = [];
  for (let i = 0; i < 1_000; i++) {
    const delay = (i * 7_919) % 1_000;
    const timer = clock.setTimer(delay, () => fired.push(delay));
    if (i % 3 === 0) timer.cancel();
  }
  await clock.advance(1_000);
  expect(fired).toEqual(fired.toSorted((a, b) => a - b));
  expect(fired).toHaveLength(666);
});

test('a later turn runs before time passes, and promises settle between callbacks', async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  clock.setTimer(0, () => seen.push('timer'));
  clock.nextTurn(() => {
    seen.push('turn');
    Promise.resolve()
      .then(() => {})
      .then(() => seen.push('promise'));
    clock.nextTurn(() => seen.push('turn after'));
  });
  clock.nextTurn(() => seen.push('same turn'));
  await clock.advance(0);
  expect(seen).toEqual(['turn', 'promise', 'same turn', 'turn after', 'timer']);
});

test('timers set by timers fire at their own time within one advance', async () => {
  const clock = new VirtualClock();
  const ticks: number[] = [];
  const tick = (): void => {
    ticks.push(clock.monotonicMs());
    clock.setTimer(100, tick);
  };
  clock.setTimer(100, tick);
  await clock.advance(350);
  expect(ticks).toEqual([100, 200, 300]);
});

test('runs until a condition holds, and says when it never does', async () => {
  const clock = new VirtualClock();
  let done = false;
  clock.setTimer(70, () => {
    done = true;
  });
  await clock.runUntil(() => done, 1_000);
  expect(clock.monotonicMs()).toBe(70);
  await expect(clock.runUntil(() => false, 10)).rejects.toThrow('within 10 ms');
});

test('several clocks at a time, and long chains of promises, come to their ends', async () => {
  const orders = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const clock = new VirtualClock();
      const order: string[] = [];
      for (let at = 0; at < 100; at++) {
        clock.setTimer(1, async () => {
          for (let step = 0; step < 10; step++) await Promise.resolve();
          order.push(`${at} is settled`);
        });
        clock.setTimer(1, () => order.push(`${at} is over`));
      }
      await clock.advance(1);
      return order;
    }),
  );
  const expected = Array.from({ length: 100 }, (_, at) => [`${at} is settled`, `${at} is over`]).flat();
  for (const order of orders) expect(order).toEqual(expected);
});
