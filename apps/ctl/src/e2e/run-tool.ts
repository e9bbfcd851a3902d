import { type ChildProcess, spawn } from 'node:child_process';
import { realEtcdProgram } from './harness.ts';
import { ourProgram } from './tool-names.ts';

/** A slow machine may take so long until a tool has printed what is waited for. */
const waitMsMax = 40_000;

/** Whose tool runs. */
export type Whose = 'etcd' | 'ours';

/** What a tool did. */
export interface ToolResult {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** `null` when a signal ended it. */
  readonly code: number | null;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts it as soon as it has printed this: for commands that do not end by themselves. */
  readonly interruptWhen?: RegExp;
}

/** Tools that run. A test that takes too long leaves some: they end with the tests. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The names that tools are called by; etcd has nothing under ours. */
export type ToolName = 'etcdctl' | 'etcdutl' | 'quoratectl';

/** A tool at work. */
export class ToolProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<ToolResult>;
  readonly #stdout: Buffer[] = [];
  #stderr = '';
  #wake = Promise.withResolvers<void>();

  /** Starts etcd's tool, or ours under the same name. Without `stdin` its standard input stays open. */
  constructor(whose: Whose, name: ToolName, args: readonly string[], options: RunOptions = {}) {
    const program = programOf(whose, name);
    const child = spawn(program, args, { env: { PATH: process.env.PATH ?? '', ...options.env }, stdio: 'pipe' });
    child.stdout.on('data', (chunk: Buffer) => {
      this.#stdout.push(chunk);
      this.#notify();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#notify();
    });
    child.stdin.on('error', () => {});
    if (options.stdin !== undefined) child.stdin.end(options.stdin);
    this.#child = child;
    running.add(child);
    this.#ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        running.delete(child);
        resolve({ stdout: Buffer.concat(this.#stdout), stderr: this.#stderr, code });
        this.#notify();
      });
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it has printed so far. */
  get stdout(): string {
    return Buffer.concat(this.#stdout).toString();
  }

  /** Types something. */
  type(text: string): void {
    this.#child.stdin?.write(text);
  }

  /** Resolves when it has printed something that matches; rejects when it ends before. */
  async printed(expected: RegExp): Promise<void> {
    const endMs = performance.now() + waitMsMax;
    while (!expected.test(this.stdout)) {
      const leftMs = endMs - performance.now();
      if (!this.isRunning || leftMs <= 0) {
        throw new Error(`did not print ${expected}: ${JSON.stringify({ stdout: this.stdout, stderr: this.#stderr })}`);
      }
      await this.#something(leftMs);
    }
  }

  /** Asks it to end, as Ctrl-C does, and resolves with what it did. */
  interrupt(): Promise<ToolResult> {
    this.#child.kill('SIGINT');
    return this.#ended;
  }

  /** Resolves when it ends by itself. */
  ended(): Promise<ToolResult> {
    return this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.isRunning) this.#child.kill('SIGKILL');
    await this.#ended.catch(() => undefined);
  }

  async #something(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([this.#wake.promise, late]);
    clearTimeout(timer);
  }

  #notify(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

/** Runs etcd's tool, or ours under the same name, to its end. */
export async function runTool(
  whose: Whose,
  name: ToolName,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ToolResult> {
  await using tool = new ToolProcess(whose, name, args, { stdin: '', ...options });
  if (options.interruptWhen === undefined) return await tool.ended();
  await tool.printed(options.interruptWhen);
  return await tool.interrupt();
}

function programOf(whose: Whose, name: ToolName): string {
  if (whose === 'ours') return ourProgram(name);
  if (name === 'quoratectl') throw new Error('etcd has no tool of that name');
  return realEtcdProgram(name, '3.5');
}
