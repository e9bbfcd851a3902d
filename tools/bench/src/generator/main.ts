import type { GeneratorReport, GeneratorTask } from './generator-task.ts';
import { runCalls } from './run-calls.ts';
import { runFill } from './run-fill.ts';
import { openIdleConnections, openIdleWatches } from './run-idle.ts';
import { runWatch } from './run-watch.ts';

/** The generator's process: takes its task from its argument, prints its report; ends with its input, so never outlives the benchmark. */
process.stdin.on('end', () => process.exit(1)).resume();

const task: GeneratorTask = JSON.parse(process.argv[2] ?? '{}');
console.log(JSON.stringify(await run(task)));
if (!task.kind.startsWith('idle')) process.exit(0);

async function run(task: GeneratorTask): Promise<GeneratorReport> {
  switch (task.kind) {
    case 'fill':
      return runFill(task);
    case 'calls':
      return runCalls(task);
    case 'watch':
      return runWatch(task);
    case 'idle-connections':
      return openIdle(openIdleConnections, task);
    case 'idle-watches':
      return openIdle(openIdleWatches, task);
  }
}

async function openIdle(open: (task: GeneratorTask) => Promise<void>, task: GeneratorTask): Promise<GeneratorReport> {
  const startedMs = performance.now();
  await open(task);
  const seconds = (performance.now() - startedMs) / 1000;
  return { requests: task.connections * task.streams, seconds, p50Micros: 0, p99Micros: 0, maxMicros: 0 };
}
