import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { GeneratorReport, GeneratorTask } from '../generator/generator-task.ts';
import { runProcess, startProcess } from '../process/run-process.ts';
import { LoadError, type LoadResult } from './load-result.ts';

const program = fileURLToPath(new URL('../generator/main.ts', import.meta.url));

function argumentsFor(task: GeneratorTask): string[] {
  return [...process.execArgv, program, JSON.stringify(task)];
}

/** Runs our generator in a process of its own to its end. Throws a `LoadError` with what it said when an answer was wrong. */
export async function runGenerator(task: GeneratorTask, cpus: string | undefined): Promise<LoadResult> {
  const outcome = await runProcess(process.execPath, argumentsFor(task), { cpus });
  if (outcome.status !== 0)
    throw new LoadError(`the generator failed (${task.kind}):\n${outcome.stdout}${outcome.stderr}`);
  const { requests, seconds, p50Micros, p99Micros, maxMicros }: GeneratorReport = JSON.parse(outcome.stdout);
  if (requests === 0) throw new LoadError(`no answer in ${seconds} s (${task.kind})`);
  return {
    requests,
    requestsPerSecond: requests / seconds,
    p50Micros,
    p99Micros,
    maxMicros,
    loadProcessors: outcome.cpuSeconds / outcome.wallSeconds,
  };
}

/** Starts a generator that opens something and holds it. Returns once everything is open, with how to let go. */
export async function holdIdle(task: GeneratorTask): Promise<{ readonly seconds: number; release(): Promise<void> }> {
  const child = startProcess(process.execPath, argumentsFor(task));
  let problem = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    problem += part;
  });
  const ended = once(child, 'exit');
  if (child.stdout === null) throw new LoadError('the generator has no output');
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line') as Promise<[string]>,
    ended.then(() => {
      throw new LoadError(`the generator failed (${task.kind}):\n${problem}`);
    }),
  ]);
  const { seconds }: GeneratorReport = JSON.parse(line);
  return {
    seconds,
    async release() {
      if (child.exitCode !== null) throw new LoadError(`the generator broke off (${task.kind}):\n${problem}`);
      child.stdin?.end();
      await ended;
    },
  };
}
