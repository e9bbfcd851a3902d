import { EtcdClient, text } from '@quorate/client';
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

    it('keeps out whom @quorate/client lets in, and the other way round', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await using client = new EtcdClient({ endpoints: member.endpoint });
      const mutex = client.mutex('mutex');
      const mine = await mutex.acquire();
      const theirs = etcdctl.start(['lock', 'mutex']);
      await waitForKeys(etcdctl, 'mutex/', 2);
      const again = mutex.acquire();
      await waitForKeys(etcdctl, 'mutex/', 3);
      await mine.release();
      const theirKey = (await theirs.printed('\n')).trim();
      expect(await client.kv.get(theirKey)).toBeDefined();
      expect(await mutex.tryAcquire()).toBeUndefined();
      await theirs.interrupt();
      const last = await again;
      expect(last.revision).toBeGreaterThan(mine.revision);
      await last.release();
    });

    it('is in one office with @quorate/client', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await using client = new EtcdClient({ endpoints: member.endpoint });
      const election = client.election('office');
      const leadership = await election.campaign('the client');
      const observer = etcdctl.start(['elect', '--listen', 'office']);
      await observer.printed('the client\n');
      const candidate = etcdctl.start(['elect', 'office', 'etcdctl']);
      await waitForKeys(etcdctl, 'office/', 2);
      await leadership.resign();
      await candidate.printed('etcdctl\n');
      const leader = await election.leader();
      expect(leader && text(leader.value)).toBe('etcdctl');
      await candidate.interrupt();
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
