import type { Clock, Failpoints, Logger } from '@quorate/ports';
import type { Backend } from '../backend/backend.ts';
import type { LeaseKeeper } from '../lease-keeper.ts';

export interface StoreOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Has recovered its leases from the same backend before the store opens; without it there are none. */
  readonly leases?: LeaseKeeper;
  /** Bound of the latest values kept at hand, in bytes; 64 MiB unless given. */
  readonly valueCacheBytesMax?: number;
  /** Records a step of a compaction looks at; 1,000 unless given. */
  readonly compactionBatchMax?: number;
  /** Pause between the steps of a compaction in milliseconds; 10 unless given. */
  readonly compactionPauseMs?: number;
  /** For fault tests: the points of compactions. */
  readonly failpoints?: Failpoints;
}

/** The defaults; those of compaction are etcd's. */
export const valueCacheBytesMaxDefault = 64 * 1024 * 1024;
export const compactionBatchMaxDefault = 1_000;
export const compactionPauseMsDefault = 10;
