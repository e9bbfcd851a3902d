import { simulate } from '../run/simulate.ts';
import { parseArguments } from './parse-arguments.ts';
import { summaryOf } from './run-summary.ts';
import type { WorkerRequest } from './workers.ts';

/** A process of `--jobs`: runs the seeds that it is sent, and answers what each came to. */
const { kinds, settings } = parseArguments(process.argv.slice(2), 0);

process.on('message', (request) => {
  const { seed } = request as WorkerRequest;
  void simulate({ seed, kinds, settings }).then((run) => process.send?.(summaryOf(run)));
});
