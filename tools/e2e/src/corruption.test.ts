import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { Cluster } from './process/cluster.ts';
import { type MemberOptions, MemberProcess } from './process/member-process.ts';
import type { ServerKind } from './programs/server-program.ts';

/** A member that compares all members every second, by the flags of each server. */
function comparing(kind: ServerKind): MemberOptions {
  return { kind, flags: [kind === 'etcd' ? '--experimental-corrupt-check-time=1s' : '--corrupt-check-time=1s'] };
}

/** A member that compares the hashes of compactions every second, by the flags of each server. */
function comparingCompactions(kind: ServerKind): MemberOptions {
  const flags =
    kind === 'etcd'
      ? ['--experimental-compact-hash-check-enabled=true', '--experimental-compact-hash-check-time=1s']
      : ['--feature-gates=CompactHashCheck=true', '--compact-hash-check-time=1s'];
  return { kind, flags };
}

/** What makes a member compare itself with the others before it serves. */
const initialCheck: Readonly<Record<ServerKind, readonly string[]>> = {
  etcd: ['--experimental-initial-corrupt-check=true'],
  quorate: ['--feature-gates=InitialCorruptCheck=true'],
};

/** One odd member, the second, between two of the other kind, so that whoever leads compares itself with the other server. */
const mixed = [
  ['etcd', 'quorate', 'etcd'],
  ['quorate', 'etcd', 'quorate'],
] as const;

/** Stops a member that has what the others have, and changes the value of its latest record; all checksums are right. */
async function stopAndChange(member: MemberProcess): Promise<void> {
  expect(await new Etcdctl('3.5', [member.endpoint]).output(['get', 'k'])).not.toBe('');
  await member.stop();
  const db = await Database.open({ disk: new NodeDisk(), path: join(member.dataDir, 'member/snap/db') });
  const tx = db.beginWrite();
  const bucket = tx.createBucketIfMissing('key');
  const cursor = bucket.cursor();
  cursor.last();
  const [key, value] = [cursor.key.slice(), (cursor.value as Uint8Array).slice()];
  // A record without a lease ends in its value.
  value[value.length - 1] = (value.at(-1) as number) ^ 1;
  bucket.put(key, value);
  await tx.commit();
  await db.close();
}

