import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';

async function grant(etcdctl: Etcdctl, seconds: number): Promise<string> {
  const output = await etcdctl.output(['lease', 'grant', String(seconds)]);
  const match = /^lease ([0-9a-f]{16}) granted with TTL\((\d+)s\)\n$/.exec(output);
  if (match?.[1] === undefined) throw new Error(`unexpected: ${output}`);
  expect(match[2]).toBe(String(seconds));
  return match[1];
}

for (const release of ['3.5', '3.4'] as const) {
  describe(`leases, through etcdctl ${release}`, () => {
    it('are granted, listed, looked at, kept alive and revoked with their keys', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      expect(await etcdctl.output(['lease', 'list'])).toBe('found 0 leases\n');
      const id = await grant(etcdctl, 100);
      await etcdctl.output(['put', 'a', '1', '--lease', id]);
      await etcdctl.output(['put', 'b', '2', '--lease', id]);
      await etcdctl.output(['put', 'c', '3']);
      expect(await etcdctl.output(['lease', 'list'])).toBe(`found 1 leases\n${id}\n`);
      expect(await etcdctl.output(['lease', 'timetolive', id])).toMatch(
        new RegExp(`^lease ${id} granted with TTL\\(100s\\), remaining\\((100|9\\d)s\\)\n$`),
      );
      expect(await etcdctl.output(['lease', 'timetolive', id, '--keys'])).toMatch(
        /remaining\(\d+s\), attached keys\(\[a b\]\)\n$/,
      );
      expect(await etcdctl.output(['get', 'a', '-w', 'fields'])).toContain(`"Lease" : ${BigInt(`0x${id}`)}\n`);
      expect(await etcdctl.output(['lease', 'keep-alive', '--once', id])).toBe(
        `lease ${id} keepalived with TTL(100)\n`,
      );
      expect(await etcdctl.output(['lease', 'revoke', id])).toBe(`lease ${id} revoked\n`);
      expect(await etcdctl.output(['get', '--prefix', '', '--keys-only'])).toBe('c\n\n');
      expect(await etcdctl.output(['lease', 'timetolive', id])).toBe(`lease ${id} already expired\n`);
      const again = await etcdctl.run(['lease', 'revoke', id]);
      expect(again.status).not.toBe(0);
      expect(again.stderr).toContain('etcdserver: requested lease not found');
      member.assertCleanLog();
    });

    it('let go of a key that is put without them or with another', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const first = await grant(etcdctl, 100);
      const second = await grant(etcdctl, 100);
      await etcdctl.output(['put', 'a', '1', '--lease', first]);
      await etcdctl.output(['put', 'a', '2']);
      await etcdctl.output(['put', 'b', '1', '--lease', first]);
      await etcdctl.output(['put', 'b', '2', '--lease', second]);
      await etcdctl.output(['put', 'd', '1', '--lease', first]);
      await etcdctl.output(['put', 'd', '2', '--ignore-lease']);
      await etcdctl.output(['lease', 'revoke', first]);
      expect(await etcdctl.output(['get', '--prefix', ''])).toBe('a\n2\nb\n2\n');
    });

    it('end by themselves and take their keys along, unless they are kept alive', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const kept = await grant(etcdctl, 2);
      const left = await grant(etcdctl, 2);
      const keepAlive = etcdctl.start(['lease', 'keep-alive', kept]);
      await keepAlive.printed(`lease ${kept} keepalived with TTL(2)\n`);
      await etcdctl.output(['put', 'kept', 'v', '--lease', kept]);
      await etcdctl.output(['put', 'left', 'v', '--lease', left]);
      const watch = etcdctl.start(['watch', '--prefix', '', '--rev', '1']);
      await watch.printed('DELETE\nleft\n');
      expect(await etcdctl.output(['get', '--prefix', '', '--keys-only'])).toBe('kept\n\n');
      await keepAlive.interrupt();
      await watch.printed('DELETE\nkept\n');
      await watch.interrupt();
      expect(await etcdctl.output(['lease', 'list'])).toBe('found 0 leases\n');
    });

    it('survive kill -9 with their keys', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const id = await grant(etcdctl, 1_000);
      await etcdctl.output(['put', 'a', '1', '--lease', id]);
      await member.stop('SIGKILL');
      member.restart();
      await member.ready();
      expect(await etcdctl.output(['lease', 'timetolive', id, '--keys'])).toMatch(
        new RegExp(`^lease ${id} granted with TTL\\(1000s\\), remaining\\(\\d+s\\), attached keys\\(\\[a\\]\\)\n$`),
      );
      await etcdctl.output(['lease', 'revoke', id]);
      expect(await etcdctl.output(['get', 'a'])).toBe('');
    });
  });
}
