import type { Compare } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { BytesLike } from '../kv/bytes.ts';
import type { Session, SessionOptions } from '../session/session.ts';

/** How to run. `timeoutMs` limits the waiting, `signal` ends it. */
export interface CampaignOptions extends SessionOptions {
  /** Hang the candidacy on this session; one of its own unless given. */
  readonly session?: Session | undefined;
}

/** Who leads, as everybody can see. */
export interface ElectedLeader {
  readonly key: Uint8Array;
  /** What the leader proclaims. */
  readonly value: Uint8Array;
  /** Of the candidacy: every later leader has a greater one. */
  readonly revision: number;
  /** Of the proclamation. */
  readonly modRevision: number;
  readonly leaseId: bigint;
}

/** An election won. `await using` resigns at the end of the block. */
export interface Leadership extends AsyncDisposable {
  readonly key: Uint8Array;
  /** Fencing token: every later leader has a greater one. */
  readonly revision: number;
  /** Fires when the leadership is lost or given up: stop leading then. */
  readonly signal: AbortSignal;
  /** A transaction's condition: still leader. */
  isLeader(): Compare;
  /** Changes what the leader proclaims. Rejects with `not-elected` when it leads no more. */
  proclaim(value: BytesLike, options?: CallOptions): Promise<void>;
  resign(options?: CallOptions): Promise<void>;
}

/**
 * An election by name, in which one candidate leads at a time and the others queue up.
 *
 * @example
 * ```ts
 * import { EtcdClient, text } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const election = client.election('offices/mayor');
 * await using leadership = await election.campaign('Ada', { ttlSeconds: 15 });
 * for await (const leader of election.observe()) {
 *   console.log(leader && text(leader.value), leadership.signal.aborted);
 *   break;
 * }
 * ```
 */
export interface Election {
  readonly name: Uint8Array;
  /** Waits until elected. Rejects with `lease-lost`, `aborted` or `timeout`. */
  campaign(value: BytesLike, options?: CampaignOptions): Promise<Leadership>;
  /** Who leads, or `undefined`. */
  leader(options?: CallOptions): Promise<ElectedLeader | undefined>;
  /** The leader as it is, and whenever it or what it proclaims changes; `undefined` while there is none. */
  observe(options?: { readonly signal?: AbortSignal | undefined }): AsyncIterableIterator<ElectedLeader | undefined>;
}
