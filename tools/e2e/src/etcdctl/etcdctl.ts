import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type EtcdRelease, realEtcdProgram } from '../programs/real-etcd.ts';

/** How a command ended. */
export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that goes on until it is told to stop: watch, lock, elect, keep-alive. */
export interface RunningCommand {
  /** Resolves with all of the output so far once it contains `text`. Rejects after 20 s or when the command ends before. */
  printed(text: string): Promise<string>;
  /** Writes a line to the command's standard input. */
  send(line: string): void;
  /** Interrupts the command as Ctrl-C does, and waits for its end. */
  interrupt(): Promise<CommandResult>;
  /** Waits for its own end. */
  ended(): Promise<CommandResult>;
}

const printedMsMax = 20_000;

/** The real etcdctl of a release against some endpoints. */
export class Etcdctl {
  readonly release: EtcdRelease;
  readonly #endpoints: readonly string[];

  constructor(release: EtcdRelease, endpoints: readonly string[]) {
    this.release = release;
    this.#endpoints = endpoints;
  }

  /** Runs a command to its end. */
  async run(words: readonly string[], input = ''): Promise<CommandResult> {
    const command = this.start(words, input);
    return command.ended();
  }

  /** Runs a command that must succeed, and returns what it printed. Throws with its error text. */
  async output(words: readonly string[], input = ''): Promise<string> {
    const result = await this.run(words, input);
    if (result.status === 0) return result.stdout;
    throw new Error(`etcdctl ${words.join(' ')} ended with ${result.status}: ${result.stderr}${result.stdout}`);
  }

  /** Runs a command that must succeed with `-w json`, and returns the document. */
  async json(words: readonly string[]): Promise<unknown> {
    return JSON.parse(await this.output([...words, '-w', 'json']));
  }

  /** Starts a command; without `input` its standard input stays open. */
  start(words: readonly string[], input?: string): RunningCommand {
    const program = realEtcdProgram('etcdctl', this.release);
    const child = spawn(program, ['--endpoints', this.#endpoints.join(','), ...words], {
      env: { PATH: process.env.PATH ?? '', ETCDCTL_API: '3' },
    });
    child.stdin.on('error', () => {});
    if (input !== undefined) child.stdin.end(input);
    return runningCommand(child, words.join(' '));
  }
}

function runningCommand(child: ChildProcessWithoutNullStreams, title: string): RunningCommand {
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const check of [...waiting]) check();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, stdout, stderr });
      for (const check of [...waiting]) check();
    });
  });
  return {
    ended: () => ended,
    send: (line) => child.stdin.write(`${line}\n`),
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
    printed(text) {
      return new Promise((resolve, reject) => {
        const finish = (act: () => void): void => {
          clearTimeout(timer);
          waiting.delete(check);
          act();
        };
        const fail = (why: string): void =>
          reject(new Error(`etcdctl ${title} ${why} without printing ${JSON.stringify(text)}: ${stdout}${stderr}`));
        const check = (): void => {
          if (stdout.includes(text)) finish(() => resolve(stdout));
          else if (child.exitCode !== null || child.signalCode !== null) finish(() => fail('ended'));
        };
        const timer = setTimeout(() => finish(() => fail(`went on for ${printedMsMax} ms`)), printedMsMax);
        waiting.add(check);
        check();
      });
    },
  };
}
