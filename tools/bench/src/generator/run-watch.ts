import type { WatchResponse } from '@quorate/protocol';
import { LatencyHistogram } from '../statistics/latency-histogram.ts';
import { CallLoop } from './call-loop.ts';
import type { GeneratorReport, GeneratorTask } from './generator-task.ts';
import { theKey } from './keys.ts';
import { openConnection } from './open-connection.ts';
import { RandomNumbers } from './random-numbers.ts';
import { RequestMaker } from './request-maker.ts';
import { reportOf } from './run-calls.ts';
import { WatchStream } from './watch-stream.ts';

/**
 * Watchers of one key (connections × streams) and a writer of it, who writes again once everybody has the last event: so the rate is events delivered a
 * second, and the latency goes from sending the put to having its event.
 */
export async function runWatch(task: Extract<GeneratorTask, { kind: 'watch' }>): Promise<GeneratorReport> {
  const endpoints = Array.from(
    { length: task.connections },
    (_, index) => task.endpoints[index % task.endpoints.length] as string,
  );
  const connections = await Promise.all(endpoints.map(openConnection));
  const failed = Promise.withResolvers<never>();
  const histogram = new LatencyHistogram();
  const watchers = task.connections * task.streams;
  let everybody = Promise.withResolvers<void>();
  let missing = 0;
  let sentMs = 0;
  let fromMs = Number.POSITIVE_INFINITY;

  const onEvents = ({ events }: WatchResponse) => {
    const nowMs = performance.now();
    for (const { kv } of events) {
      if (kv === undefined || Buffer.compare(kv.key, theKey) !== 0)
        failed.reject(new Error('watch: an event of another key'));
      if (nowMs >= fromMs) histogram.record((nowMs - sentMs) * 1000);
      missing--;
      if (missing === 0) everybody.resolve();
      if (missing < 0) failed.reject(new Error('watch: an event arrived twice'));
    }
  };
  const opening = connections.flatMap((connection, index) =>
    Array.from({ length: task.streams }, () =>
      new WatchStream(onEvents, failed.reject).open(connection, endpoints[index] as string, theKey),
    ),
  );
  await Promise.race([Promise.all(opening), failed.promise]);

  const [endpoint = ''] = task.endpoints;
  const writing = await openConnection(endpoint);
  const maker = new RequestMaker('put', 1, new RandomNumbers(1));
  fromMs = performance.now() + task.warmUpSeconds * 1000;
  const untilMs = fromMs + task.seconds * 1000;
  while (performance.now() < untilMs) {
    everybody = Promise.withResolvers<void>();
    missing = watchers;
    sentMs = performance.now();
    const answered = new CallLoop(writing, endpoint, maker, () => false).run();
    await Promise.race([Promise.all([answered, everybody.promise]), failed.promise]);
  }
  const seconds = (performance.now() - fromMs) / 1000;
  for (const connection of [...connections, writing]) connection.destroy();
  return reportOf(histogram, seconds);
}
