import { describe, expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { addMember, removeMember } from './cluster/membership.ts';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import { type MemberOptions, MemberProcess } from './process/member-process.ts';
import type { ServerKind } from './programs/server-program.ts';

/** A log that goes back 100 entries at most, by the flags of each server. */
function shortLog(kind: ServerKind): MemberOptions {
  const catchUp = kind === 'etcd' ? '--experimental-snapshot-catchup-entries=100' : '--snapshot-catchup-entries=100';
  return { kind, flags: ['--snapshot-count=500', catchUp] };
}

const endpointsOf = (members: readonly MemberProcess[]) => members.map((member) => member.endpoint);
const nameOf = ({ name, kind }: MemberProcess) => `${name} (${kind})`;

/** Our members log no errors; etcd's have their own mind about that. */
function assertCleanLogs(members: readonly MemberProcess[]): void {
  for (const member of members) if (member.kind === 'quorate') member.assertCleanLog();
}

/** Grants, renews and looks at a lease through each member: all but one have to ask the leader. */
async function expectLeases(members: readonly MemberProcess[]): Promise<void> {
  for (const member of members) {
    const etcdctl = new Etcdctl('3.5', [member.endpoint]);
    const granted = await etcdctl.output(['lease', 'grant', '60']);
    const id = /^lease ([0-9a-f]+) granted with TTL\(60s\)/.exec(granted)?.[1] ?? '';
    await etcdctl.output(['put', `leased/${member.name}`, 'x', `--lease=${id}`]);
    for (const asked of members) {
      const other = new Etcdctl('3.5', [asked.endpoint]);
      expect(await other.output(['lease', 'keep-alive', '--once', id]), nameOf(asked)).toContain(
        'keepalived with TTL(60)',
      );
      expect(await other.output(['lease', 'timetolive', '--keys', id]), nameOf(asked)).toMatch(
        new RegExp(
          `granted with TTL\\(60s\\), remaining\\((59|60)s\\), attached keys\\(\\[leased/${member.name}\\]\\)`,
        ),
      );
    }
    await etcdctl.output(['lease', 'revoke', id]);
  }
}

describe.each([
  ['two of etcd 3.5 and one of ours', ['etcd', 'etcd', 'quorate']],
  ['one of etcd 3.5 and two of ours', ['etcd', 'quorate', 'quorate']],
] as const)('%s', (_title, kinds) => {
  it('write, lead, renew leases, are killed and come back, each of them', async () => {
    await using cluster = await Cluster.start(kinds.map((kind) => ({ kind })));
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 300 });
    await load.more(100);
    for (const leader of cluster.members) {
      await view.moveLeader(cluster.members, leader);
      await load.more(100);
      await expectLeases(cluster.members);
      const staying = cluster.members.filter((member) => member !== leader);
      load.target(endpointsOf(staying));
      await leader.stop('SIGKILL');
      expect(await load.more(20), `${nameOf(leader)} killed`).toBeLessThan(4000);
      await load.more(100);
      leader.restart();
      await leader.ready();
      load.target(cluster.endpoints);
      await load.more(100);
    }
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    assertCleanLogs(cluster.members);
  });

  it('catch each other up by snapshot, from etcd to ours and from ours to etcd', async () => {
    await using cluster = await Cluster.start(kinds.map(shortLog));
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    for (const kind of ['etcd', 'quorate'] as const) {
      const leader = cluster.members.find((member) => member.kind === kind) as MemberProcess;
      const slow = cluster.members.find((member) => member.kind !== kind) as MemberProcess;
      await view.moveLeader(cluster.members, leader);
      load.target(endpointsOf(cluster.members.filter((member) => member !== slow)));
      await slow.stop('SIGKILL');
      await load.more(1500);
      const from = slow.log.raw.length;
      slow.restart();
      await slow.ready();
      await slow.log.waitFor('"msg":"applied snapshot"', 20_000, from);
      await load.more(100);
      // What it got outlasts a crash.
      await slow.stop('SIGKILL');
      slow.restart();
      await slow.ready();
      load.target(cluster.endpoints);
      await load.more(100);
    }
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    assertCleanLogs(cluster.members);
  });
});

describe('three members of etcd 3.5', () => {
  it('are replaced by ours one after the other, each by a new one that is empty, under writes', async () => {
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const cluster = stack.use(await Cluster.start([shortLog('etcd'), shortLog('etcd'), shortLog('etcd')]));
    let members = [...cluster.members];
    const load = stack.use(new WriteLoad({ endpoints: cluster.endpoints, perSecond: 300 }));
    await load.more(900);
    for (const [at, old] of cluster.members.entries()) {
      const staying = members.filter((member) => member !== old);
      load.target(endpointsOf(staying));
      await removeMember(staying, old);
      await old.stop('SIGTERM');
      view.forget(old);
      // What a member forwards to a leader that has just gone is lost, with etcd as with us.
      await view.leader(staying);
      const fresh = stack.use(await MemberProcess.prepare({ ...shortLog('quorate'), name: `n${at + 1}` }));
      await addMember(staying, fresh);
      members = [...staying, fresh];
      load.target(endpointsOf(members));
      await load.more(100);
    }
    await load.stop();
    await view.expectNothingLost(load, members);
    expect(await clusterVersion(members, '3.7.0')).toBe('3.7.0');
    assertCleanLogs(members);
  });

  it('become ours on the same data directories, go back as long as one of them is etcd, and then no more', async () => {
    // Each finds a snapshot of the other in its directory, and a log that goes on after it.
    const founder: MemberOptions = { kind: 'etcd', flags: ['--snapshot-count=500'] };
    await using cluster = await Cluster.start([founder, founder, founder]);
    const { members } = cluster;
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 1000 });
    await load.more(800);
    const become = async (member: MemberProcess, kind: ServerKind) => {
      load.target(endpointsOf(members.filter((other) => other !== member)));
      await member.stop('SIGTERM');
      member.restart(kind);
      await member.ready();
      load.target(cluster.endpoints);
      await load.more(800);
    };
    const [first, second, third] = members as [MemberProcess, MemberProcess, MemberProcess];
    await become(first, 'quorate');
    await become(second, 'quorate');
    expect(await clusterVersion(members, '3.5.0')).toBe('3.5.0');
    await become(first, 'etcd');
    await become(second, 'etcd');
    await view.expectSame(members);
    for (const member of members) await become(member, 'quorate');
    expect(await clusterVersion(members, '3.7.0')).toBe('3.7.0');
    await load.stop();
    await view.expectNothingLost(load, members);
    assertCleanLogs(members);
    // etcd 3.5 cannot be in a cluster of 3.7.
    await third.stop('SIGTERM');
    third.restart('etcd');
    expect((await third.ended()).code).not.toBe(0);
  });
});

/** The cluster's version as all members tell it, once it is `wanted` or the leader has had time to raise it. */
async function clusterVersion(members: readonly MemberProcess[], wanted: string): Promise<string> {
  for (let looks = 0; ; looks++) {
    const told = await Promise.all(
      members.map(async ({ endpoint }) => {
        const answer = (await (await fetch(`${endpoint}/version`)).json()) as { etcdcluster: string };
        return answer.etcdcluster;
      }),
    );
    const said = [...new Set(told)].join(' and ');
    if (said === wanted || looks === 100) return said;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
