import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ClusterView } from './cluster/cluster-view.ts';
import { WriteLoad } from './load/write-load.ts';
import { Cluster } from './process/cluster.ts';
import { MemberProcess } from './process/member-process.ts';

/** So many open files leave clients 50 connections. */
const limit = 200;
const connectionsMax = 50;

/** A shell that sets the limit of open files, soft and hard, and becomes the member. */
function withLimit(files: number): readonly string[] {
  return ['sh', '-c', `ulimit -n ${files} && exec "$@"`, 'sh'];
}

/** Lets a running member open no more files; those that it has stay. */
function openNoMore(member: MemberProcess): void {
  execFileSync('prlimit', [`--pid=${member.pid}`, '--nofile=20:']);
}

/** Opens connections that say nothing. */
async function hold(port: number, count: number) {
  const sockets: Socket[] = [];
  let closed = 0;
  for (let number = 0; number < count; number++) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.on('close', () => closed++);
    socket.resume();
    sockets.push(socket);
  }
  return {
    closed: () => closed,
    [Symbol.dispose]() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Asks on a connection of its own; those of gRPC clients are shared. */
async function version(member: MemberProcess): Promise<string> {
  const headers = { connection: 'close' };
  return fetch(`${member.endpoint}/version`, { headers }).then(
    (response) => response.text(),
    () => 'no connection',
  );
}

describe('a member that may not open files enough', () => {
  it('does not start when there would be none left for clients, as etcd, and says what to raise', async () => {
    await using member = await MemberProcess.prepare({ kind: 'quorate' });
    member.startThrough(withLimit(64));
    member.start([member]);
    expect(await member.ended()).toEqual({ code: 1, signal: null });
    expect(member.log.parsed().at(-1)).toMatchObject({
      level: 'fatal',
      error: expect.stringMatching(
        /^file descriptor limit of etcd process is too low; please set higher: it is 64 and .*ulimit -n/,
      ),
    });
    member.startThrough(withLimit(limit));
    member.restart();
    await member.ready();
  });

  it('turns clients, and strangers at the peer port, away before they take what it needs itself, and serves all when some have gone', async () => {
    await using member = await MemberProcess.prepare({ kind: 'quorate', flags: ['--snapshot-count=100'] });
    member.startThrough(withLimit(limit));
    member.start([member]);
    await member.ready();
    await using load = new WriteLoad({ endpoints: [member.endpoint], perSecond: 300 });
    await load.more(50);
    {
      using held = await hold(member.clientPort, 3 * connectionsMax);
      using _strangers = await hold(member.peerPort, 3 * connectionsMax);
      await member.log.waitFor('there are as many connections of clients as the limit of open files allows', 10_000);
      await expect.poll(held.closed, { timeout: 30_000 }).toBeGreaterThanOrEqual(2 * connectionsMax);
      expect(await version(member)).toBe('no connection');
      // Who was connected before goes on, and the member still opens files: it saves snapshots of its log.
      const from = member.log.raw.length;
      await load.more(300);
      await member.log.waitFor('saved snapshot to disk', 10_000, from);
    }
    await load.more(100);
    await load.stop();
    await expect.poll(() => version(member), { timeout: 30_000 }).toContain('3.7.1');
    expect(await load.lostAt(member.endpoint)).toEqual([]);
    member.assertCleanLog();
  });
});

describe('one of three members that can open no more files', () => {
  it('ends when it has to and says what to raise, while the others go on; it is equal to them when it is started again', async () => {
    const options = { kind: 'quorate' as const, flags: ['--snapshot-count=100'] };
    await using cluster = await Cluster.start([options, options, options]);
    const { members } = cluster;
    using view = new ClusterView();
    await using load = new WriteLoad({ endpoints: cluster.endpoints, perSecond: 400 });
    await load.more(50);
    const { member: failing } = await view.leader(members);
    const others = members.filter((member) => member !== failing);
    openNoMore(failing);
    expect(await failing.ended()).toEqual({ code: 1, signal: null });
    expect(failing.log.parsed().at(-1)).toMatchObject({
      level: 'fatal',
      error: expect.stringMatching(/EMFILE: too many open files, .*; raise the limit of open files/),
    });
    load.target(others.map(({ endpoint }) => endpoint));
    await load.more(200);
    failing.restart();
    await failing.ready();
    await load.more(100);
    await load.stop();
    await view.expectNothingLost(load, members);
    for (const member of others) member.assertCleanLog();
  });
});
