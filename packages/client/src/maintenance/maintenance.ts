import type {
  AlarmMember,
  AlarmType,
  DowngradeAction,
  HashKVResponse,
  HashResponse,
  ResponseHeader,
  StatusResponse,
} from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';

/** A piece of a database copy. */
export interface SnapshotChunk {
  readonly bytes: Uint8Array;
  /** Bytes still to come after this piece. */
  readonly remainingBytes: number;
  /** The storage version of the copy; empty before etcd 3.6. */
  readonly version: string;
}

/**
 * Upkeep. Most of it concerns one member: name it with the option `endpoint`. All methods reject with `EtcdError`.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const [endpoint] = client.endpoints;
 * const { version, leader, dbSize } = await client.maintenance.status({ endpoint });
 * console.log(version, leader, dbSize, await client.maintenance.alarms());
 * ```
 */
export interface Maintenance {
  status(options?: CallOptions): Promise<StatusResponse>;
  alarms(options?: CallOptions): Promise<readonly AlarmMember[]>;
  /** Ends an alarm; without arguments, all of them. Returns those that ended. */
  disarm(
    alarm?: { readonly memberId: bigint; readonly alarm: AlarmType },
    options?: CallOptions,
  ): Promise<readonly AlarmMember[]>;
  /** Gives the free space of the member's database back to its disk. The member may not answer meanwhile. */
  defragment(options?: CallOptions): Promise<void>;
  /** Hash of the whole database. */
  hash(options?: CallOptions): Promise<HashResponse>;
  /** Hash of the keys up to a revision, 0 for all: equal on all members when none is corrupt. */
  hashKv(revision: number, options?: CallOptions): Promise<HashKVResponse>;
  /** Makes another member the leader. The member asked must be the leader. */
  moveLeader(targetId: bigint, options?: CallOptions): Promise<void>;
  /** A copy of the member's database, its sha256 in the last 32 bytes, as it arrives. No time limit unless one is given. */
  snapshot(options?: CallOptions): AsyncIterableIterator<SnapshotChunk>;
  /** Asks for, begins or cancels a downgrade; the version of the cluster. */
  downgrade(
    action: DowngradeAction,
    version: string,
    options?: CallOptions,
  ): Promise<{ readonly version: string; readonly header: ResponseHeader }>;
  /** Whether the member serves, by the standard health service. */
  serving(options?: CallOptions): Promise<boolean>;
}
