/**
 * This package beside `etcd3` on the same server in the same run: puts, gets and watch events a second with the processor time of each,
 * contestants in turns, and the memory of a process that holds a thousand watches; at last the time until a test server is up. Every figure
 * of the README is a line of this. `npm run bench` in this folder builds first; needs the real etcd.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EtcdClient } from '../client.ts';
import { ServerProcess } from '../e2e/server-process.ts';
import { op } from '../kv/op.ts';
import { type Contestant, etcd3, ours } from './contestant.ts';
import { type Cost, costOf, median } from './measure.ts';

/** Short rounds, many of them: what else the machine does befalls both contestants alike. */
const rounds = 11;
const warmUpRounds = 2;
const callsPerRound = 3_000;
const concurrency = 100;
const eventsPerRound = 10_000;
/** etcd looks every 100 ms for watches that begin in the past: several at a time, so that not the waiting for it is measured. */
const watchesPerRound = 6;
const stepsPerTransaction = 100;
const processRuns = 3;
const value = 'v'.repeat(256);

function calls(call: (index: number) => Promise<unknown>): Promise<Cost> {
  let next = 0;
  const work = async () => {
    while (next < callsPerRound) await call(next++);
  };
  return costOf(callsPerRound, () => Promise.all(Array.from({ length: concurrency }, work)));
}

/** The events are there before the watch is: what is measured is how fast they come in, not how fast somebody writes them. */
async function pastEvents(contestant: Contestant, writer: EtcdClient, round: number): Promise<Cost> {
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
  const stops: (() => Promise<unknown>)[] = [];
  const events = eventsPerRound * watchesPerRound;
  const cost = await costOf(events, async () => {
    const all = Promise.withResolvers<void>();
    let heard = 0;
    const onPut = () => {
      if (++heard === events) all.resolve();
    };
    const watch = async () => stops.push(await contestant.watch(start, firstRevision, onPut));
    await Promise.all(Array.from({ length: watchesPerRound }, watch));
    await all.promise;
  });
  await Promise.all(stops.map((stop) => stop()));
  return cost;
}

function row(what: string, mine: number, theirs: number, ratio: number): void {
  const figure = (number: number) => (number < 10 ? number.toFixed(1) : String(Math.round(number)));
  console.log(`| ${what} | ${figure(mine)} | ${figure(theirs)} | ${ratio.toFixed(2)} |`);
}

/** Prints medians, and the median of the ratios of each round, whose two halves follow each other at once. */
async function compare(
  what: string,
  contestants: readonly [Contestant, Contestant],
  measure: (contestant: Contestant, round: number) => Promise<Cost>,
): Promise<void> {
  const [mine, theirs] = contestants;
  const pairs: (readonly [Cost, Cost])[] = [];
  for (let round = 0; round < warmUpRounds + rounds; round++) {
    // Neither is always the first.
    const isMineFirst = round % 2 === 0;
    const first = await measure(isMineFirst ? mine : theirs, round);
    const second = await measure(isMineFirst ? theirs : mine, round);
    if (round >= warmUpRounds) pairs.push(isMineFirst ? [first, second] : [second, first]);
  }
  const print = (title: string, figure: keyof Cost) =>
    row(
      title,
      median(pairs.map(([one]) => one[figure])),
      median(pairs.map(([, other]) => other[figure])),
      median(pairs.map(([one, other]) => one[figure] / other[figure])),
    );
  print(`${what} a second`, 'perSecond');
  print('µs of processor time each', 'cpuMicros');
}

/** Runs a program of this folder, on the built packages, in a process of its own. */
function printedBy(name: string, ...args: readonly string[]): string {
  const words = ['--expose-gc', fileURLToPath(new URL(name, import.meta.url)), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} failed (is the package built?):\n${stderr}`);
  return stdout;
}

/** What the process of `hold-watches.mjs` prints. */
interface Held {
  readonly heldBytes: number;
  readonly rssBytes: number;
}

/** What the process of `start-server.mjs` prints. */
interface Started {
  readonly ms: number;
  readonly cpuMs: number;
}

/** A process of its own for each, which loads nothing of the other. */
function memoryOf(name: 'ours' | 'etcd3' | 'nothing', endpoint: string): Held {
  const figures = Array.from(
    { length: processRuns },
    () => JSON.parse(printedBy('hold-watches.mjs', name, endpoint)) as Held,
  );
  return {
    heldBytes: median(figures.map(({ heldBytes }) => heldBytes)),
    rssBytes: median(figures.map(({ rssBytes }) => rssBytes)),
  };
}

await using server = await ServerProcess.start('etcd');
const contestants = [ours(server.endpoint), etcd3(server.endpoint)] as const;
await using writer = new EtcdClient({ endpoints: server.endpoint });
console.log('| what | @quorate/client | etcd3 | ratio |\n| --- | ---: | ---: | ---: |');
await compare(`puts (${concurrency} at a time)`, contestants, (each) => calls((index) => each.put(`k${index}`, value)));
await compare(`gets (${concurrency} at a time)`, contestants, (each) => calls((index) => each.get(`k${index}`)));
await compare('events of the past', contestants, (each, round) => pastEvents(each, writer, round));
const mine = memoryOf('ours', server.endpoint);
const theirs = memoryOf('etcd3', server.endpoint);
const empty = memoryOf('nothing', server.endpoint);
const kibRow = (what: string, one: number, other: number) => row(what, one / 1024, other / 1024, one / other);
kibRow('KiB of heap and buffers with 1000 watches', mine.heldBytes, theirs.heldBytes);
kibRow('the same without an empty Node', mine.heldBytes - empty.heldBytes, theirs.heldBytes - empty.heldBytes);
kibRow('KiB of the whole process (RSS)', mine.rssBytes, theirs.rssBytes);
for (const each of contestants) await each.close();

const starts = Array.from({ length: processRuns }, () => JSON.parse(printedBy('start-server.mjs')) as Started);
const [ms, cpuMs] = (['ms', 'cpuMs'] as const).map((figure) => Math.round(median(starts.map((each) => each[figure]))));
console.log(`\nstartTestServer(): ${ms} ms until it has answered a put, ${cpuMs} ms of them processor time`);
