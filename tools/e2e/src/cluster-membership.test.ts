import { describe, expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { addMember, removeMember } from './cluster/membership.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import { MemberProcess } from './process/member-process.ts';

const endpointsOf = (members: readonly MemberProcess[]) => members.map((member) => member.endpoint);

describe('a cluster under writes', () => {
  it('grows from one member to five and shrinks to three, its leader among those that go', async () => {
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const first = stack.use(await MemberProcess.single({ name: 'm1' }));
    let members = [first];
    const load = stack.use(new WriteLoad({ endpoints: [first.endpoint], perSecond: 300 }));
    await load.more(200);
    for (let number = 2; number <= 5; number++) {
      const added = stack.use(await MemberProcess.prepare({ name: `m${number}` }));
      await addMember(members, added);
      members = [...members, added];
      load.target(endpointsOf(members));
      await load.more(200);
    }
    await view.expectSame(members);
    for (let gone = 0; gone < 2; gone++) {
      const { member: leader } = await view.leader(members);
      const staying = members.filter((member) => member !== leader);
      load.target(endpointsOf(staying));
      await removeMember(staying, leader);
      // A member that was removed ends by itself.
      await leader.ended();
      view.forget(leader);
      expect((await view.leader(staying)).member).not.toBe(leader);
      members = staying;
      await load.more(200);
    }
    await load.stop();
    await view.expectNothingLost(load, members);
    for (const member of members) member.assertCleanLog();
  });

  it('takes a member back that lost its disk, after it was removed and added', async () => {
    await using cluster = await Cluster.start([{}, {}, {}]);
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const load = stack.use(new WriteLoad({ endpoints: cluster.endpoints, perSecond: 500 }));
    await load.more(300);
    const { member: leader } = await view.leader(cluster.members);
    const [lost, third] = cluster.members.filter((member) => member !== leader) as [MemberProcess, MemberProcess];
    const staying = [leader, third];
    load.target(endpointsOf(staying));
    await lost.stop('SIGKILL');
    await lost.wipe();
    await removeMember(staying, lost);
    await addMember(staying, lost);
    load.target(cluster.endpoints);
    await load.more(300);
    await load.stop();
    await view.expectNothingLost(load, cluster.members);
    cluster.assertCleanLogs();
  });
});

describe('a follower that is further behind than the log goes back', () => {
  it('is caught up by a snapshot, and so is one that is added', async () => {
    const flags = ['--snapshot-count=500', '--snapshot-catchup-entries=100'];
    await using cluster = await Cluster.start([{ flags }, { flags }, { flags }]);
    await using stack = new AsyncDisposableStack();
    using view = new ClusterView();
    const { member: leader } = await view.leader(cluster.members);
    const [slow, third] = cluster.members.filter((member) => member !== leader) as [MemberProcess, MemberProcess];
    await slow.stop('SIGKILL');
    const load = stack.use(new WriteLoad({ endpoints: endpointsOf([leader, third]), perSecond: 1000 }));
    await load.more(2000);
    slow.restart();
    await slow.ready();
    await slow.log.waitFor('"msg":"applied snapshot"', 20_000);
    await leader.log.waitFor('"msg":"sent database snapshot"', 5_000);
    const added = stack.use(await MemberProcess.prepare({ name: 'm4', flags }));
    await addMember(cluster.members, added);
    await added.log.waitFor('"msg":"applied snapshot"', 20_000);
    await load.more(200);
    await load.stop();
    const members = [...cluster.members, added];
    await view.expectNothingLost(load, members);
    // What it got by snapshot outlasts a crash.
    await slow.stop('SIGKILL');
    slow.restart();
    await slow.ready();
    await view.expectNothingLost(load, members);
    for (const member of members) member.assertCleanLog();
  });
});
