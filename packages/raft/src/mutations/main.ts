// Makes each bug in a copy of the package and looks whether the tests see it:
//   node --conditions=@quorate/source packages/raft/src/mutations/main.ts [part of a bug's text]
// Without an argument it writes MUTATIONS.md anew.
import { writeFileSync } from 'node:fs';
import { mutants } from './mutants.ts';
import { type Verdict, Workshop } from './workshop.ts';

/** Fewer than in CI: a bug that needs more luck is no longer found by chance but by a test of its own. */
const simulationRuns = 1_000;
const simulationFile = 'simulation/simulation.test.ts';

function describeVerdict(verdict: Verdict): string {
  if (verdict === 'hangs') return 'the tests do not end';
  const files = Array.from(verdict.keys())
    .filter((file) => file !== simulationFile)
    .map((file) => file.replace('.test.ts', ''));
  return files.join(', ');
}

function isSeenInSimulation(verdict: Verdict): boolean {
  return verdict !== 'hangs' && verdict.has(simulationFile);
}

const wanted = process.argv[2] ?? '';
const chosen = mutants.filter(({ bug }) => bug.includes(wanted));
const workshop = new Workshop();
const rows: string[] = [];
let survivors = 0;
try {
  const sound = workshop.test(undefined, simulationRuns);
  if (sound === 'hangs' || sound.size > 0) throw new Error(`without any bug: ${describeVerdict(sound)}`);
  for (const [at, mutant] of chosen.entries()) {
    const verdict = workshop.test(mutant, simulationRuns);
    const isCaught = verdict === 'hangs' || verdict.size > 0;
    if (!isCaught) survivors++;
    const simulation = isSeenInSimulation(verdict) ? 'yes' : '';
    console.log(
      `${isCaught ? 'CAUGHT' : 'SURVIVED'} ${mutant.bug}: ${simulation && 'simulation, '}${describeVerdict(verdict)}`,
    );
    rows.push(`| ${at + 1} | ${mutant.bug} | \`${mutant.file}\` | ${simulation} | ${describeVerdict(verdict)} |`);
  }
} finally {
  workshop.remove();
}
if (wanted === '') {
  writeFileSync(
    new URL('../../MUTATIONS.md', import.meta.url),
    `# Bugs made on purpose

Each of these bugs was made in a copy of the package, and all tests but the recorded traces were run on it
(\`node --conditions=@quorate/source packages/raft/src/mutations/main.ts\`, some minutes). The simulation had ${simulationRuns.toLocaleString('en')} runs.

| | a node that | where | seen by the simulation | seen by the tests of |
| --: | --- | --- | --- | --- |
${rows.join('\n')}

${chosen.length - survivors} of ${chosen.length} are seen.
`,
  );
}
console.log(`${chosen.length - survivors} caught, ${survivors} survived`);
process.exit(survivors === 0 ? 0 : 1);
