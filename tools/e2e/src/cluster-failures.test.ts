import { describe, expect, it } from 'vitest';
import { KvClient } from './client/kv-client.ts';
import { ClusterView } from './cluster/cluster-view.ts';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import type { MemberProcess } from './process/member-process.ts';

/** Writes must go on so soon after a member is gone, in milliseconds. */
const goOnMsMax = 3000;

const three = [{}, {}, {}];
const others = (cluster: Cluster, gone: MemberProcess) => cluster.members.filter((member) => member !== gone);
const endpointsOf = (members: readonly MemberProcess[]) => members.map((member) => member.endpoint);

describe('three members under 1,000 writes a second', () => {
  it('lose no acknowledged write when any of them is killed, the leader too, and go on within 3 s', async () => {
    await using cluster = await Cluster.start(three);
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    await load.more(500);
    for (let kill = 0; kill < 3; kill++) {
      // Twice whoever leads, and once a follower.
      const { member: leader } = await view.leader(cluster.members);
      const victim = kill === 1 ? (others(cluster, leader)[0] ?? leader) : leader;
      const staying = others(cluster, victim);
      load.target(endpointsOf(staying));
      await victim.stop('SIGKILL');
      expect(await load.more(20), `${victim.name} killed, ${leader.name} led`).toBeLessThan(goOnMsMax);
      await load.more(500);
      victim.restart();
      await victim.ready();
      load.target(cluster.endpoints);
      await load.more(500);
    }
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    cluster.assertCleanLogs();
  });

  it('hand leadership over at exactly the next term when the leader is told to stop', async () => {
    await using cluster = await Cluster.start(three);
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    for (let stop = 0; stop < 3; stop++) {
      await load.more(500);
      const { member: leader, term } = await view.leader(cluster.members);
      const staying = others(cluster, leader);
      const leaderId = (await view.status(leader)).leader;
      load.target(endpointsOf(staying));
      const ended = leader.stop('SIGTERM');
      const changedMs = await view.newLeader(staying[0] ?? leader, leaderId);
      expect(changedMs).toBeLessThan(500);
      expect((await view.leader(staying)).term).toBe(term + 1);
      expect(await ended).toEqual({ code: null, signal: 'SIGTERM' });
      await load.more(200);
      leader.restart();
      await leader.ready();
      load.target(cluster.endpoints);
    }
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    cluster.assertCleanLogs();
  });

  it('go on without a leader that was frozen, which follows when it goes on itself', async () => {
    await using cluster = await Cluster.start(three);
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    await load.more(500);
    const { member: frozen, term } = await view.leader(cluster.members);
    const staying = others(cluster, frozen);
    load.target(endpointsOf(staying));
    frozen.signal('SIGSTOP');
    expect(await load.more(20)).toBeLessThan(goOnMsMax);
    expect((await view.leader(staying)).term).toBeGreaterThan(term);
    // Longer than the others keep up a silent connection.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    frozen.signal('SIGCONT');
    // It must not take itself for the leader of old.
    const client = new KvClient(frozen.endpoint);
    const read = await client.range('load/');
    expect(read.size).toBeGreaterThanOrEqual(load.acknowledged.size - 2000);
    client.close();
    load.target(cluster.endpoints);
    await load.more(500);
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    cluster.assertCleanLogs();
  });
});

describe('one member of three', () => {
  it('neither writes nor reads the latest alone, says so, and does both again when another one is back', async () => {
    await using cluster = await Cluster.start(three);
    using view = new ClusterView();
    const [left, ...gone] = cluster.members as [MemberProcess, MemberProcess, MemberProcess];
    const etcdctl = new Etcdctl('3.5', [left.endpoint]);
    await etcdctl.output(['put', 'k', 'before']);
    for (const member of gone) await member.stop('SIGKILL');
    const refused = await etcdctl.run(['--command-timeout=2s', 'put', 'k', 'alone']);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/etcdserver: request timed out|context deadline exceeded|no leader/);
    expect((await etcdctl.run(['--command-timeout=2s', 'get', 'k'])).status).toBe(1);
    expect(await etcdctl.output(['get', '--consistency=s', 'k'])).toBe('k\nbefore\n');
    expect((await etcdctl.run(['--command-timeout=2s', 'endpoint', 'health'])).status).toBe(1);
    gone[0].restart();
    await gone[0].ready();
    await view.leader([left, gone[0]]);
    await etcdctl.output(['put', 'k', 'after']);
    gone[1].restart();
    await gone[1].ready();
    expect(await new Etcdctl('3.5', [gone[1].endpoint]).output(['get', 'k'])).toBe('k\nafter\n');
    await view.expectSame(cluster.members);
    cluster.assertCleanLogs();
  });

  it('is back with all others after all were killed at once', async () => {
    await using cluster = await Cluster.start(three);
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    await load.more(1000);
    await Promise.all(cluster.members.map((member) => member.stop('SIGKILL')));
    for (const member of cluster.members) member.restart();
    await Promise.all(cluster.members.map((member) => member.ready()));
    await load.more(200);
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    cluster.assertCleanLogs();
  });
});
