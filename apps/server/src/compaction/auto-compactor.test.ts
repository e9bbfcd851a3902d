import { type Clock, silentLogger, type Timer } from '@quorate/ports';
import { describe, expect, it } from 'vitest';
import type { AutoCompaction } from '../config/server-config.ts';
import { AutoCompactor } from './auto-compactor.ts';

const minuteMs = 60_000;

/** Time that moves when the test says so. */
class TestClock implements Clock {
  #nowMs = 0;
  #timers: { atMs: number; callback: () => void }[] = [];

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#nowMs;
  }

  nextTurn(callback: () => void): void {
    this.setTimer(0, callback);
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      },
    };
  }

  get timers(): number {
    return this.#timers.length;
  }

  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = next.atMs;
      next.callback();
      // What the callback awaits is settled, so a few turns of the microtask queue finish it.
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
    this.#nowMs = untilMs;
  }
}

function setUp(policy: Exclude<AutoCompaction, { mode: 'off' }>) {
  const clock = new TestClock();
  const store = { revision: 1, isLeader: true, failure: undefined as Error | undefined };
  const compactions: { atMinute: number; revision: number }[] = [];
  const target = {
    revision: () => store.revision,
    isLeader: () => store.isLeader,
    async compact(revision: number) {
      if (store.failure !== undefined) throw store.failure;
      compactions.push({ atMinute: clock.monotonicMs() / minuteMs, revision });
    },
  };
  const compactor = new AutoCompactor(policy, target, clock, silentLogger);
  compactor.start();
  /** Lets minutes pass, ten revisions in each. */
  const live = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      await clock.advance(minuteMs);
      store.revision += 10;
    }
  };
  return { clock, store, compactions, compactor, live };
}

describe('history by revisions', () => {
  it('is looked at every five minutes and kept as long as asked for', async () => {
    const { compactions, live } = setUp({ mode: 'revision', retentionRevisions: 60 });
    await live(16);
    expect(compactions).toEqual([
      { atMinute: 10, revision: 31 },
      { atMinute: 15, revision: 81 },
    ]);
  });
});

describe('history by time', () => {
  it('goes when it is older than the retention, an interval apart', async () => {
    const { compactions, live } = setUp({ mode: 'periodic', retentionMs: 10 * minuteMs });
    await live(31);
    expect(compactions).toEqual([
      { atMinute: 10, revision: 1 },
      { atMinute: 20, revision: 91 },
      { atMinute: 30, revision: 191 },
    ]);
  });

  it('of a long retention goes hour by hour', async () => {
    const { compactions, live } = setUp({ mode: 'periodic', retentionMs: 180 * minuteMs });
    await live(310);
    expect(compactions.map(({ atMinute }) => atMinute)).toEqual([180, 240, 300]);
    expect(compactions.map(({ revision }) => revision)).toEqual([1, 591, 1_191]);
  });

  it('is compacted by the leader alone', async () => {
    const { store, compactions, live } = setUp({ mode: 'periodic', retentionMs: 10 * minuteMs });
    store.isLeader = false;
    await live(15);
    expect(compactions).toEqual([]);
    store.isLeader = true;
    await live(1);
    expect(compactions).toEqual([{ atMinute: 16, revision: 51 }]);
  });

  it('is tried again soon when it failed, and not when somebody else did it', async () => {
    const { store, compactions, live } = setUp({ mode: 'periodic', retentionMs: 10 * minuteMs });
    store.failure = new Error('etcdserver: request timed out');
    await live(12);
    store.failure = undefined;
    await live(1);
    expect(compactions).toEqual([{ atMinute: 13, revision: 21 }]);
    store.failure = new Error('etcdserver: mvcc: required revision has been compacted');
    await live(10);
    store.failure = undefined;
    await live(5);
    expect(compactions).toHaveLength(1);
  });
});

it('a compactor that was stopped sets no more timers', async () => {
  const { clock, compactions, compactor, live } = setUp({ mode: 'periodic', retentionMs: 10 * minuteMs });
  compactor.stop();
  expect(clock.timers).toBe(0);
  await live(30);
  expect(compactions).toEqual([]);
});
