import { EtcdClient } from '@quorate/client';
import { describe, expect, it } from 'vitest';
import { WatchAudit } from './audit/watch-audit.ts';
import { KvClient } from './client/kv-client.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { expectLinearizable } from './history/expect-linearizable.ts';
import { randomOf } from './history/random.ts';
import { RecordedClients } from './history/recorded-clients.ts';
import { askOldLeader } from './network/old-leader.ts';
import { PeerNetwork } from './network/peer-network.ts';
import { Cluster } from './process/cluster.ts';
import type { MemberProcess } from './process/member-process.ts';

const flags = ['--grpc-keepalive-min-time=100ms', '--snapshot-count=200', '--snapshot-catchup-entries=50'];
const three = [{ flags }, { flags }, { flags }];

/** Three members, a network between them, and clients that write down what they see. */
async function begin() {
  const network = new PeerNetwork(randomOf(1));
  const cluster = await Cluster.start(three, network);
  const view = new ClusterView();
  const { endpoints, members } = cluster;
  const watch = await WatchAudit.start(endpoints, 'kv/');
  const clients = new RecordedClients({ endpoints, prefix: 'kv/', random: randomOf(2) });
  await clients.more(100);
  const { member: leader, term } = await view.leader(members);
  const rest = members.filter((member) => member !== leader) as [MemberProcess, MemberProcess];
  return {
    network,
    members,
    view,
    clients,
    leader,
    term,
    rest,
    /** Nothing acknowledged is lost, all members are equal, the history is linearizable, the watch was told everything once. */
    async expectAllAsPromised() {
      await clients.more(100);
      await clients.stop();
      await view.leader(members);
      expectLinearizable(clients.observations);
      await watch.expectWhole(members, clients.acknowledged);
      await view.expectSame(members);
      cluster.assertCleanLogs();
    },
    async [Symbol.asyncDispose]() {
      await clients.stop();
      await watch[Symbol.asyncDispose]();
      view[Symbol.dispose]();
      await cluster[Symbol.asyncDispose]();
      await network[Symbol.asyncDispose]();
    },
  };
}

/** Whether a member neither writes nor reads the latest. */
async function expectNoService(member: MemberProcess): Promise<void> {
  await using client = new EtcdClient({ endpoints: member.endpoint, attemptsMax: 1, callTimeoutMs: 2000 });
  await expect(client.kv.put('cut/off', 'x')).rejects.toThrow();
  await expect(client.kv.range('kv/', {})).rejects.toThrow();
}

describe('three members under clients, when the network fails between them', () => {
  it('go on without a leader that was cut off, which neither writes nor reads, and are equal when it is back', async () => {
    await using play = await begin();
    const { network, view, leader, rest, term, clients } = play;
    network.isolate([leader]);
    expect((await view.leader(rest)).term).toBeGreaterThan(term);
    await expectNoService(leader);
    const client = new KvClient(rest[0].endpoint);
    await client.put('majority', 'writes', { deadline: Date.now() + 10_000 });
    client.close();
    await clients.more(100);
    network.heal();
    await play.expectAllAsPromised();
  });

  it('elect another leader when theirs hears nobody, and are equal afterwards', async () => {
    await using play = await begin();
    const { network, view, leader, rest, term } = play;
    network.rule(rest, [leader], { cut: true });
    expect((await view.leader(rest)).term).toBeGreaterThan(term);
    await expectNoService(leader);
    network.heal();
    await play.expectAllAsPromised();
  });

  it('elect another leader when theirs is not heard, and are equal afterwards', async () => {
    await using play = await begin();
    const { network, view, leader, rest, term } = play;
    network.rule([leader], rest, { cut: true });
    expect((await view.leader(rest)).term).toBeGreaterThan(term);
    network.heal();
    await play.expectAllAsPromised();
  });

  it('work through delays of 50 to 200 ms and connections that are reset', async () => {
    await using play = await begin();
    const { network, clients } = play;
    network.everywhere({ delayMs: [50, 200] });
    await clients.more(60);
    network.reset();
    await clients.more(30);
    network.heal();
    await play.expectAllAsPromised();
  });

  it('send a snapshot to a follower that was cut off for longer than the log reaches back', async () => {
    await using play = await begin();
    const { network, rest, clients } = play;
    const [behind] = rest;
    network.isolate([behind]);
    // Its clients have gone elsewhere, so more of the log passes than is kept.
    await clients.more(1200);
    const from = behind.log.raw.length;
    network.heal();
    await behind.log.waitFor('applied snapshot', 30_000, from);
    await play.expectAllAsPromised();
  });

  it('never hear old values from a leader that was frozen while they elected another one', async () => {
    await using play = await begin();
    const { members, network, view } = play;
    expect(await askOldLeader(members, network, view)).not.toBe('old');
    await play.expectAllAsPromised();
  });

  it('tell a watch that asks for a leader when its member has none', async () => {
    await using play = await begin();
    const { network, leader } = play;
    await using client = new EtcdClient({ endpoints: leader.endpoint });
    const watcher = client.watch('watched', { requireLeader: true });
    await watcher.created;
    const told = new Promise<string>((resolve) => watcher.on('interrupted', ({ message }) => resolve(message)));
    network.isolate([leader]);
    expect(await told).toContain('no leader');
    network.heal();
    await play.expectAllAsPromised();
  });
});
