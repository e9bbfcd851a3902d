import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterView } from '../cluster/cluster-view.ts';
import { forgetfulDisk } from '../disk/forgetful-disk.ts';
import { randomOf } from '../history/random.ts';
import { PeerNetwork } from '../network/peer-network.ts';
import { Cluster } from '../process/cluster.ts';
import { ofOne, ofSeveral } from './misfortunes.ts';
import { playRound, type RoundFigures } from './round.ts';
import type { TortureTask } from './task.ts';

/** Lets misfortunes befall a cluster at random, under clients, a round after the other; false when a promise was broken. */
export async function misfortuneRounds({
  rounds,
  seconds,
  seed,
  members: size,
  kind,
  only,
  powerCuts,
}: TortureTask): Promise<boolean> {
  const repeat = `npm run torture --${powerCuts ? ' --power-cuts' : ''} --seed ${seed} --members ${size} --rounds`;
  console.log(`seed ${seed}, members ${size}, kind ${kind}`);
  const random = randomOf(seed);
  const misfortunes = Object.entries(size === 1 ? ofOne : ofSeveral).filter(([name]) => name.startsWith(only ?? ''));
  if (misfortunes.length === 0) throw new Error(`no misfortune begins with ${only}`);
  const happened = new Map<string, number>();
  const sums: Record<keyof RoundFigures, number> = { answered: 0, unanswered: 0, events: 0, locks: 0, leases: 0 };

  // Its own numbers too: how often it draws one depends on the time.
  await using network = new PeerNetwork(randomOf(seed - 1));
  const member = {
    kind,
    flags: ['--snapshot-count=1000', '--grpc-keepalive-min-time=100ms'],
    environment: powerCuts ? forgetfulDisk : {},
  };
  await using cluster = await Cluster.start(
    Array.from({ length: size }, () => member),
    network,
  );
  using view = new ClusterView();
  const beganMs = performance.now();
  let round = 0;
  let isKept = true;
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
    isKept = false;
  }
  const took = Math.round((performance.now() - beganMs) / 1000);
  const restarts = cluster.members.reduce((sum, { starts }) => sum + starts - 1, 0);
  console.log(`seed ${seed}: ${round} rounds in ${took} s, ${restarts} restarts; ${inWords(sums)}`);
  console.log([...happened].map(([name, times]) => `${name} ${times}`).join(', '));
  return isKept;
}

function inWords({ answered, unanswered, events, locks, leases }: RoundFigures): string {
  return `${answered} operations answered and ${unanswered} not, ${events} events, ${locks} locks, ${leases} leases`;
}
