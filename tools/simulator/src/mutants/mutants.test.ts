import { expect, test } from 'vitest';
import { simulate } from '../run/simulate.ts';
import { mutants } from './mutants.ts';
import { type Kill, runMutant } from './run-mutant.ts';

/** A change to what a run draws gives the seeds other runs: then one of so many has to do. */
const seedsMax = '40';
const kills = new Map<string, Kill>();

/**
 * The table of known bugs cannot rot: with its bug, the scenario of each line breaks a promise that the line names, and the same run without it
 * keeps all. `node tools/simulator/src/mutants/main.ts` hunts for new seeds.
 */
test.concurrent.for(mutants)('$name is found', { timeout: 120_000 }, async (mutant, { expect }) => {
  const { seed, promises } = mutant.scenario;
  const kill = await runMutant(mutant, seed, ['--seeds', seedsMax]);
  expect(promises).toContain(kill?.promise);
  if (kill) kills.set(mutant.name, kill);
});

test.for(mutants)('without the bug of $name the same run keeps every promise', async ({ name, scenario }) => {
  const { seed, kinds, settings } = scenario;
  const { violation } = await simulate({ seed: kills.get(name)?.seed ?? seed, kinds, settings });
  expect(violation).toBeUndefined();
});

test('names are used once, and every line says where its bug is known from', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(mutants.filter(({ known }) => known === '')).toEqual([]);
});
