import { spawnSync } from 'node:child_process';
import { inRepository, MemberProcess } from './harness.ts';

const roundsDefault = 21;

/** How long the built program takes for short commands, as a person waits for them: `npm run measure [-- rounds]`. */
async function measure(rounds: number): Promise<void> {
  await using member = await MemberProcess.single({ kind: 'quorate' });
  const endpoint = ['--endpoints', member.endpoint];
  run([...endpoint, 'put', 'greeting', 'hello']);
  for (const words of [['version'], [...endpoint, 'get', 'greeting'], [...endpoint, 'get', 'greeting', '-w', 'yaml']]) {
    // The first call fills the compile cache.
    run(words);
    const times = Array.from({ length: rounds }, () => run(words)).sort((one, other) => one - other);
    const at = (part: number) => `${times[Math.floor((times.length - 1) * part)]?.toFixed(0)} ms`;
    const name = words.filter((word) => !endpoint.includes(word)).join(' ');
    console.log(`${name.padEnd(24)} fastest ${at(0)}, median ${at(0.5)}, slowest ${at(1)}`);
  }
}

/** Runs our program and returns the milliseconds from its start to its end. */
function run(words: readonly string[]): number {
  const startMs = performance.now();
  const { status, stderr } = spawnSync(inRepository('bin/quoratectl'), words, { encoding: 'utf8' });
  const tookMs = performance.now() - startMs;
  if (status !== 0) throw new Error(`quoratectl ${words.join(' ')} ended with ${status}: ${stderr}`);
  return tookMs;
}

await measure(Number(process.argv[2] ?? roundsDefault));
