import { describe, expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { change, memberRow } from './cluster/membership.ts';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { Cluster } from './process/cluster.ts';
import { MemberProcess } from './process/member-process.ts';
import { type ServerKind, serverUnderTest } from './programs/server-program.ts';

const ours = serverUnderTest();

describe.each<{ title: string; leads: ServerKind; asked: ServerKind; learns: ServerKind }>([
  { title: 'ours alone', leads: ours, asked: ours, learns: ours },
  { title: 'ours, led by etcd 3.5, with a learner of ours', leads: 'etcd', asked: 'quorate', learns: 'quorate' },
  { title: 'etcd 3.5, led by ours, with a learner of etcd', leads: 'quorate', asked: 'etcd', learns: 'etcd' },
])('a learner of $title', ({ leads, asked, learns }) => {
  it('follows, does not vote, and is promoted through a follower once it is level', async () => {
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const cluster = stack.use(await Cluster.start([{ kind: leads }, { kind: asked }, { kind: asked }]));
    const [leader, follower] = cluster.members as [MemberProcess, MemberProcess];
    await view.moveLeader(cluster.members, leader);
    const etcdctl = new Etcdctl('3.5', [follower.endpoint]);
    await etcdctl.output(['put', 'k', 'v']);
    const learner = stack.use(await MemberProcess.prepare({ kind: learns, name: 'learner' }));
    await change([follower], ['member', 'add', learner.name, `--peer-urls=${learner.peerUrl}`, '--learner']);
    const [id = ''] = await memberRow([follower], learner);
    const early = await etcdctl.run(['member', 'promote', id]);
    expect(early.stderr).toContain('can only promote a learner member which is in sync with leader');
    learner.start([...cluster.members, learner], 'existing');
    await learner.ready();
    expect((await memberRow([follower], learner))[5]).toBe('true');
    expect((await new Etcdctl('3.5', [learner.endpoint]).run(['--command-timeout=2s', 'put', 'k', 'w'])).status).toBe(
      1,
    );
    await etcdctl.output(['member', 'promote', id]);
    expect((await memberRow([follower], learner))[5]).toBe('false');
    expect((await etcdctl.run(['member', 'promote', id])).stderr).toContain('can only promote a learner member');
    const members = [...cluster.members, learner];
    await new Etcdctl('3.5', [learner.endpoint]).output(['put', 'k', 'w']);
    await view.moveLeader(members, learner);
    await view.expectSame(members);
    for (const member of members) if (member.kind === 'quorate') member.assertCleanLog();
  });
});

describe('the last member of a cluster that is lost', () => {
  it('goes on as a cluster of its own when it is forced to, with everything it had', async () => {
    await using cluster = await Cluster.start([{}, {}, {}]);
    const [left, ...lost] = cluster.members as [MemberProcess, ...MemberProcess[]];
    const etcdctl = new Etcdctl('3.5', [left.endpoint]);
    for (let put = 0; put < 20; put++) await etcdctl.output(['put', `k${put}`, 'v']);
    for (const member of lost) await member.stop('SIGKILL');
    await left.stop('SIGKILL');
    left.restart(left.kind, ['--force-new-cluster']);
    await left.ready();
    expect((await etcdctl.output(['member', 'list'])).trim().split('\n')).toHaveLength(1);
    expect(await etcdctl.output(['get', '--prefix', 'k', '--count-only', '-w', 'fields'])).toContain('"Count" : 20');
    await etcdctl.output(['put', 'after', 'v']);
    await left.stop('SIGTERM');
    left.restart();
    await left.ready();
    expect(await etcdctl.output(['get', 'after'])).toBe('after\nv\n');
    expect((await etcdctl.output(['member', 'list'])).trim().split('\n')).toHaveLength(1);
    left.assertCleanLog();
  });
});
