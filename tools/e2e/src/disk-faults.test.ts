import { describe, expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { type DiskOptions, diskWay } from './disk/member-disk.ts';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import { MemberProcess } from './process/member-process.ts';

/** Room for the log and the database of these tests; the log's segments are 64 MB with nothing in them at first. */
const bytes = 24 * 1024 * 1024;

const noRoom = /ENOSPC: no space left on device, .*; its disk is full: make room there/;
const readOnly = /EROFS: read-only file system, .*; it cannot be written: mount its disk for writing/;

/** The member ends by itself, with a last line that gives the reason and the way out, and no other that is worse than a warning. */
async function expectEnds(member: MemberProcess, reason: RegExp): Promise<void> {
  const from = member.log.raw.length;
  expect(await member.ended()).toEqual({ code: 1, signal: null });
  const bad = member.log
    .parsed()
    .slice(from)
    .filter(({ level }) => !['info', 'warn'].includes(level));
  expect(bad.map(({ level }) => level)).toEqual(['fatal']);
  expect(bad[0]?.error).toMatch(reason);
}

/** A member alone, on a disk of its own, under puts. */
async function alone(disk: DiskOptions) {
  const member = await MemberProcess.single({ kind: 'quorate', disk });
  const load = new WriteLoad({ endpoints: [member.endpoint], perSecond: 400 });
  await load.more(200);
  return {
    member,
    load,
    async expectServesAgain() {
      member.restart();
      await member.ready();
      await load.more(200);
      await load.stop();
      expect(await load.lostAt(member.endpoint)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      await load.stop();
      await member[Symbol.asyncDispose]();
    },
  };
}

// A file system of its own, or, where the system allows none, calls of the member that fail: the names of the tests say which it was.
describe(`a member alone (disk: ${diskWay()})`, () => {
  it('ends when its disk is full and says so; with room it serves again, with all that it acknowledged', async () => {
    await using play = await alone({ bytes });
    const { member } = play;
    member.disk.fill();
    await expectEnds(member, noRoom);
    member.restart();
    await expectEnds(member, noRoom);
    member.disk.free();
    await play.expectServesAgain();
  });

  it('reads on while nobody writes on its full disk, and says why it cannot defragment', async () => {
    await using play = await alone({ bytes });
    const { member, load } = play;
    const etcdctl = new Etcdctl('3.5', [member.endpoint]);
    await load.stop();
    // What was put last is on the disk when the database has been defragmented.
    await etcdctl.output(['defrag']);
    member.disk.fill();
    const refused = await etcdctl.run(['defrag']);
    expect(refused.stderr).toMatch(noRoom);
    expect(await load.lostAt(member.endpoint)).toEqual([]);
    member.disk.free();
    await etcdctl.output(['defrag']);
    await etcdctl.output(['put', 'k', 'v']);
    member.assertCleanLog();
  });

  it('does not start from a read-only disk and says so; it serves when that can be written', async () => {
    await using play = await alone({ bytes });
    const { member } = play;
    await member.stop();
    member.disk.setReadOnly(true);
    member.restart();
    await expectEnds(member, readOnly);
    member.disk.setReadOnly(false);
    await play.expectServesAgain();
  });

  it('ends when its disk becomes read-only (disk: injected, as Linux refuses that while files are open)', async () => {
    await using play = await alone({ bytes, way: 'injected' });
    const { member } = play;
    member.disk.setReadOnly(true);
    await expectEnds(member, readOnly);
    member.disk.setReadOnly(false);
    await play.expectServesAgain();
  });
});

describe(`one of three members (disk: ${diskWay()})`, () => {
  it.each([
    { which: 'the leader', way: diskWay() },
    { which: 'a follower', way: 'injected' as const },
  ])('ends when its disk fails, while the others go on, and catches up: $which, $way', async ({ which, way }) => {
    const options = { kind: 'quorate' as const, disk: { bytes, way } };
    await using cluster = await Cluster.start([options, options, options]);
    const { members } = cluster;
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 400 });
    await load.more(200);
    const { member: leader } = await view.leader(members);
    const failing = which === 'the leader' ? leader : (members.find((member) => member !== leader) as MemberProcess);
    const others = members.filter((member) => member !== failing);
    if (way === 'injected') failing.disk.setReadOnly(true);
    else failing.disk.fill();
    await expectEnds(failing, way === 'injected' ? readOnly : noRoom);
    load.target(others.map(({ endpoint }) => endpoint));
    await load.more(300);
    failing.disk.free();
    failing.restart();
    await failing.ready();
    load.target(cluster.endpoints);
    await load.more(200);
    await load.stop();
    await view.expectNothingLost(load, members);
    for (const member of others) member.assertCleanLog();
  });
});
