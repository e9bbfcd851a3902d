// Lets misfortunes befall a cluster of three at random, under writes, and looks after each whether anything was lost.
//
//   node --conditions=@quorate/source tools/e2e/src/torture/main.ts [seconds] [kinds] [seed]

import { ClusterView } from '../cluster/cluster-view.ts';
import { WriteLoad } from '../load/write-load.ts';
import { Cluster } from '../process/cluster.ts';
import type { MemberProcess } from '../process/member-process.ts';
import type { ServerKind } from '../programs/server-program.ts';

const [, , secondsText = '60', kindsText = 'quorate,quorate,quorate', seedText] = process.argv;
const seed = Number(seedText ?? Date.now() % 1_000_000);
const kinds = kindsText.split(',') as ServerKind[];
console.log(`seed ${seed}, ${kinds.join(', ')}, ${secondsText} s`);

/** Mulberry32: the same misfortunes for the same seed. */
let state = seed;
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const sleep = (msMax: number) => new Promise((resolve) => setTimeout(resolve, random() * msMax));

/** Some of the members, in random order. */
function some(members: readonly MemberProcess[], count: number): MemberProcess[] {
  return [...members]
    .map((member) => ({ member, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ member }) => member);
}

async function endAndRestart(victims: readonly MemberProcess[], signal: NodeJS.Signals): Promise<void> {
  await Promise.all(victims.map((victim) => victim.stop(signal)));
  await sleep(3000);
  for (const victim of victims) victim.restart();
  await Promise.all(victims.map((victim) => victim.ready()));
}

type Misfortune = (members: readonly MemberProcess[], view: ClusterView) => Promise<void>;

const misfortunes: Readonly<Record<string, Misfortune>> = {
  'kill one': (members) => endAndRestart(some(members, 1), 'SIGKILL'),
  'kill two': (members) => endAndRestart(some(members, 2), 'SIGKILL'),
  'kill all': (members) => endAndRestart(members, 'SIGKILL'),
  'stop one': (members) => endAndRestart(some(members, 1), 'SIGTERM'),
  'kill the leader': async (members, view) => endAndRestart([(await view.leader(members)).member], 'SIGKILL'),
  'freeze one': async (members) => {
    const [frozen] = some(members, 1);
    frozen?.signal('SIGSTOP');
    await sleep(8000);
    frozen?.signal('SIGCONT');
  },
  'move the leader': async (members, view) => {
    const [target] = some(members, 1);
    if (target) await view.moveLeader(members, target);
  },
};

await using cluster = await Cluster.start(kinds.map((kind) => ({ kind, flags: ['--snapshot-count=1000'] })));
using view = new ClusterView();
const names = Object.keys(misfortunes);
const endMs = performance.now() + Number(secondsText) * 1000;
for (let round = 1; performance.now() < endMs; round++) {
  const name = names[Math.floor(random() * names.length)] ?? 'kill one';
  const load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000, prefix: `load/${round}/` });
  await load.more(200);
  await misfortunes[name]?.(cluster.members, view);
  await load.more(200);
  await load.stop();
  await view.expectNothingLost(load, cluster.members);
  console.log(`${round}: ${name}; ${load.acknowledged.size} puts acknowledged, ${load.failed} not, none lost`);
}
for (const member of cluster.members) if (member.kind === 'quorate') member.assertCleanLog();
