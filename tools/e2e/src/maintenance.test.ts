import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';
import { realEtcdProgram } from './programs/real-etcd.ts';

/** Runs etcd's own offline tool, which must succeed. */
function etcdutl(words: readonly string[]): string {
  const result = spawnSync(realEtcdProgram('etcdutl', '3.5'), words, { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`etcdutl ${words.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

for (const release of ['3.5', '3.4'] as const) {
  describe(`a member, seen through etcdctl ${release}`, () => {
    it('is listed, with its id by etcd’s rule and its URLs', async () => {
      await using member = await MemberProcess.single({ name: 'alone' });
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      expect(await etcdctl.output(['member', 'list'])).toMatch(
        new RegExp(`^[0-9a-f]{1,16}, started, alone, ${member.peerUrl}, ${member.endpoint}, false\n$`),
      );
      expect(await etcdctl.json(['member', 'list'])).toMatchObject({
        members: [{ name: 'alone', peerURLs: [member.peerUrl], clientURLs: [member.endpoint] }],
      });
    });

    it('tells its status and that it is healthy', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['put', 'k', 'v']);
      // Endpoint, id, version, size, is leader, is learner, term, index, applied index, errors.
      const row = /^(\S+), [0-9a-f]{1,16}, 3\.\d+\.\d+, \d+ kB, true, false, 2, (\d+), (\d+), $/m.exec(
        await etcdctl.output(['endpoint', 'status']),
      );
      expect(row?.[1]).toBe(member.endpoint);
      expect(Number(row?.[3])).toBeLessThanOrEqual(Number(row?.[2]));
      const [status] = (await etcdctl.json(['endpoint', 'status'])) as { Status: Record<string, unknown> }[];
      expect(status?.Status).toMatchObject({ header: { revision: 2 }, raftTerm: 2 });
      const health = await etcdctl.run(['endpoint', 'health']);
      expect(health.status).toBe(0);
      expect(health.stdout + health.stderr).toMatch(
        new RegExp(`^${member.endpoint} is healthy: successfully committed proposal: took = `),
      );
    });

    it('has no alarms, and defragments', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      await etcdctl.output(['put', 'k', 'v']);
      expect(await etcdctl.output(['alarm', 'list'])).toBe('');
      expect(await etcdctl.output(['alarm', 'disarm'])).toBe('');
      expect(await etcdctl.output(['defrag'])).toContain(`Finished defragmenting etcd member[${member.endpoint}]`);
      expect(await etcdctl.output(['get', 'k'])).toBe('k\nv\n');
      member.assertCleanLog();
    });

    it('gives a snapshot that etcd’s tools take', async () => {
      await using member = await MemberProcess.single();
      const etcdctl = new Etcdctl(release, [member.endpoint]);
      for (let n = 0; n < 20; n++) await etcdctl.output(['put', `k${n}`, 'v']);
      await etcdctl.output(['del', 'k7']);
      const file = join(member.folder, 'snapshot.db');
      const saved = await etcdctl.run(['snapshot', 'save', file]);
      expect(saved.status).toBe(0);
      expect(saved.stdout).toContain(`Snapshot saved at ${file}`);
      expect(statSync(file).size % 512).toBe(32);
      // This release of the tool counts the entries of every bucket, those of the members and the meta data too.
      const status: { revision: number; totalKey: number } = JSON.parse(
        etcdutl(['snapshot', 'status', file, '-w', 'json']),
      );
      expect(status.revision).toBe(22);
      expect(status.totalKey).toBeGreaterThan(21);

      await using restored = await MemberProcess.prepare({ kind: 'etcd' });
      etcdutl([
        'snapshot',
        'restore',
        file,
        `--data-dir=${restored.dataDir}`,
        `--name=${restored.name}`,
        `--initial-cluster=${restored.name}=${restored.peerUrl}`,
        `--initial-advertise-peer-urls=${restored.peerUrl}`,
      ]);
      restored.start([restored]);
      await restored.ready();
      const etcdctlOfRestored = new Etcdctl(release, [restored.endpoint]);
      expect(await etcdctlOfRestored.output(['get', '--prefix', 'k', '--keys-only'])).toBe(
        await etcdctl.output(['get', '--prefix', 'k', '--keys-only']),
      );
    });
  });
}

interface HashKv {
  readonly header: { readonly revision: number };
  readonly hash: number;
  readonly compact_revision: number;
}

describe('the hash of all keys', () => {
  it('is that of an etcd that was told the same', async () => {
    await using member = await MemberProcess.single();
    await using reference = await MemberProcess.single({ kind: 'etcd' });
    const hashes = await Promise.all(
      [member, reference].map(async ({ endpoint }) => {
        const etcdctl = new Etcdctl('3.5', [endpoint]);
        const hash = async (words: string[] = []) => {
          const [answer] = (await etcdctl.json(['endpoint', 'hashkv', ...words])) as { HashKV: HashKv }[];
          return [answer?.HashKV.hash, answer?.HashKV.compact_revision, answer?.HashKV.header.revision];
        };
        const results: unknown[] = [await hash()];
        for (let n = 0; n < 10; n++) await etcdctl.output(['put', `key-${n % 4}`, `value ${n}`]);
        await etcdctl.output(['del', 'key-1']);
        await etcdctl.output(['txn'], '\nput a 1\ndel key-2\nput b 2\n\n\n');
        results.push(await hash(), await hash(['--rev', '7']));
        await etcdctl.output(['compaction', '9', '--physical']);
        results.push(await hash(), await hash(['--rev', '9']), await hash(['--rev', '11']));
        await etcdctl.output(['put', 'after', 'compaction']);
        results.push(await hash());
        return results;
      }),
    );
    expect(hashes[0]).toEqual(hashes[1]);
  });
});
