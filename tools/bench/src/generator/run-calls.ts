import { LatencyHistogram } from '../statistics/latency-histogram.ts';
import { CallLoop } from './call-loop.ts';
import type { GeneratorReport, GeneratorTask } from './generator-task.ts';
import { openConnection } from './open-connection.ts';
import { RandomNumbers } from './random-numbers.ts';
import { RequestMaker } from './request-maker.ts';

/** Calls without pause from every stream of every connection, and measures what is answered between the warm-up and the end. */
export async function runCalls(task: Extract<GeneratorTask, { kind: 'calls' }>): Promise<GeneratorReport> {
  const endpoints = Array.from(
    { length: task.connections },
    (_, index) => task.endpoints[index % task.endpoints.length] as string,
  );
  const connections = await Promise.all(endpoints.map(openConnection));
  const maker = new RequestMaker(task.work, task.keys, new RandomNumbers(task.seed));
  const histogram = new LatencyHistogram();
  const fromMs = performance.now() + task.warmUpSeconds * 1000;
  const untilMs = fromMs + task.seconds * 1000;
  const onAnswer = (latencyMicros: number): boolean => {
    const nowMs = performance.now();
    if (nowMs >= untilMs) return false;
    if (nowMs >= fromMs) histogram.record(latencyMicros);
    return true;
  };
  const loops = connections.flatMap((connection, index) =>
    Array.from({ length: task.streams }, () =>
      new CallLoop(connection, endpoints[index] as string, maker, onAnswer).run(),
    ),
  );
  await Promise.all(loops);
  for (const connection of connections) connection.destroy();
  return reportOf(histogram, task.seconds);
}

/** The report of latencies measured over some seconds. */
export function reportOf(histogram: LatencyHistogram, seconds: number): GeneratorReport {
  return {
    requests: histogram.count,
    seconds,
    p50Micros: histogram.percentile(0.5),
    p99Micros: histogram.percentile(0.99),
    maxMicros: histogram.maxMicros,
  };
}
