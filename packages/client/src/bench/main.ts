/**
 * This package beside `etcd3` on the same server in the same run: puts, gets and watch events a second, contestants in turns, and the
 * memory of a process that holds a thousand watches. `node --conditions=@quorate/source src/bench/main.ts`; needs the real etcd.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EtcdClient } from '../client.ts';
import { ServerProcess } from '../e2e/server-process.ts';
import { op } from '../kv/op.ts';
import { type Contestant, etcd3, ours } from './contestant.ts';

const rounds = 5;
const callsPerRound = 4_000;
const concurrency = 100;
const eventsPerRound = 10_000;
const stepsPerTransaction = 100;
const watches = 1_000;
const value = 'v'.repeat(256);

async function callsPerSecond(call: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const startMs = performance.now();
  const work = async () => {
    while (next < callsPerRound) await call(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return (callsPerRound / (performance.now() - startMs)) * 1000;
}

async function eventsPerSecond(contestant: Contestant, writer: EtcdClient, round: number): Promise<number> {
  const start = `events/${contestant.name}/${round}/`;
  const all = Promise.withResolvers<void>();
  let heard = 0;
  const stop = await contestant.watch(start, () => {
    if (++heard === eventsPerRound) all.resolve();
  });
  const transactions = Array.from({ length: eventsPerRound / stepsPerTransaction }, (_, group) =>
    writer.kv
      .txn()
      .do(...Array.from({ length: stepsPerTransaction }, (_, index) => op.put(`${start}${group}/${index}`, value))),
  );
  // The load on the writer is the same for both; what remains is what the watcher costs.
  const startMs = performance.now();
  await Promise.all(transactions.map((transaction) => transaction.commit()));
  await all.promise;
  const perSecond = (eventsPerRound / (performance.now() - startMs)) * 1000;
  await stop();
  return perSecond;
}

const median = (numbers: readonly number[]) =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

function row(what: string, mine: number, theirs: number, ratio: number): void {
  console.log(`| ${what} | ${Math.round(mine)} | ${Math.round(theirs)} | ${ratio.toFixed(2)} |`);
}

async function compare(
  what: string,
  contestants: readonly Contestant[],
  measure: (contestant: Contestant, round: number) => Promise<number>,
): Promise<void> {
  const figures = contestants.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contestant] of contestants.entries()) {
      const figure = await measure(contestant, round);
      // The first round warms up.
      if (round > 0) figures[index]?.push(figure);
    }
  }
  const [mine = 0, theirs = 0] = figures.map(median);
  row(what, mine, theirs, mine / theirs);
}

/** Bytes of heap and buffers that a process holds after a thousand watches and some calls. */
async function memory(contestant: Contestant): Promise<number> {
  for (let index = 0; index < watches; index++) await contestant.watch(`memory/${index}/`, () => {});
  for (let index = 0; index < 1_000; index++) await contestant.get(`memory/${index}`);
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  await contestant.close();
  return heapUsed + external;
}

function memoryOf(name: string, endpoint: string): number {
  const args = ['--expose-gc', '--conditions=@quorate/source', fileURLToPath(import.meta.url), name, endpoint];
  return Number(spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 }).stdout.trim());
}

const [name, endpoint] = process.argv.slice(2);
if (name !== undefined && endpoint !== undefined) {
  console.log(await memory(name === 'etcd3' ? etcd3(endpoint) : ours(endpoint)));
  process.exit(0);
}
await using server = await ServerProcess.start('etcd');
const contestants = [ours(server.endpoint), etcd3(server.endpoint)];
await using writer = new EtcdClient({ endpoints: server.endpoint });
console.log('| what | @quorate/client | etcd3 | ratio |\n| --- | ---: | ---: | ---: |');
await compare(`puts/s, ${concurrency} at a time`, contestants, (each) =>
  callsPerSecond((index) => each.put(`k${index}`, value)),
);
await compare(`gets/s, ${concurrency} at a time`, contestants, (each) =>
  callsPerSecond((index) => each.get(`k${index}`)),
);
await compare('watch events/s', contestants, (each, round) => eventsPerSecond(each, writer, round));
const [mine, theirs] = [memoryOf('ours', server.endpoint), memoryOf('etcd3', server.endpoint)];
row(`KiB with ${watches} watches`, mine / 1024, theirs / 1024, mine / theirs);
for (const each of contestants) await each.close();
