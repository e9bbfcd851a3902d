import type { ConfState } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { memberOf, TestCluster } from './testdata/test-cluster.ts';

describe('a lone member', () => {
  it('elects itself, writes, reads, and has everything after a power cut', async () => {
    const cluster = new TestCluster(1);
    await cluster.start();
    const [only] = cluster.members;
    if (!only) throw new Error('no member');
    expect(await only.put('a', '1')).toBe(2);
    expect(await only.put('a', '2')).toBe(3);
    expect(await only.get('a')).toBe('2');
    only.crash();
    await only.start();
    await cluster.clock.runUntil(() => only.member.leadership.isLeader, 5000);
    expect(await only.get('a')).toBe('2');
    expect(only.member.state.store.revision).toBe(3);
    expect(only.member.state.membership.get(1n)?.name).toBe('m1');
    await only.stop();
  });

  it('keeps its log short and starts again from the snapshot', async () => {
    const cluster = new TestCluster(1, { snapshotEntries: 50, catchUpEntries: 10 });
    await cluster.start();
    const [only] = cluster.members;
    if (!only) throw new Error('no member');
    for (let i = 0; i < 200; i++) await only.put(`k${i % 7}`, `v${i}`);
    await cluster.clock.advance(1000);
    only.crash();
    await only.start();
    await cluster.clock.runUntil(() => only.member.leadership.isLeader, 5000);
    expect(await only.get('k3')).toBe('v199');
    expect(only.member.state.store.revision).toBe(201);
    await only.stop();
  });
});

describe('a member whose database is gone', () => {
  it('makes no new one as long as its log does not reach back to the beginning', async () => {
    const cluster = new TestCluster(1, { snapshotEntries: 20, catchUpEntries: 5 });
    await cluster.start();
    const [only] = cluster.members;
    if (!only) throw new Error('no member');
    for (let i = 0; i < 60; i++) await only.put('k', `${i}`);
    await only.stop();
    await only.disk.remove('/data/member/snap/db');
    await expect(only.start()).rejects.toThrow('/data/member/snap/db is missing or empty');
    expect(await only.disk.kind('/data/member/snap/db')).toBeUndefined();
  });
});

describe('a member whose database tells of another cluster in its configuration', () => {
  // etcd 3.5 restores a snapshot so, and leaves it so while it serves.
  it('goes by the members in the database, and elects itself', async () => {
    const cluster = new TestCluster(1);
    await cluster.start();
    const [only] = cluster.members;
    if (!only) throw new Error('no member');
    await only.put('k', 'v');
    const stale: ConfState = { ...only.member.raftStatus().confState, voters: [0xabcn] };
    only.member.state.consistentIndex.confState = stale;
    await only.stop();
    await only.start();
    expect(only.member.raftStatus().confState.voters).toEqual([only.id]);
    await only.put('k', 'after');
    expect(only.member.state.consistentIndex.confState?.voters).toEqual([only.id]);
  });
});

describe('a member that would have to check permissions', () => {
  it('does not start, and leaves the database as it is', async () => {
    const cluster = new TestCluster(1);
    await cluster.start();
    const [only] = cluster.members;
    if (!only) throw new Error('no member');
    only.member.state.backend.put('auth', new TextEncoder().encode('authEnabled'), Uint8Array.of(1));
    await only.stop();
    await expect(only.start()).rejects.toThrow('authentication is enabled');
    await expect(only.start()).rejects.toThrow('authentication is enabled');
  });
});

