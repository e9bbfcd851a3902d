import type { Clock, Timer } from '@quorate/ports';
import { describe, expect, it } from 'vitest';
import { LinearizableReads } from './linearizable-reads.ts';

/** A clock of which the test moves the hands. */
function handClock() {
  let now = 0;
  let timers: { at: number; callback: () => void }[] = [];
  const clock: Clock = {
    monotonicMs: () => now,
    wallMs: () => now,
    nextTurn: (callback) => callback(),
    setTimer(delayMs, callback): Timer {
      const timer = { at: now + delayMs, callback };
      timers.push(timer);
      return { cancel: () => (timers = timers.filter((t) => t !== timer)) };
    },
  };
  const advance = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    for (const timer of due) timer.callback();
  };
  return { clock, advance };
}

function setUp() {
  const { clock, advance } = handClock();
  const asked: bigint[] = [];
  let next = 0n;
  const flushes = { count: 0 };
  const reads = new LinearizableReads(
    clock,
    {
      nextContext: () => ++next,
      requestReadIndex: (context) => asked.push(context),
      scheduleFlush: () => flushes.count++,
    },
    7000,
  );
  return { reads, asked, advance, flushes };
}

/** Whether a promise has settled, without waiting for it. */
async function state(promise: Promise<void>): Promise<string> {
  const pending = Promise.resolve('pending');
  return Promise.race([
    promise.then(
      () => 'done',
      (error: Error) => error.message,
    ),
    pending.then(() => pending),
  ]);
}

describe('linearizable reads', () => {
  it('share one question a turn and wait until the index is applied', async () => {
    const { reads, asked, flushes } = setUp();
    const first = reads.barrier();
    expect(reads.barrier()).toBe(first);
    expect(flushes.count).toBe(1);
    reads.flush();
    expect(asked).toEqual([1n]);
    reads.confirm(1n, 5);
    expect(await state(first)).toBe('pending');
    reads.applied(4);
    expect(await state(first)).toBe('pending');
    reads.applied(5);
    expect(await state(first)).toBe('done');
  });

  it('never let a read join a question that was asked before it began', async () => {
    const { reads, asked } = setUp();
    const early = reads.barrier();
    reads.flush();
    const late = reads.barrier();
    reads.flush();
    expect(asked).toEqual([1n]);
    reads.applied(9);
    reads.confirm(1n, 9);
    expect(await state(early)).toBe('done');
    expect(await state(late)).toBe('pending');
    reads.flush();
    reads.confirm(2n, 9);
    expect(await state(late)).toBe('done');
  });

  it('ask again with another context, and take a late answer to any of them', async () => {
    const { reads, asked, advance } = setUp();
    const read = reads.barrier();
    reads.flush();
    advance(500);
    reads.leaderChanged();
    expect(asked).toEqual([1n, 2n, 3n]);
    reads.confirm(77n, 0);
    expect(await state(read)).toBe('pending');
    reads.confirm(2n, 0);
    expect(await state(read)).toBe('done');
  });

  it('give up after the timeout', async () => {
    const { reads, advance } = setUp();
    const read = reads.barrier();
    reads.flush();
    for (let i = 0; i < 14; i++) advance(500);
    expect(await state(read)).toBe('etcdserver: request timed out');
  });

  it('fail when the member stops', async () => {
    const { reads } = setUp();
    const asked = reads.barrier();
    reads.flush();
    const gathering = reads.barrier();
    reads.stop();
    expect(await state(asked)).toBe('etcdserver: server stopped');
    expect(await state(gathering)).toBe('etcdserver: server stopped');
  });
});