async function answerOf(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

/** Waits until a member's alarms are what is expected; the test's own time limit ends the waiting. */
async function untilAlarms(etcdctl: Etcdctl, expected: RegExp): Promise<void> {
  for (;;) {
    if (expected.test(await etcdctl.output(['alarm', 'list']))) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Who leads, by the members' own word. */
async function leaderOf(members: readonly MemberProcess[]): Promise<MemberProcess> {
  for (;;) {
    for (const member of members) {
      const row = (await new Etcdctl('3.5', [member.endpoint]).output(['endpoint', 'status'])).split(', ');
      if (row[4] === 'true') return member;
    }
  }
}

async function idOf(member: MemberProcess): Promise<string> {
  const row = (await new Etcdctl('3.5', [member.endpoint]).output(['endpoint', 'status'])).split(', ');
  return row[1] ?? '';
}

describe('a member whose data differs', () => {
  it('is found by the periodic comparison: nobody writes, until the alarm is taken back; and it does not start when it compares itself', async () => {
    await using cluster = await Cluster.start([comparing('quorate'), comparing('quorate'), comparing('quorate')]);
    const all = new Etcdctl('3.5', cluster.endpoints);
    await all.output(['put', 'k', 'value']);
    const leader = await leaderOf(cluster.members);
    const odd = cluster.members.find((member) => member !== leader) as MemberProcess;
    const others = cluster.members.filter((member) => member !== odd);
    const sound = new Etcdctl('3.5', [leader.endpoint]);
    const oddId = await idOf(odd);

    await stopAndChange(odd);
    odd.restart();
    await odd.ready();
    await untilAlarms(sound, new RegExp(`^memberID:${BigInt(`0x${oddId}`)} alarm:CORRUPT $`, 'm'));
    for (const { endpoint } of others) {
      const refused = await new Etcdctl('3.5', [endpoint]).run(['put', 'k', 'refused']);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain('etcdserver: corrupt cluster');
      expect(await answerOf(`${endpoint}/health`)).toEqual({
        status: 503,
        text: '{"health":"false","reason":"ALARM CORRUPT"}\n',
      });
      const ready = await answerOf(`${endpoint}/readyz/data_corruption`);
      expect(ready.status).toBe(503);
      expect(ready.text).toContain('alarm activated: CORRUPT');
    }
    expect(await sound.output(['get', 'k', '--print-value-only'])).toBe('value\n');

    await odd.stop();
    odd.restart(odd.kind, initialCheck.quorate);
    expect(await odd.ended()).toEqual({ code: 1, signal: null });
    expect(odd.log.tail()).toMatch(/found data inconsistency with peers/);
    await sound.output(['alarm', 'disarm']);
    await sound.output(['put', 'k', 'taken']);
    expect(await answerOf(`${leader.endpoint}/health`)).toMatchObject({ status: 200 });
  });

  it('is found in a mixed cluster, whoever compares', async () => {
    for (const kinds of mixed) {
      await using cluster = await Cluster.start(kinds.map(comparing));
      const [leader, odd] = cluster.members as [MemberProcess, MemberProcess];
      await new Etcdctl('3.5', cluster.endpoints).output(['put', 'k', 'value']);
      await stopAndChange(odd);
      odd.restart();
      await odd.ready();
      // One of the two others leads. etcd 3.5 accuses nobody in particular.
      await untilAlarms(new Etcdctl('3.5', [leader.endpoint]), /alarm:CORRUPT/);
    }
  });

  it('is found in a mixed cluster by the hashes of a compaction', async () => {
    for (const kinds of mixed) {
      await using cluster = await Cluster.start(kinds.map(comparingCompactions));
      const [sound, odd] = cluster.members as [MemberProcess, MemberProcess];
      const all = new Etcdctl('3.5', cluster.endpoints);
      await all.output(['put', 'k', 'value']);
      await stopAndChange(odd);
      odd.restart();
      await odd.ready();
      await all.output(['put', 'other', 'value']);
      await all.output(['compact', '3']);
      await untilAlarms(new Etcdctl('3.5', [sound.endpoint]), /alarm:CORRUPT/);
    }
  });

  it('does not start in a mixed cluster when it compares itself, as a member does that has what the others have', async () => {
    for (const kinds of mixed) {
      // etcd 3.5 compares itself only with members that its snapshot of the log knows of, and finds nothing to compare without one.
      await using cluster = await Cluster.start(kinds.map((kind) => ({ kind, flags: ['--snapshot-count=5'] })));
      const [sound, odd] = cluster.members as [MemberProcess, MemberProcess];
      const all = new Etcdctl('3.5', cluster.endpoints);
      for (let put = 0; put < 10; put++) await all.output(['put', 'k', `value ${put}`]);
      for (const member of [sound, odd]) {
        await member.stop();
        member.restart(member.kind, initialCheck[member.kind]);
        await member.ready();
      }
      await stopAndChange(odd);
      odd.restart(odd.kind, initialCheck[odd.kind]);
      expect(await odd.ended()).toEqual({ code: 1, signal: null });
      expect(odd.log.tail()).toMatch(/found data inconsistency with peers/);
    }
  });
});

describe('a member with a flipped bit in the file of its database', () => {
  it('does not start, says which page it is and what to do, and leaves the file as it is', async () => {
    await using member = await MemberProcess.single({ kind: 'quorate' });
    const etcdctl = new Etcdctl('3.5', [member.endpoint]);
    await etcdctl.output(['put', 'k', 'a value to be found again']);
    await member.stop();
    const path = join(member.dataDir, 'member/snap/db');
    const file = await readFile(path);
    let found = 0;
    for (let at = file.indexOf('found again'); at >= 0; at = file.indexOf('found again', at + 1), found++) {
      file[at] = (file[at] as number) ^ 1;
    }
    expect(found).toBeGreaterThan(0);
    await writeFile(path, file);
    member.restart();
    expect(await member.ended()).toEqual({ code: 1, signal: null });
    expect(member.log.tail()).toMatch(
      /member\/snap\/db: page \d+ \(at byte \d+ of the file\) is damaged: its checksum is wrong; restore the file from a snapshot, or remove the member/,
    );
    expect((await readFile(path)).equals(file)).toBe(true);
  });
});
