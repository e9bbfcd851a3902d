import { setTimeout as wait } from 'node:timers/promises';
import { PutRequest, services } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import type { Cluster } from '../../connection/cluster.ts';
import { exitCode } from '../../ctl-error.ts';
import { ProgressBar } from '../../progress/progress-bar.ts';
import { cleanUp, connectMany, freshKey, requireEmpty, type Workloads, workloadOf } from './workload.ts';

/** Writes a second that are asked for, and how many at the same time. */
const workloads: Workloads<{ readonly writesPerSecond: number; readonly clients: number }> = {
  s: { writesPerSecond: 150, clients: 50 },
  m: { writesPerSecond: 1_000, clients: 200 },
  l: { writesPerSecond: 8_000, clients: 500 },
  xl: { writesPerSecond: 15_000, clients: 1_000 },
};

const durationSeconds = 60;
const keyBytes = 256;
const valueBytes = 1_024;

/** The bounds that a cluster has to keep. */
const throughputShareMin = 0.9;
const slowestSecondsMax = 0.5;
const deviationSecondsMax = 0.1;

interface Measured {
  readonly seconds: number[];
  readonly errors: Map<string, number>;
  readonly elapsedSeconds: number;
}

/** `check perf`: writes at a given rate for a minute. */
export async function checkPerf(context: CommandContext): Promise<number> {
  const workload = workloadOf(context, workloads);
  const prefix = context.flags.string('prefix');
  const clusters = await connectMany(context, workload.clients);
  try {
    const [first] = clusters;
    if (first === undefined) return exitCode.error;
    await requireEmpty(first, prefix);
    const measured = await measure(context, clusters, prefix, workload);
    await cleanUp(context, first, prefix);
    return judge(context, measured, workload.writesPerSecond);
  } finally {
    for (const cluster of clusters) cluster[Symbol.dispose]();
  }
}

async function measure(
  { io }: CommandContext,
  clusters: readonly Cluster[],
  prefix: string,
  { writesPerSecond, clients }: { readonly writesPerSecond: number; readonly clients: number },
): Promise<Measured> {
  using bar = new ProgressBar(io.stderr, 'writing', (seconds) => `${Math.floor(seconds)} s`);
  const value = new Uint8Array(valueBytes);
  const seconds: number[] = [];
  const errors = new Map<string, number>();
  const startMs = performance.now();
  let begun = 0;
  const client = async (cluster: Cluster): Promise<void> => {
    for (;;) {
      // The nth write is due after n intervals, whoever is free takes it.
      const dueMs = startMs + (begun++ * 1000) / writesPerSecond;
      if (dueMs >= startMs + durationSeconds * 1000 || io.interrupted.aborted) return;
      const aheadMs = dueMs - performance.now();
      if (aheadMs > 0) await wait(aheadMs);
      if (performance.now() - startMs >= durationSeconds * 1000) return;
      const beganMs = performance.now();
      try {
        const request = PutRequest.create({ key: freshKey(prefix, keyBytes), value });
        await cluster.write(services['etcdserverpb.KV'].Put, request);
        seconds.push((performance.now() - beganMs) / 1000);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        errors.set(message, (errors.get(message) ?? 0) + 1);
      }
      bar.show((performance.now() - startMs) / 1000, durationSeconds);
    }
  };
  const working = Array.from({ length: clients }, (_, index) => clusters[index % clusters.length]);
  await Promise.all(working.map((cluster) => (cluster === undefined ? undefined : client(cluster))));
  return { seconds, errors, elapsedSeconds: (performance.now() - startMs) / 1000 };
}

function judge({ io }: CommandContext, { seconds, errors, elapsedSeconds }: Measured, wanted: number): number {
  const rate = seconds.length / elapsedSeconds;
  const slowest = seconds.reduce((most, one) => Math.max(most, one), 0);
  const mean = seconds.reduce((sum, one) => sum + one, 0) / Math.max(seconds.length, 1);
  const deviation = Math.sqrt(seconds.reduce((sum, one) => sum + (one - mean) ** 2, 0) / Math.max(seconds.length, 1));
  const lines: string[] = [];
  let passes = errors.size === 0;
  if (!passes) lines.push('FAIL: too many errors');
  for (const [message, count] of errors) lines.push(`FAIL: ERROR(${message}) -> ${count}`);
  const check = (isFine: boolean, pass: string, fail: string) => {
    lines.push(isFine ? `PASS: ${pass}` : fail);
    passes &&= isFine;
  };
  const writes = `${Math.trunc(rate) + 1} writes/s`;
  check(rate / wanted > throughputShareMin, `Throughput is ${writes}`, `FAIL: Throughput too low: ${writes}`);
  const slowestText = `${slowest.toFixed(6)}s`;
  check(
    slowest <= slowestSecondsMax,
    `Slowest request took ${slowestText}`,
    `Slowest request took too long: ${slowestText}`,
  );
  const deviationText = `${deviation.toFixed(6)}s`;
  check(deviation <= deviationSecondsMax, `Stddev is ${deviationText}`, `Stddev too high: ${deviationText}`);
  lines.push(passes ? 'PASS' : 'FAIL');
  io.stdout.write(`${lines.join('\n')}\n`);
  return passes ? exitCode.ok : exitCode.error;
}
