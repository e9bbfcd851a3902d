/**
 * This package beside `etcd3` on the same server in the same run: puts, gets and watch events a second, contestants in turns, and the
 * memory of a process that holds a thousand watches. `npm run bench` in this folder builds first; needs the real etcd.
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
const memoryRuns = 3;
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

/** The events are there before the watch is: what is measured is how fast they come in, not how fast somebody writes them. */
async function eventsPerSecond(contestant: Contestant, writer: EtcdClient, round: number): Promise<number> {
  const start = `events/${contestant.name}/${round}/`;
  let firstRevision = Number.POSITIVE_INFINITY;
  for (let group = 0; group < eventsPerRound / stepsPerTransaction; group++) {
    const puts = Array.from({ length: stepsPerTransaction }, (_, index) => op.put(`${start}${group}/${index}`, value));
    const { revision } = await writer.kv
      .txn()
      .do(...puts)
      .commit();
    firstRevision = Math.min(firstRevision, revision);
  }
  const all = Promise.withResolvers<void>();
  let heard = 0;
  const startMs = performance.now();
  const stop = await contestant.watch(start, firstRevision, () => {
    if (++heard === eventsPerRound) all.resolve();
  });
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

/** What the process of `hold-watches.mjs` prints. */
interface Held {
  readonly heldBytes: number;
  readonly rssBytes: number;
}

/** A process of its own for each, which loads nothing of the other, on the built packages. */
function memoryOf(name: 'ours' | 'etcd3' | 'nothing', endpoint: string): Held {
  const args = ['--expose-gc', fileURLToPath(new URL('hold-watches.mjs', import.meta.url)), name, endpoint];
  const figures = Array.from({ length: memoryRuns }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
    if (status !== 0) throw new Error(`the memory of ${name} was not measured (is the package built?):\n${stderr}`);
    return JSON.parse(stdout) as Held;
  });
  return {
    heldBytes: median(figures.map(({ heldBytes }) => heldBytes)),
    rssBytes: median(figures.map(({ rssBytes }) => rssBytes)),
  };
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
await compare('watch events/s, 10 000 events of the past', contestants, (each, round) =>
  eventsPerSecond(each, writer, round),
);
const [mine, theirs, empty] = (['ours', 'etcd3', 'nothing'] as const).map((name) => memoryOf(name, server.endpoint));
if (mine !== undefined && theirs !== undefined && empty !== undefined) {
  const kibRow = (what: string, one: number, other: number) => row(what, one / 1024, other / 1024, one / other);
  kibRow('KiB of heap and buffers with 1000 watches', mine.heldBytes, theirs.heldBytes);
  kibRow('the same without an empty Node', mine.heldBytes - empty.heldBytes, theirs.heldBytes - empty.heldBytes);
  kibRow('KiB of the whole process (RSS)', mine.rssBytes, theirs.rssBytes);
}
for (const each of contestants) await each.close();
