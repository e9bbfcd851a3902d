// Lets misfortunes befall real processes at random, under clients, and looks after each whether every promise was kept.
//
//   npm run torture -- 600                    for so many seconds
//   npm run torture -- --rounds 200           so many rounds; --members 1: of a member that is alone
//   npm run torture -- --seed 7 --rounds 20   the same misfortunes in the same order

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ClusterView } from '../cluster/cluster-view.ts';
import { randomOf } from '../history/random.ts';
import { PeerNetwork } from '../network/peer-network.ts';
import { Cluster } from '../process/cluster.ts';
import type { ServerKind } from '../programs/server-program.ts';
import { ofOne, ofSeveral } from './misfortunes.ts';
import { playRound, type RoundFigures } from './round.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    members: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    kind: { type: 'string', default: 'quorate' },
    only: { type: 'string' },
  },
});
const rounds = options.rounds === undefined ? Number.POSITIVE_INFINITY : Number(options.rounds);
const seconds = Number(positionals[0] ?? (options.rounds === undefined ? 60 : Number.POSITIVE_INFINITY));
const size = Number(options.members);
const seed = Number(options.seed);
const repeat = `npm run torture -- --seed ${seed} --members ${size} --rounds`;
console.log(`seed ${seed}, members ${size}, kind ${options.kind}`);

const random = randomOf(seed);
const misfortunes = Object.entries(size === 1 ? ofOne : ofSeveral).filter(([name]) => name === (options.only ?? name));
const happened = new Map<string, number>();
const sums: Record<keyof RoundFigures, number> = { answered: 0, unanswered: 0, events: 0, locks: 0, leases: 0 };

const network = new PeerNetwork(random);
const member = {
  kind: options.kind as ServerKind,
  flags: ['--snapshot-count=1000', '--grpc-keepalive-min-time=100ms'],
};
await using cluster = await Cluster.start(
  Array.from({ length: size }, () => member),
  network,
);
using view = new ClusterView();
const beganMs = performance.now();
let round = 0;
try {
  while (round < rounds && performance.now() - beganMs < seconds * 1000) {
    round++;
    const [name, misfortune] = misfortunes[Math.floor(random() * misfortunes.length)] as (typeof misfortunes)[number];
    const roundBeganMs = performance.now();
    // Its own numbers, so that what clients draw from them does not move the choice of later misfortunes.
    const place = { cluster, network, view, random: randomOf(seed + round) };
    const figures = await playRound(place, `round/${round}`, misfortune).catch((error: unknown) => {
      throw new Error(`round ${round}, ${name}`, { cause: error });
    });
    happened.set(name, (happened.get(name) ?? 0) + 1);
    for (const figure of Object.keys(sums) as (keyof RoundFigures)[]) sums[figure] += figures[figure];
    console.log(`${round}: ${name}, ${Math.round(performance.now() - roundBeganMs)} ms; ${inWords(figures)}`);
  }
  for (const each of cluster.members) if (each.kind === 'quorate') each.assertCleanLog();
} catch (error) {
  console.log(error);
  for (const each of cluster.members) {
    each.keep();
    writeFileSync(join(each.folder, 'log.txt'), each.log.raw.join('\n'));
  }
  console.log(`what is left: ${cluster.members.map(({ folder }) => folder).join(' ')}`);
  console.log(`once more: ${repeat} ${round}`);
  process.exitCode = 1;
}
const took = Math.round((performance.now() - beganMs) / 1000);
console.log(`seed ${seed}: ${round} rounds in ${took} s; ${inWords(sums)}`);
console.log([...happened].map(([name, times]) => `${name} ${times}`).join(', '));
await cluster[Symbol.asyncDispose]();
await network[Symbol.asyncDispose]();

function inWords({ answered, unanswered, events, locks, leases }: RoundFigures): string {
  return `${answered} operations answered and ${unanswered} not, ${events} events, ${locks} locks, ${leases} leases`;
}
