import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { Settings } from '../run/settings.ts';
import type { Client } from './client.ts';
import { KeyClient } from './key-client.ts';
import { LeaseClient } from './lease-client.ts';
import { LockClient } from './lock-client.ts';
import type { Observed } from './observed.ts';
import { PastClient } from './past-client.ts';
import { ReadClient } from './read-client.ts';
import { TxnClient } from './txn-client.ts';
import { WatchClient } from './watch-client.ts';

/** The clients of a run, by kind. */
export interface Clients {
  readonly all: readonly Client[];
  readonly watchers: readonly WatchClient[];
  readonly leases: readonly LeaseClient[];
  readonly lockers: readonly LockClient[];
}

/** Makes the clients of a run; none has started. */
export function makeClients(cluster: SimulatedCluster, observed: Observed, settings: Settings): Clients {
  const make = <T>(count: number, kind: string, create: (name: string) => T): T[] =>
    Array.from({ length: count }, (_, at) => create(`${kind}${at + 1}`));
  const keys = make(settings.keyClients, 'client', (name) => new KeyClient(cluster, observed, name));
  const watchers = make(settings.watchers, 'watcher', (name) => new WatchClient(cluster, observed, name));
  const leases = make(settings.leaseHolders, 'lessee', (name) => new LeaseClient(cluster, observed, name));
  const lockers = make(settings.lockers, 'locker', (name) => new LockClient(cluster, observed, name));
  const past = make(settings.pastReaders, 'past', (name) => new PastClient(cluster, observed, name));
  const txns = make(settings.txnClients, 'txn', (name) => new TxnClient(cluster, observed, name));
  const readers = make(settings.readers, 'reader', (name) => new ReadClient(cluster, observed, name));
  return {
    all: [...keys, ...watchers, ...leases, ...lockers, ...past, ...txns, ...readers],
    watchers,
    leases,
    lockers,
  };
}
