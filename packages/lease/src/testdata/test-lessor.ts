import { Database } from '@quorate/bbolt';
import { Backend } from '@quorate/mvcc-store';
import { VirtualClock } from '@quorate/simulated-ports';
import { Lessor } from '../lessor/lessor.ts';
import type { Checkpoint, LessorOptions } from '../lessor/lessor-options.ts';

/** A lessor over a database in memory, whose time the test moves. */
export interface TestLessor {
  readonly lessor: Lessor;
  readonly backend: Backend;
  readonly clock: VirtualClock;
  /** What ran out: `at ms: ids`. */
  readonly expired: string[];
  readonly expiredIds: bigint[][];
  readonly checkpoints: (readonly Checkpoint[])[];
}

export function openBackend(clock: VirtualClock, database = Database.inMemory()): Backend {
  return new Backend({
    database,
    clock,
    onFailure: (error) => {
      throw error;
    },
  });
}

export function openLessor(options: Partial<LessorOptions> = {}, clock = new VirtualClock()): TestLessor {
  const expired: string[] = [];
  const expiredIds: bigint[][] = [];
  const checkpoints: (readonly Checkpoint[])[] = [];
  const backend = options.backend ?? openBackend(clock);
  const lessor = new Lessor({
    backend,
    clock,
    minTtlSeconds: 2,
    onExpired: (ids) => {
      expired.push(`${clock.monotonicMs()}: ${ids.join(' ')}`);
      expiredIds.push([...ids]);
    },
    onCheckpoint: (due) => checkpoints.push(due),
    ...options,
  });
  return { lessor, backend, clock, expired, expiredIds, checkpoints };
}
