import { compactionBench } from './compaction.ts';
import { putAndGet } from './put-and-get.ts';
import { rangeBench } from './range.ts';
import { restartBench } from './restart.ts';
import { watchBench } from './watch.ts';

/** Runs the benchmarks named on the command line, or all of them. */
const benches: Readonly<Record<string, () => Promise<void> | void>> = {
  'put-and-get': putAndGet,
  range: rangeBench,
  watch: watchBench,
  compaction: compactionBench,
  restart: restartBench,
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await bench();
}
process.exit(0);
