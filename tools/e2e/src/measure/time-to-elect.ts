// How long a cluster of three is without a leader after its leader was killed, ours beside etcd 3.5's.
//
//   node --conditions=@quorate/source tools/e2e/src/measure/time-to-elect.ts [rounds]

import { KvClient } from '../client/kv-client.ts';
import { ClusterView } from '../cluster/cluster-view.ts';
import { Cluster } from '../process/cluster.ts';
import type { MemberProcess } from '../process/member-process.ts';

const rounds = Number(process.argv[2] ?? 10);

/** Milliseconds until another leader is known, and until a put through a follower is acknowledged. */
interface Gap {
  readonly leaderMs: number;
  readonly putMs: number;
}

async function killLeader(cluster: Cluster, view: ClusterView): Promise<Gap> {
  const { member: leader } = await view.leader(cluster.members);
  const [asked] = cluster.members.filter((member) => member !== leader) as [MemberProcess];
  const leaderId = (await view.status(leader)).leader;
  const client = new KvClient(asked.endpoint);
  await client.put('warm', 'up');
  const beganMs = performance.now();
  await leader.stop('SIGKILL');
  const writing = (async () => {
    for (;;) {
      try {
        await client.put('after', 'kill', { deadline: Date.now() + 50 });
        return performance.now() - beganMs;
      } catch {
        // No leader yet.
      }
    }
  })();
  const leaderMs = await view.newLeader(asked, leaderId);
  const putMs = await writing;
  client.close();
  leader.restart();
  await leader.ready();
  return { leaderMs, putMs };
}

for (const kind of ['quorate', 'etcd'] as const) {
  await using cluster = await Cluster.start([{ kind }, { kind }, { kind }]);
  using view = new ClusterView();
  const gaps: Gap[] = [];
  for (let round = 0; round < rounds; round++) gaps.push(await killLeader(cluster, view));
  const told = (of: (gap: Gap) => number) => {
    const sorted = gaps.map(of).sort((a, b) => a - b);
    const at = (share: number) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
    return `least ${at(0)}, median ${at(0.5)}, most ${at(1)} ms`;
  };
  console.log(`${kind}: leader ${told((gap) => gap.leaderMs)}; put ${told((gap) => gap.putMs)}`);
}
