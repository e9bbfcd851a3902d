import type { Auth } from './auth/auth.ts';
import type { Cache, CacheOptions } from './cache/cache.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { CallOptions } from './connection/call-options.ts';
import type { ClientOptions } from './connection/client-options.ts';
import type { Election } from './election/election.ts';
import type { BytesLike } from './kv/bytes.ts';
import type { KeySelector } from './kv/key-range.ts';
import type { Kv } from './kv/kv.ts';
import type { Leases } from './lease/lease.ts';
import type { Mutex } from './lock/lock.ts';
import type { Maintenance } from './maintenance/maintenance.ts';
import type { Mirror, MirrorOptions } from './mirror/mirror.ts';
import type { Session, SessionOptions } from './session/session.ts';
import type { StmOptions, StmResult, StmWork } from './stm/stm.ts';
import type { WatchOptions } from './watch/watch-options.ts';
import type { Watcher } from './watch/watcher.ts';

/** What can be done with keys, those of the whole store or of a namespace in it. */
export interface Store {
  readonly kv: Kv;
  readonly leases: Leases;
  /** Watches a key or a range. */
  watch(selector: KeySelector, options?: WatchOptions): Watcher;
  /** A session: a lease that stands for this process being there. */
  session(options?: SessionOptions): Promise<Session>;
  /** A lock by name; its keys are `name/…`, as those of `etcdctl lock`. */
  mutex(name: BytesLike): Mutex;
  /** An election by name; its keys are `name/…`, as those of `etcdctl elect`. */
  election(name: BytesLike): Election;
  /** Runs a software transaction. */
  stm<T>(work: StmWork<T>, options?: StmOptions): Promise<StmResult<T>>;
  /** A copy of a range that keeps itself up to date. */
  cache(selector: KeySelector, options?: CacheOptions): Cache;
  /** A range as it is, and then its changes. */
  mirror(options?: MirrorOptions): Mirror;
  /** The same store, seen through keys that all begin with `start`, which callers do not see. */
  namespace(start: BytesLike): Store;
  /** The same store, whose reads never go back behind what this view has seen, also when serializable. */
  ordered(): Store;
}

/**
 * A client of a cluster. It connects when it is first used, and keeps no process alive after `close()`.
 *
 * @example
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await client.kv.put('greeting', 'hello');
 * console.log(await client.kv.getText('greeting'));
 */
export declare class EtcdClient implements Store, AsyncDisposable {
  constructor(options: ClientOptions);
  readonly kv: Kv;
  readonly leases: Leases;
  readonly auth: Auth;
  readonly cluster: Cluster;
  readonly maintenance: Maintenance;
  /** The endpoints in use. */
  readonly endpoints: readonly string[];
  watch(selector: KeySelector, options?: WatchOptions): Watcher;
  session(options?: SessionOptions): Promise<Session>;
  mutex(name: BytesLike): Mutex;
  election(name: BytesLike): Election;
  stm<T>(work: StmWork<T>, options?: StmOptions): Promise<StmResult<T>>;
  cache(selector: KeySelector, options?: CacheOptions): Cache;
  mirror(options?: MirrorOptions): Mirror;
  namespace(start: BytesLike): Store;
  ordered(): Store;
  /** Replaces the endpoints by the client URLs of the cluster's members. */
  sync(options?: CallOptions): Promise<readonly string[]>;
  /** Ends everything: calls fail with `closed`, watches end, connections are cut. Leases are left to time. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
