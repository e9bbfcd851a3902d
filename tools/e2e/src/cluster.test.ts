import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { Cluster } from './process/cluster.ts';

interface StatusRow {
  readonly Endpoint: string;
  readonly Status: { readonly raftTerm: number };
}

/** Which endpoint leads, by the members' own word. */
async function leaderOf(etcdctl: Etcdctl): Promise<string> {
  const columns = (await etcdctl.output(['endpoint', 'status']))
    .trim()
    .split('\n')
    .map((line) => line.split(', '));
  const leaders = columns.filter((row) => row[4] === 'true').map((row) => row[0] ?? '');
  expect(leaders).toHaveLength(1);
  return leaders[0] ?? '';
}

describe('a cluster of three', () => {
  it('replicates, and moves its leadership on request', async () => {
    await using cluster = await Cluster.start([{}, {}, {}]);
    const etcdctl = new Etcdctl('3.5', cluster.endpoints);
    expect((await etcdctl.output(['member', 'list'])).trim().split('\n')).toHaveLength(3);
    for (const [index, endpoint] of cluster.endpoints.entries()) {
      await new Etcdctl('3.5', [endpoint]).output(['put', `from-${index}`, 'v']);
    }
    for (const endpoint of cluster.endpoints) {
      expect(await new Etcdctl('3.4', [endpoint]).output(['get', '--prefix', 'from', '--keys-only'])).toBe(
        'from-0\n\nfrom-1\n\nfrom-2\n\n',
      );
    }
    const before = await leaderOf(etcdctl);
    const rows = (await etcdctl.output(['endpoint', 'status']))
      .trim()
      .split('\n')
      .map((line) => line.split(', '));
    const target = rows.find((row) => row[4] === 'false')?.[1] ?? '';
    expect(await new Etcdctl('3.5', [before]).output(['move-leader', target])).toMatch(
      new RegExp(`^Leadership transferred from [0-9a-f]+ to ${target}\n$`),
    );
    expect(await leaderOf(etcdctl)).toBe(rows.find((row) => row[1] === target)?.[0]);
    const hashes = (await etcdctl.output(['endpoint', 'hashkv']))
      .trim()
      .split('\n')
      .map((line) => line.split(', ')[1]);
    expect(new Set(hashes).size).toBe(1);
    cluster.assertCleanLogs();
  });

  it('has a new leader at the next term soon after its leader was told to stop, and takes it back', async () => {
    await using cluster = await Cluster.start([{}, {}, {}]);
    const etcdctl = new Etcdctl('3.5', cluster.endpoints);
    await etcdctl.output(['put', 'k', 'one']);
    const endpoint = await leaderOf(etcdctl);
    const stopping = cluster.members.find((member) => member.endpoint === endpoint);
    const others = cluster.endpoints.filter((other) => other !== endpoint);
    const survivors = new Etcdctl('3.5', others);
    const termBefore = await termOf(survivors);
    expect(await stopping?.stop('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });
    await survivors.output(['put', 'k', 'two']);
    expect(await termOf(survivors)).toBe(termBefore + 1);
    stopping?.restart();
    await stopping?.ready();
    expect(await new Etcdctl('3.5', [endpoint]).output(['get', 'k'])).toBe('k\ntwo\n');
    cluster.assertCleanLogs();
  });
});

async function termOf(etcdctl: Etcdctl): Promise<number> {
  const rows = (await etcdctl.json(['endpoint', 'status'])) as StatusRow[];
  return Math.max(...rows.map((row) => row.Status.raftTerm));
}
