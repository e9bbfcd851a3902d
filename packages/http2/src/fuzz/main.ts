import { parseArgs } from 'node:util';
import { fuzz, fuzzOnce } from './fuzz.ts';

const usage = `usage: node --conditions=@quorate/source src/fuzz/main.ts [--budget 60s] [--seed N] [--once]

  --budget  how long to run: a number with s, m or h (default 60s)
  --seed    where to begin (default: the time)
  --once    run only the session of that seed, as a failure names it`;

/** Milliseconds of a budget such as 90s, 5m or 1h. */
function parseBudget(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  if (match === null) throw new Error(`--budget ${text} is no duration\n${usage}`);
  return Number(match[1]) * { s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 's' | 'm' | 'h'];
}

const { values } = parseArgs({
  options: {
    budget: { type: 'string', default: '60s' },
    seed: { type: 'string', default: String(Date.now() | 0) },
    once: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
if (values.once) console.log(fuzzOnce(seed));
else {
  const { sessions, endings } = fuzz(seed, parseBudget(values.budget));
  const counts = [...endings].sort(([, a], [, b]) => b - a).map(([ending, count]) => `${ending}: ${count}`);
  const heapMiB = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
  console.log(`${sessions} sessions without a failure (${counts.join(', ')}), heap ${heapMiB} MiB`);
}
