import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeadlineWheel } from './deadline-wheel.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

class Call {
  expiredAtMs: number | undefined;
  expire(): void {
    this.expiredAtMs = performance.now();
  }
}

test('each deadline is met, never early and at most a slot late, in whatever order they came', () => {
  const wheel = new DeadlineWheel();
  const startMs = performance.now();
  const calls = [500, 20, 1_000, 21, 5, 333].map((delayMs) => {
    const call = new Call();
    wheel.add(call, startMs + delayMs);
    return { call, delayMs };
  });
  vi.advanceTimersByTime(2_000);
  for (const { call, delayMs } of calls) {
    const lateMs = (call.expiredAtMs as number) - startMs - delayMs;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThanOrEqual(11);
  }
});

test('a deadline that was taken away does not fire, and no timer is left when there is none', () => {
  const wheel = new DeadlineWheel();
  const call = new Call();
  wheel.add(call, performance.now() + 100).delete(call);
  vi.advanceTimersByTime(1_000);
  expect(call.expiredAtMs).toBeUndefined();
  expect(vi.getTimerCount()).toBe(0);
});

test('a deadline added while another fires is met too', () => {
  const wheel = new DeadlineWheel();
  const later = new Call();
  wheel.add({ expire: () => void wheel.add(later, performance.now() + 50) }, performance.now() + 50);
  vi.advanceTimersByTime(200);
  expect(later.expiredAtMs).toBeDefined();
});
