import assert from 'node:assert/strict';
import { EtcdClient } from '@quorate/client';
import { LeaseAudit } from '../audit/lease-audit.ts';
import { LockAudit } from '../audit/lock-audit.ts';
import { WatchAudit } from '../audit/watch-audit.ts';
import type { ClusterView } from '../cluster/cluster-view.ts';
import { expectLinearizable } from '../history/expect-linearizable.ts';
import { RecordedClients } from '../history/recorded-clients.ts';
import type { PeerNetwork } from '../network/peer-network.ts';
import type { Cluster } from '../process/cluster.ts';
import type { Misfortune } from './misfortunes.ts';

/** Where a round takes place. */
export interface Place {
  readonly cluster: Cluster;
  readonly network: PeerNetwork;
  readonly view: ClusterView;
  readonly random: () => number;
}

/** What a round came to. */
export interface RoundFigures {
  readonly answered: number;
  readonly unanswered: number;
  readonly events: number;
  readonly locks: number;
  readonly leases: number;
}

/** Answered operations before the misfortune, and after it. */
const before = 100;
const after = 100;

/**
 * Lets a misfortune befall a cluster whose clients write, read, watch, lock and lease. Then all must be as promised: the history
 * linearizable, no event lost or told twice, no lock held twice, no lease ended early, all members equal, and
 * what was there before still there.
 *
 * @param name of the round; what its keys begin with
 * @throws when a promise is broken
 */
export async function playRound(place: Place, name: string, misfortune: Misfortune): Promise<RoundFigures> {
  const { cluster, network, view, random } = place;
  const { endpoints, members } = cluster;
  const oldRevision = await revisionAt(endpoints);
  const oldHashes = await view.hashes(members, oldRevision);
  await using watch = await WatchAudit.start(endpoints, `${name}/kv/`);
  const locks = new LockAudit(endpoints, `${name}/lock`);
  const leases = new LeaseAudit(endpoints, `${name}/lease/`);
  const clients = new RecordedClients({ endpoints, prefix: `${name}/kv/`, random });
  try {
    await clients.more(before);
    await misfortune({ members, network, view, random, oldRevision });
    await clients.more(after);
  } finally {
    await clients.stop();
  }
  await locks.finish();
  await leases.finish();
  expectLinearizable(clients.observations);
  await view.leader(members);
  await watch.expectWhole(members, clients.acknowledged);
  await view.expectSame(members);
  const hashes = await view.hashes(members, oldRevision);
  for (const [at, { hash, compactRevision }] of hashes.entries()) {
    // A compaction in between changes what is hashed.
    if (compactRevision !== oldHashes[at]?.compactRevision) continue;
    assert.equal(
      hash,
      oldHashes[at]?.hash,
      `${members[at]?.name} holds something else than before up to ${oldRevision}`,
    );
  }
  return {
    answered: clients.answered,
    unanswered: clients.failed,
    events: watch.events,
    locks: locks.acquisitions,
    leases: leases.ended,
  };
}

async function revisionAt(endpoints: readonly string[]): Promise<number> {
  await using client = new EtcdClient({ endpoints });
  return (await client.kv.range('any')).revision;
}
