import { mutants } from './mutants.ts';
import { type Kill, runMutant, scenarioWords } from './run-mutant.ts';

/**
 * Hunts every mutant (or those that are named) in its scenario, from seed 1 on, and prints which checks find it, with which seeds: what the
 * table of mutants is made of. Kills that are looked for and the time for each: SIMULATOR_MUTANT_KILLS, SIMULATOR_MUTANT_BUDGET.
 */
const budgetMs = Number(process.env.SIMULATOR_MUTANT_BUDGET ?? '60') * 1000;
const killsMax = Number(process.env.SIMULATOR_MUTANT_KILLS ?? '1');
const named = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => named.length === 0 || named.includes(name));

console.log('| mutant | known from | broken promise: seeds | scenario |\n| --- | --- | --- | --- |');
let survivors = 0;
for (const mutant of chosen) {
  const kills: Kill[] = [];
  const untilMs = performance.now() + budgetMs;
  for (let left = budgetMs; left > 0 && kills.length < killsMax; left = untilMs - performance.now()) {
    const from = (kills.at(-1)?.seed ?? 0) + 1;
    const kill = await runMutant(mutant, from, ['--budget', `${Math.ceil(left / 1000)}s`]);
    if (!kill) break;
    kills.push(kill);
  }
  if (kills.length === 0) survivors++;
  const byPromise = Map.groupBy(kills, ({ promise }) => promise);
  const found = [...byPromise].map(([promise, of]) => `${promise}: ${of.map(({ seed }) => seed).join(', ')}`);
  const words = scenarioWords(mutant).join(' ');
  console.log(`| ${mutant.name} | ${mutant.known} | ${found.join('; ') || '**survived**'} | ${words} |`);
}
process.exitCode = survivors === 0 ? 0 : 1;
