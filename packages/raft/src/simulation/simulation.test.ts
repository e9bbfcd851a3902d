import { describe, expect, it } from 'vitest';
import { type Outcome, simulate } from './simulation.ts';

/** Runs in all; fewer for whoever looks for something else than the last bug. */
const runs = Number(process.env.RAFT_SIMULATION_RUNS ?? 10_000);
/** Where the seeds begin: another one each time when asked for, and printed, so that a run can be repeated. */
const firstSeed = Number(process.env.RAFT_SIMULATION_SEED ?? 1);
const stepsMax = 1_000;
const groups = 20;

describe('a group of nodes, whatever happens', () => {
  const perGroup = Math.ceil(runs / groups);

  it.each(Array.from({ length: groups }, (_, at) => firstSeed + at * perGroup))(
    `keeps all promises in ${perGroup} runs from seed %i on`,
    (start) => {
      console.log(`simulation: seeds ${start} to ${start + perGroup - 1}`);
      const outcomes: Outcome[] = [];
      for (let seed = start; seed < start + perGroup; seed++) {
        outcomes.push(simulate(seed, seed % 2 === 0 ? 3 : 5, stepsMax));
      }
      const mean = (of: (outcome: Outcome) => number) =>
        outcomes.reduce((total, outcome) => total + of(outcome), 0) / outcomes.length;
      // Runs in which nothing happens would show nothing.
      expect(mean(({ committed }) => committed)).toBeGreaterThan(5);
      expect(mean(({ reads }) => reads)).toBeGreaterThan(2);
      expect(mean(({ term }) => term)).toBeGreaterThan(1.5);
      expect(mean(({ crashes }) => crashes)).toBeGreaterThan(2);
    },
  );

  it('is the same again from the same seed', () => {
    expect(simulate(42, 3, stepsMax)).toEqual(simulate(42, 3, stepsMax));
  });
});
