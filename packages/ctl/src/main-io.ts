import type { CtlIo, CtlOutput } from './ctl-io.ts';

const columnsDefault = 80;

/** The process that a tool runs in. Interrupting it once lets the command end; twice ends the process. */
export function processIo(): CtlIo {
  const interrupting = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupting.abort();
      process.once(signal, () => process.exit(1));
    });
  }
  return {
    stdin: process.stdin,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    interrupted: interrupting.signal,
  };
}

function output(stream: NodeJS.WriteStream): CtlOutput {
  // Whoever read us has enough: there is nobody left to tell.
  stream.on('error', () => process.exit(1));
  return {
    get isTerminal() {
      return stream.isTTY === true;
    },
    get columns() {
      // A terminal that does not know its size says 0.
      return stream.columns || columnsDefault;
    },
    write: (data) => void stream.write(data),
  };
}
