import { mutants } from './mutants.ts';
import { runMutant, scenarioWords } from './run-mutant.ts';

/** Hunts every mutant (or those that are named) in its scenario, from seed 1 on, and prints which check finds it, with which seed. */
const budget = process.env.SIMULATOR_MUTANT_BUDGET ?? '60s';
const named = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => named.length === 0 || named.includes(name));

console.log('| mutant | the bug | broken promise | seed | scenario |\n| --- | --- | --- | --- | --- |');
let survivors = 0;
for (const mutant of chosen) {
  const kill = await runMutant(mutant, 1, ['--budget', budget]);
  if (!kill) survivors++;
  const words = scenarioWords(mutant).join(' ');
  console.log(
    `| ${mutant.name} | ${mutant.bug} | ${kill?.promise ?? '**survived**'} | ${kill?.seed ?? ''} | ${words} |`,
  );
}
process.exitCode = survivors === 0 ? 0 : 1;
