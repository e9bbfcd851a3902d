import assert from 'node:assert/strict';
import { MaintenanceClient } from '../client/maintenance-client.ts';
import { openChannel } from '../client/unary-call.ts';
import { ClusterView } from '../cluster/cluster-view.ts';
import { Etcdctl } from '../etcdctl/etcdctl.ts';
import { WriteLoad } from '../load/write-load.ts';
import type { Cluster } from '../process/cluster.ts';
import { type Attack, attacks, type Target } from './attacks.ts';
import { http2Conversation } from './conversations.ts';
import { Dice } from './dice.ts';

/** Attacks at a time. */
const atATime = 64;

export interface StormOptions {
  readonly cluster: Cluster;
  readonly random: () => number;
  /** Asked before every few attacks whether there shall be more. */
  readonly goesOn: (attacksSoFar: number) => boolean;
}

/**
 * Attacks the members of a cluster with bad input while a client puts keys that no attack reaches. None may end; then all must hold the same,
 * nothing acknowledged be lost, and it must be so again after each was killed and has replayed its log.
 *
 * @returns how many attacks of which kind there were, and how many puts were acknowledged meanwhile
 */
export async function storm({ cluster, random, goesOn }: StormOptions) {
  const { members, endpoints } = cluster;
  const dice = new Dice(random);
  const kinds = Object.entries(attacks);
  const counts: Record<string, number> = Object.fromEntries(kinds.map(([name]) => [name, 0]));
  using view = new ClusterView();
  await view.leader(members);
  // Below all keys of the attacks.
  await using load = new WriteLoad({ endpoints, perSecond: 50, prefix: '\u0000load/' });
  const targets = await targetsOf(cluster);
  for (let sum = 0; goesOn(sum); sum += atATime) {
    const batch = Array.from({ length: atATime }, (): [Target, Attack] => {
      const [name, attack] = dice.pick(kinds);
      counts[name] = (counts[name] ?? 0) + 1;
      return [dice.pick(targets), attack];
    });
    await Promise.all(batch.map(([target, attack]) => attack(target, dice)));
    for (const { name, isRunning, log } of members) assert.ok(isRunning, `${name} has ended:\n${log.tail()}`);
  }
  for (const { channel } of targets) channel.close();
  // To raise an alarm is everybody's right; after one against corruption nobody may write.
  await new Etcdctl('3.5', endpoints).output(['alarm', 'disarm']);
  await load.more(20);
  await view.leader(members);
  await load.stop();
  await view.expectNothingLost(load, members);
  for (const member of members) member.assertCleanLog();
  for (const member of members) {
    await member.stop('SIGKILL');
    member.restart();
    await member.ready();
  }
  await view.leader(members);
  await view.expectNothingLost(load, members);
  return { attacks: counts, puts: load.acknowledged.size };
}

async function targetsOf({ members }: Cluster): Promise<Target[]> {
  const http2 = await http2Conversation();
  return Promise.all(
    members.map(async (member) => {
      const client = new MaintenanceClient(member.endpoint);
      const { header } = await client.status();
      client.close();
      const { memberId = 0n, clusterId = 0n } = header ?? {};
      return { member, memberId, clusterId, channel: openChannel(member.endpoint), http2 };
    }),
  );
}
