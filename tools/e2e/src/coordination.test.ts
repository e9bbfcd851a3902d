import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';

for (const release of ['3.5', '3.4'] as const) {
  describe(`coordination, through etcdctl ${release}`, () => {
    it('gives a lock to one after the other', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const first = etcdctl.start(['lock', 'mutex']);
      const firstKey = (await first.printed('\n')).trim();
      expect(firstKey).toMatch(/^mutex\/[0-9a-f]+$/);
      const second = etcdctl.start(['lock', 'mutex']);
      await waitForKeys(etcdctl, 'mutex/', 2);
      await first.interrupt();
      const secondKey = (await second.printed('\n')).trim();
      expect(secondKey).not.toBe(firstKey);
      await second.interrupt();
      await waitForKeys(etcdctl, 'mutex/', 0);
    });

    it('runs a command that knows its lock, and lets go of it afterwards', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      expect(await etcdctl.output(['lock', 'mutex', 'printenv', 'ETCD_LOCK_KEY'])).toMatch(/^mutex\/[0-9a-f]+\n$/);
      await waitForKeys(etcdctl, 'mutex/', 0);
    });

    it('elects one of two candidates and tells an observer', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      const first = etcdctl.start(['elect', 'office', 'alice']);
      await first.printed('alice\n');
      const observer = etcdctl.start(['elect', '--listen', 'office']);
      await observer.printed('alice\n');
      const second = etcdctl.start(['elect', 'office', 'bob']);
      await waitForKeys(etcdctl, 'office/', 2);
      await first.interrupt();
      await second.printed('bob\n');
      await observer.printed('bob\n');
      await second.interrupt();
      await observer.interrupt();
    });
  });
}

/** Waits until so many keys have a prefix. */
async function waitForKeys(etcdctl: Etcdctl, prefix: string, count: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const keys = (await etcdctl.output(['get', '--prefix', prefix, '--keys-only']))
      .split('\n')
      .filter((line) => line !== '');
    if (keys.length === count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`there were never ${count} keys under ${prefix}`);
}
