import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onEnd } from './clean-up.ts';
import { sampleProcess } from './proc-sample.ts';

/** How often the processor time of a running load is looked at: the last look is at most this old when the load ends. */
const SAMPLE_INTERVAL_MS = 50;

/** A child that is killed when this process ends. */
export function startProcess(program: string, args: readonly string[], options: ProcessOptions = {}): ChildProcess {
  const [command, ...rest] =
    options.cpus === undefined ? [program, ...args] : ['taskset', '-c', options.cpus, program, ...args];
  const child = spawn(command as string, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '' },
  });
  const forget = onEnd(() => child.kill('SIGKILL'));
  child.once('exit', forget);
  return child;
}

export interface ProcessOptions {
  /** The processors it may run on, as `taskset -c` takes them; default: all. */
  readonly cpus?: string | undefined;
}

/** What a process that has ended printed and used. */
export interface ProcessOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  /** Processor seconds it used, short by at most the sampling interval. */
  readonly cpuSeconds: number;
  /** From its start to its end, in seconds. */
  readonly wallSeconds: number;
}

/** Runs a program to its end. A program that cannot be started is an error; one that fails is not. */
export async function runProcess(
  program: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessOutcome> {
  const startedMs = performance.now();
  const child = startProcess(program, args, options);
  const stdout = gather(child.stdout);
  const stderr = gather(child.stderr);
  let cpuSeconds = 0;
  const sampling = setInterval(() => {
    if (child.pid !== undefined && child.exitCode === null) cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid));
  }, SAMPLE_INTERVAL_MS);
  try {
    const [status] = (await once(child, 'close')) as [number | null];
    const wallSeconds = (performance.now() - startedMs) / 1000;
    return { stdout: stdout(), stderr: stderr(), status, cpuSeconds, wallSeconds };
  } finally {
    clearInterval(sampling);
  }
}

function cpuSecondsOf(pid: number): number {
  try {
    return sampleProcess(pid).cpuSeconds;
  } catch {
    // It ended a moment ago, and the event that says so is still on its way.
    return 0;
  }
}

function gather(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (part: string) => {
    text += part;
  });
  return () => text;
}
