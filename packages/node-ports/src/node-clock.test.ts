import { expect, test } from 'vitest';
import { NodeClock } from './node-clock.ts';

const clock = new NodeClock();

test('monotonic time does not go back, wall time is the date', () => {
  const first = clock.monotonicMs();
  const before = Date.now();
  expect(clock.wallMs()).toBeGreaterThanOrEqual(before);
  expect(clock.monotonicMs()).toBeGreaterThanOrEqual(first);
});

test('a timer never fires early', async () => {
  for (const delayMs of [0, 0.3, 1.7, 5]) {
    const begin = clock.monotonicMs();
    await new Promise<void>((resolve) => {
      clock.setTimer(delayMs, resolve);
    });
    expect(clock.monotonicMs() - begin).toBeGreaterThanOrEqual(delayMs);
  }
});

test('a cancelled timer does not fire, and one beyond what Node can count does not fire at once', async () => {
  const fired: string[] = [];
  clock.setTimer(1, () => fired.push('cancelled')).cancel();
  const far = clock.setTimer(2 ** 40, () => fired.push('far'));
  await new Promise<void>((resolve) => {
    clock.setTimer(20, resolve);
  });
  far.cancel();
  far.cancel();
  expect(fired).toEqual([]);
});

test('the next turn comes after promises that are ready', async () => {
  const seen: string[] = [];
  await new Promise<void>((resolve) => {
    clock.nextTurn(() => {
      seen.push('turn');
      resolve();
    });
    Promise.resolve().then(() => seen.push('promise'));
  });
  expect(seen).toEqual(['promise', 'turn']);
});
