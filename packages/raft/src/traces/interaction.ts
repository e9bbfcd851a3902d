import { RaftError } from '../raft-error.ts';
import { commands } from './commands.ts';
import { Environment } from './environment.ts';
import { TraceError } from './trace-arguments.ts';
import type { TraceCase } from './trace-file.ts';

/** Runs the cases of an `interaction` trace, which share their nodes, and gives what each prints. */
export function interactionRunner(): (one: TraceCase) => string {
  const environment = new Environment();
  return ({ command, arguments: words, input }) => {
    const { output } = environment;
    const run = commands[command];
    let failure = '';
    try {
      if (run === undefined) throw new TraceError('unknown command');
      run(environment, words, input);
    } catch (error) {
      if (!(error instanceof RaftError || error instanceof TraceError)) throw error;
      failure = error.message;
    }
    const text = output.take() + failure;
    return text === '' ? 'ok' : text;
  };
}
