import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAtEnd } from '../process/clean-up.ts';
import { type ProcessOutcome, runProcess } from '../process/run-process.ts';
import type { Shape } from '../scenarios/shape.ts';
import { type Endpoint, frameMessage } from '../servers/etcd-call.ts';
import { answeredOk } from './answered-ok.ts';
import { parseH2loadLog } from './h2load-log.ts';
import { parseH2loadOutput } from './h2load-output.ts';
import { LoadError, type LoadResult } from './load-result.ts';

/** How long and by how many a load is run. */
export interface LoadPlan {
  readonly shape: Shape;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Processors of the load, as `taskset` takes them; undefined: all. */
  readonly cpus: string | undefined;
}

/** Says how to get h2load unless it is there. */
export async function checkH2load(): Promise<void> {
  try {
    await runProcess('h2load', ['--version']);
  } catch {
    throw new LoadError(
      'h2load is not installed: apt-get install nghttp2-client (Debian, Ubuntu), brew install nghttp2 (macOS)',
    );
  }
}

/** Repeats one request by h2load against one member, and makes sure that the server counted as many answers with status 0. */
export async function runH2load(
  endpoint: Endpoint,
  path: string,
  message: Uint8Array,
  plan: LoadPlan,
): Promise<LoadResult> {
  const before = await answeredOk(endpoint, path);
  const result = await measure(endpoint, path, message, plan);
  const answered = (await answeredOk(endpoint, path)) - before;
  if (answered < result.requests) {
    throw new LoadError(
      `${endpoint}${path}: h2load counts ${result.requests} answers, the server ${answered} with status 0`,
    );
  }
  return result;
}

/** The same against whatever speaks HTTP/2 there, without asking it how many answers were right. */
export async function measure(
  endpoint: Endpoint,
  path: string,
  message: Uint8Array,
  plan: LoadPlan,
): Promise<LoadResult> {
  const directory = mkdtempSync(join(memoryDirectory(), 'quorate-bench-h2load-'));
  const remove = removeAtEnd(directory);
  try {
    const log = join(directory, 'log');
    const body = join(directory, 'body');
    writeFileSync(body, frameMessage(message));
    const outcome = await runProcess('h2load', h2loadArguments(endpoint, path, body, log, plan), { cpus: plan.cpus });
    const { requestsPerSecond, succeeded, failed } = parseH2loadOutput(outcome.stdout + outcome.stderr);
    if (failed > 0 || succeeded === 0)
      throw new LoadError(`${endpoint}${path}: ${failed} of h2load's requests failed:\n${outcome.stdout}`);
    return {
      requests: succeeded,
      requestsPerSecond,
      ...latencies(log, succeeded),
      loadProcessors: processorsOf(outcome),
    };
  } finally {
    remove();
  }
}

function h2loadArguments(endpoint: Endpoint, path: string, body: string, log: string, plan: LoadPlan): string[] {
  return [
    `--clients=${plan.shape.connections}`,
    `--max-concurrent-streams=${plan.shape.streams}`,
    '--threads=1',
    `--warm-up-time=${plan.warmUpSeconds * 1000}ms`,
    `--duration=${plan.seconds * 1000}ms`,
    '--header=content-type: application/grpc',
    '--header=te: trailers',
    `--data=${body}`,
    `--log-file=${log}`,
    endpoint + path,
  ];
}

function latencies(log: string, requests: number): Pick<LoadResult, 'p50Micros' | 'p99Micros' | 'maxMicros'> {
  const histogram = parseH2loadLog(readFileSync(log));
  if (histogram.count !== requests)
    throw new LoadError(`h2load counts ${requests} requests but logged ${histogram.count}`);
  return {
    p50Micros: histogram.percentile(0.5),
    p99Micros: histogram.percentile(0.99),
    maxMicros: histogram.maxMicros,
  };
}

function processorsOf({ cpuSeconds, wallSeconds }: ProcessOutcome): number {
  return cpuSeconds / wallSeconds;
}

/** h2load's log must not compete with the servers for the disk. */
function memoryDirectory(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
