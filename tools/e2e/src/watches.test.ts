import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';

for (const release of ['3.5', '3.4'] as const) {
  describe(`watches, through etcdctl ${release}`, () => {
    it('tell of changes as they happen, of one key or of a prefix, with the value before', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['put', 'k1', 'zero']);
      const one = etcdctl.start(['watch', 'k1']);
      const many = etcdctl.start(['watch', '--prefix', 'k', '--prev-kv']);
      // etcdctl says nothing when a watch is there, so a key is put until both have seen it.
      await untilSeen(etcdctl, [one, many]);
      await etcdctl.output(['put', 'k2', 'other']);
      await etcdctl.output(['put', 'k1', 'one']);
      await etcdctl.output(['del', 'k1']);
      await etcdctl.output(['put', 'l', 'beside']);
      await etcdctl.output(['put', 'k3', 'end']);
      await many.printed('PUT\nk3\nend\n');
      await one.printed('DELETE\nk1\n\n');
      const seenByMany = (await many.interrupt()).stdout;
      const seenByOne = (await one.interrupt()).stdout;
      expect(seenByOne.split('PUT\nk1\nprobe\n').at(-1)).toBe('PUT\nk1\none\nDELETE\nk1\n\n');
      expect(seenByMany.split(/PUT\nk1\n(?:zero|probe)\nk1\nprobe\n/).at(-1)).toBe(
        'PUT\nk2\nother\nPUT\nk1\nprobe\nk1\none\nDELETE\nk1\none\nk1\n\nPUT\nk3\nend\n',
      );
      member.assertCleanLog();
    });

    it('begin in the past and go on into the present, in the order of revisions', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      for (const value of ['2', '3', '4']) await etcdctl.output(['put', 'k', value]);
      await etcdctl.output(['del', 'k']);
      const watch = etcdctl.start(['watch', 'k', '--rev', '3']);
      expect(await watch.printed('DELETE\nk\n\n')).toBe('PUT\nk\n3\nPUT\nk\n4\nDELETE\nk\n\n');
      await etcdctl.output(['put', 'k', '6']);
      await watch.printed('PUT\nk\n6\n');
      await watch.interrupt();
    });

    it('see all keys of a transaction', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['txn'], '\nput k1 a\nput k2 b\n\n\n');
      await etcdctl.output(['txn'], '\ndel k1\nput k3 c\n\n\n');
      const watch = etcdctl.start(['watch', '--prefix', 'k', '--rev', '2']);
      expect(await watch.printed('k3\nc\n')).toBe('PUT\nk1\na\nPUT\nk2\nb\nDELETE\nk1\n\nPUT\nk3\nc\n');
      await watch.interrupt();
    });

    it('of compacted revisions end with the revision that is left', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      for (const value of ['2', '3', '4']) await etcdctl.output(['put', 'k', value]);
      await etcdctl.output(['compaction', '4']);
      const result = await etcdctl.start(['watch', 'k', '--rev', '2']).ended();
      expect(result.status).not.toBe(0);
      expect(result.stderr).toContain('etcdserver: mvcc: required revision has been compacted');
    });

    it('start, change and end on one stream', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['put', 'a', '1']);
      await etcdctl.output(['put', 'b', '2']);
      const interactive = etcdctl.start(['watch', '-i']);
      interactive.send('watch a --rev 2');
      await interactive.printed('PUT\na\n1\n');
      interactive.send('watch b --rev 3');
      await interactive.printed('PUT\nb\n2\n');
      await etcdctl.output(['put', 'a', '4']);
      await interactive.printed('PUT\na\n4\n');
      interactive.send('progress');
      await interactive.printed('progress notify: 4');
      await interactive.interrupt();
    });

    it('go on after the member was killed and came back', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['put', 'k', 'before']);
      const watch = etcdctl.start(['watch', 'k', '--rev', '2']);
      await watch.printed('before');
      await member.stop('SIGKILL');
      member.restart();
      await member.ready();
      await etcdctl.output(['put', 'k', 'after']);
      expect(await watch.printed('after')).toBe('PUT\nk\nbefore\nPUT\nk\nafter\n');
      await watch.interrupt();
    });
  });
}

/** Puts `k1` until all watches have printed it. */
async function untilSeen(
  etcdctl: Etcdctl,
  watches: readonly { printed(text: string): Promise<string> }[],
): Promise<void> {
  let seen = false;
  const all = Promise.all(watches.map((watch) => watch.printed('probe'))).then(() => {
    seen = true;
  });
  while (!seen) {
    await etcdctl.output(['put', 'k1', 'probe']);
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  await all;
}
