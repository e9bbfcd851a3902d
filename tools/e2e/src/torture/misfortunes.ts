import { EtcdClient } from '@quorate/client';
import type { ClusterView } from '../cluster/cluster-view.ts';
import type { PeerNetwork } from '../network/peer-network.ts';
import type { MemberProcess } from '../process/member-process.ts';

/** What misfortunes befall. */
export interface Victims {
  readonly members: readonly MemberProcess[];
  readonly network: PeerNetwork;
  readonly view: ClusterView;
  readonly random: () => number;
  /** Nothing up to this revision is needed any more. */
  readonly oldRevision: number;
}

/** Happens, lasts a while, and is over when it resolves. */
export type Misfortune = (victims: Victims) => Promise<void>;

/** How long a misfortune lasts, in milliseconds. */
const lasts = { least: 300, most: 2500 };

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const aWhile = ({ random }: Victims) => wait(lasts.least + random() * (lasts.most - lasts.least));

/** Some of the members, in random order. */
function some({ members, random }: Victims, count: number): MemberProcess[] {
  return [...members]
    .map((member) => ({ member, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ member }) => member);
}

const one = (victims: Victims) => some(victims, 1) as [MemberProcess];
const leaderOf = async ({ view, members }: Victims) => (await view.leader(members)).member;
const others = ({ members }: Victims, member: MemberProcess) => members.filter((each) => each !== member);

async function end(victims: Victims, ended: readonly MemberProcess[], signal: NodeJS.Signals): Promise<void> {
  await wait(victims.random() * 150);
  await Promise.all(ended.map((member) => member.stop(signal)));
  await wait(victims.random() * 1500);
  for (const member of ended) member.restart();
  await Promise.all(ended.map((member) => member.ready()));
}

async function freeze(victims: Victims, member: MemberProcess): Promise<void> {
  member.signal('SIGSTOP');
  await aWhile(victims);
  member.signal('SIGCONT');
}

async function during(victims: Victims, begin: () => void): Promise<void> {
  begin();
  await aWhile(victims);
  victims.network.heal();
}

async function asked(member: MemberProcess, ask: (client: EtcdClient) => Promise<unknown>): Promise<void> {
  await using client = new EtcdClient({ endpoints: member.endpoint, callTimeoutMs: 30_000 });
  await ask(client);
}

/** What befalls a member that is alone. */
export const ofOne: Readonly<Record<string, Misfortune>> = {
  kill: (victims) => end(victims, victims.members, 'SIGKILL'),
  'kill twice': async (victims) => {
    await end(victims, victims.members, 'SIGKILL');
    await end(victims, victims.members, 'SIGKILL');
  },
  'kill at its start': async (victims) => {
    const [member] = one(victims);
    await member.stop('SIGKILL');
    member.restart();
    await wait(victims.random() * 1000);
    await end(victims, [member], 'SIGKILL');
  },
  stop: (victims) => end(victims, victims.members, 'SIGTERM'),
  freeze: (victims) => freeze(victims, one(victims)[0]),
  'kill in a defragmentation': async (victims) => {
    const [member] = one(victims);
    const defragmenting = asked(member, (client) => client.maintenance.defragment()).catch(() => {});
    await end(victims, [member], 'SIGKILL');
    await defragmenting;
  },
  'kill in a compaction': async (victims) => {
    const [member] = one(victims);
    const compacting = asked(member, (client) => client.kv.compact(victims.oldRevision)).catch(() => {});
    await end(victims, [member], 'SIGKILL');
    await compacting;
  },
};

/** What befalls a cluster. */
export const ofSeveral: Readonly<Record<string, Misfortune>> = {
  'kill one': (victims) => end(victims, one(victims), 'SIGKILL'),
  'kill two': (victims) => end(victims, some(victims, 2), 'SIGKILL'),
  'kill all': (victims) => end(victims, victims.members, 'SIGKILL'),
  'kill the leader': async (victims) => end(victims, [await leaderOf(victims)], 'SIGKILL'),
  'stop one': (victims) => end(victims, one(victims), 'SIGTERM'),
  'freeze one': (victims) => freeze(victims, one(victims)[0]),
  'freeze the leader': async (victims) => freeze(victims, await leaderOf(victims)),
  'cut the leader off': async (victims) => {
    const leader = await leaderOf(victims);
    await during(victims, () => victims.network.isolate([leader]));
  },
  'cut one off': (victims) => during(victims, () => victims.network.isolate(one(victims))),
  'cut all off': (victims) => during(victims, () => victims.network.everywhere({ cut: true })),
  'the leader is not heard': async (victims) => {
    const leader = await leaderOf(victims);
    await during(victims, () => victims.network.rule([leader], others(victims, leader), { cut: true }));
  },
  'the leader does not hear': async (victims) => {
    const leader = await leaderOf(victims);
    await during(victims, () => victims.network.rule(others(victims, leader), [leader], { cut: true }));
  },
  'cut two followers from each other': async (victims) => {
    const [a, b] = others(victims, await leaderOf(victims)) as [MemberProcess, MemberProcess];
    await during(victims, () => {
      victims.network.rule([a], [b], { cut: true });
      victims.network.rule([b], [a], { cut: true });
    });
  },
  'delay everything': (victims) => during(victims, () => victims.network.everywhere({ delayMs: [50, 200] })),
  'a slow link': (victims) =>
    during(victims, () => victims.network.rule(victims.members, one(victims), { bytesPerSecond: 30_000 })),
  'reset connections': async (victims) => {
    for (let resets = 0; resets < 5; resets++) {
      victims.network.reset(one(victims));
      await wait(victims.random() * 400);
    }
  },
  'kill while cut off': async (victims) => {
    const leader = await leaderOf(victims);
    const [killed] = one(victims);
    victims.network.isolate([leader]);
    await aWhile(victims);
    await killed.stop('SIGKILL');
    killed.restart();
    await aWhile(victims);
    victims.network.heal();
    await killed.ready();
  },
  'move the leader': async (victims) => victims.view.moveLeader(victims.members, one(victims)[0]),
  'defragment all': async ({ members }) => {
    for (const member of members) await asked(member, (client) => client.maintenance.defragment());
  },
  'kill in a defragmentation': async (victims) => {
    const [member] = one(victims);
    const defragmenting = asked(member, (client) => client.maintenance.defragment()).catch(() => {});
    await end(victims, [member], 'SIGKILL');
    await defragmenting;
  },
  'compact, and kill one': async (victims) => {
    const [member] = one(victims);
    const compacting = asked(member, (client) => client.kv.compact(victims.oldRevision)).catch(() => {});
    await end(victims, [member], 'SIGKILL');
    await compacting;
  },
};
