import { spawnSync } from 'node:child_process';
import { mutants } from './mutants.ts';

/** Runs the simulator on every mutant (or those that are named), and prints which check finds it, with which seed. */
const budget = process.env.SIMULATOR_MUTANT_BUDGET ?? '60s';
const named = process.argv.slice(2);
const chosen = mutants.filter(({ name }) => named.length === 0 || named.includes(name));
const file = (path: string) => new URL(path, import.meta.url).pathname;

console.log('| mutant | the bug | broken promise | seed |\n| --- | --- | --- | --- |');
let survivors = 0;
for (const { name, bug } of chosen) {
  const conditions = ['--conditions=@quorate/source', '--import', file('apply-mutant.ts')];
  const asked = ['--seed', '1', '--budget', budget, '--no-shrink'];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...conditions, file('../main.ts'), ...asked], {
    env: { ...process.env, SIMULATOR_MUTANT: name },
    encoding: 'utf8',
  });
  const [, seed, promise] = /^seed (\d+) broke a promise: ([^\n:]+(?:: (?:[a-z ]+)(?=:))?)/m.exec(stdout) ?? [];
  if (seed === undefined) survivors++;
  console.log(
    `| ${name} | ${bug} | ${promise ?? (status === 0 ? '**survived**' : stderr.trim().split('\n')[0])} | ${seed ?? ''} |`,
  );
}
process.exitCode = survivors === 0 ? 0 : 1;
