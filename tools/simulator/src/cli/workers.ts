import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Runner } from './run-seeds.ts';
import type { RunSummary } from './run-summary.ts';

/** What a worker is asked, and what it answers. */
export interface WorkerRequest {
  readonly seed: number;
}

/** Processes that each run one seed at a time; `close` ends them. */
export function startWorkers(count: number, words: readonly string[]): Runner {
  const path = fileURLToPath(new URL('worker.ts', import.meta.url));
  const idle = Array.from({ length: count }, () =>
    fork(path, [...words], { execArgv: [...process.execArgv], serialization: 'advanced' }),
  );
  const all = [...idle];
  return {
    jobs: count,
    async run(seed) {
      const worker = idle.pop();
      if (!worker) throw new Error('more seeds at a time than workers');
      const summary = await ask(worker, seed);
      idle.push(worker);
      return summary;
    },
    close() {
      for (const worker of all) worker.disconnect();
    },
  };
}

function ask(worker: ChildProcess, seed: number): Promise<RunSummary> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null) =>
      reject(new Error(`the process that ran seed ${seed} ended with ${code ?? signal}`));
    worker.once('exit', onExit);
    worker.once('message', (summary) => {
      worker.off('exit', onExit);
      resolve(summary as RunSummary);
    });
    worker.send({ seed } satisfies WorkerRequest);
  });
}