describe('three members', () => {
  it('agree on what each of them writes', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    for (const member of cluster.members) await member.put(`by-${member.id}`, 'x');
    for (const member of cluster.members) {
      for (const other of cluster.members) expect(await member.get(`by-${other.id}`)).toBe('x');
    }
    const hashes = await Promise.all(
      cluster.members.map(({ member }) => cluster.finish(member.state.store.hashKv(4)).then(({ hash }) => hash)),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('go on without the leader, which catches up when it is back', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    const old = cluster.leader;
    await old.put('a', '1');
    old.crash();
    await cluster.clock.runUntil(() => cluster.running.some(({ member }) => member.leadership.isLeader), 10_000);
    await cluster.leader.put('a', '2');
    await old.start();
    expect(await old.get('a')).toBe('2');
  });

  it('answer no read of a leader that was cut off', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    const old = cluster.leader;
    await old.put('a', '1');
    cluster.network.isolate(old.id);
    const read = old.get('a').catch((error: Error) => error.message);
    await cluster.clock.advance(5000);
    await cluster.leader.put('a', '2');
    cluster.network.heal();
    expect(await read).toBe('2');
  });

  it('hand leadership over when the leader stops', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    const old = cluster.leader;
    const { term } = old.member.status();
    const beganMs = cluster.clock.monotonicMs();
    await old.stop();
    await cluster.clock.runUntil(() => cluster.running.some(({ member }) => member.leadership.isLeader), 1000);
    expect(cluster.leader.member.status().term).toBe(term + 1);
    expect(cluster.clock.monotonicMs() - beganMs).toBeLessThan(500);
  });

  it('bring a member up by a snapshot that is behind the tail of the log', async () => {
    const cluster = new TestCluster(3, { snapshotEntries: 30, catchUpEntries: 5 });
    await cluster.start();
    const [slow] = cluster.followers;
    if (!slow) throw new Error('no follower');
    slow.crash();
    for (let i = 0; i < 120; i++) await cluster.leader.put(`k${i}`, `v${i}`);
    await slow.start();
    expect(await slow.get('k119')).toBe('v119');
    expect(await slow.get('k0')).toBe('v0');
    await slow.put('after', 'snapshot');
    slow.crash();
    await slow.start();
    expect(await slow.get('after')).toBe('snapshot');
  });

  it('grow by a member with an empty disk and shrink again', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    await cluster.leader.put('a', '1');
    await cluster.finish(cluster.leader.member.membershipRequests.add(memberOf(4n)));
    const added = cluster.addJoining(4n);
    await added.start();
    expect(await added.get('a')).toBe('1');
    await cluster.clock.runUntil(() => cluster.leader.member.state.membership.get(4n)?.name === 'm4', 10_000);
    await cluster.finish(cluster.leader.member.membershipRequests.remove(4n));
    await cluster.clock.runUntil(() => added.end?.kind === 'removed', 10_000);
    await expect(cluster.finish(cluster.leader.member.membershipRequests.add(memberOf(4n)))).rejects.toThrow(
      'member not found',
    );
  });

  it('take in neither a voter nor a learner while one of them is away', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    const [away] = cluster.followers;
    if (!away) throw new Error('no follower');
    cluster.network.isolate(away.id);
    for (const isLearner of [false, true]) {
      const added = cluster.leader.member.membershipRequests.add({ ...memberOf(4n), isLearner });
      await expect(cluster.finish(added)).rejects.toThrow('unhealthy cluster');
    }
  });

  it('let a learner follow, and promote it when it is level', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    await cluster.leader.put('a', '1');
    const learner = { ...memberOf(4n), isLearner: true };
    await cluster.finish(cluster.leader.member.membershipRequests.add(learner));
    const refused = cluster.leader.member.membershipRequests.promote(4n);
    await expect(cluster.finish(refused)).rejects.toThrow('in sync with leader');
    const joining = cluster.addJoining(4n);
    await joining.start();
    await cluster.clock.runUntil(() => joining.member.state.store.revision === 2, 10_000);
    await cluster.clock.advance(1000);
    const [follower] = cluster.followers;
    await cluster.finish((follower ?? joining).member.membershipRequests.promote(4n));
    await cluster.clock.advance(1000);
    expect(cluster.leader.member.state.membership.get(4n)?.isLearner).toBe(false);
  });

  it('lower their version on request, and raise it again when that is called off', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    const versions = () => cluster.members.map(({ member }) => member.state.clusterStore.clusterVersion);
    await cluster.finish(cluster.leader.member.version.setDowngrade(true, '3.6.0'));
    await cluster.clock.advance(5000);
    expect(versions()).toEqual(['3.6.0', '3.6.0', '3.6.0']);
    await cluster.finish(cluster.leader.member.version.setDowngrade(false, ''));
    await cluster.clock.advance(5000);
    expect(versions()).toEqual(['3.7.0', '3.7.0', '3.7.0']);
  });

  it('let leases run out only at the leader, once and on all', async () => {
    const cluster = new TestCluster(3);
    await cluster.start();
    await cluster.leader.grant(77n, 3);
    await cluster.leader.put('leased', 'x', 77n);
    await cluster.clock.advance(2500);
    expect(cluster.leader.peek('leased')).toBe('x');
    await cluster.clock.advance(3000);
    for (const member of cluster.members) expect(member.peek('leased')).toBeUndefined();
  });
});
