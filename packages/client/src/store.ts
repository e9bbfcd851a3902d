import type { Cache, CacheOptions } from './cache/cache.ts';
import { WatchedCache } from './cache/watched-cache.ts';
import { createElection } from './election/create-election.ts';
import type { Election } from './election/election.ts';
import type { BytesLike } from './kv/bytes.ts';
import type { KeySelector } from './kv/key-range.ts';
import { createKv, type Kv } from './kv/kv.ts';
import type { KvBackend } from './kv/kv-backend.ts';
import type { Leases } from './lease/lease.ts';
import { createLeasing, type Leasing } from './leasing/leasing.ts';
import { createMutex } from './lock/create-mutex.ts';
import type { Mutex } from './lock/lock.ts';
import { createMirror } from './mirror/create-mirror.ts';
import type { Mirror, MirrorOptions } from './mirror/mirror.ts';
import { namespacedKv } from './namespace/namespaced-kv.ts';
import { NamespacedLeases } from './namespace/namespaced-leases.ts';
import { namespacedWatch } from './namespace/namespaced-watch.ts';
import { orderedKv } from './ordering/ordered-kv.ts';
import { createSession } from './session/create-session.ts';
import type { Session, SessionOptions } from './session/session.ts';
import { runStm } from './stm/run-stm.ts';
import type { StmOptions, StmResult, StmWork } from './stm/stm.ts';
import { ResumingWatcher } from './watch/resuming-watcher.ts';
import type { WatchBackend } from './watch/watch-backend.ts';
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
  /** Keys whose reads cost no request until somebody else writes them; `start` is where it is written who holds what. */
  leasing(start: BytesLike, options?: SessionOptions): Promise<Leasing>;
  /** The same store, whose reads never go back behind what this view has seen, also when serializable. */
  ordered(): Store;
}

/** What a store stands on. */
export interface StoreBackends {
  readonly kv: KvBackend;
  readonly watch: WatchBackend;
  readonly leases: Leases;
}

/** A store on its backends; namespaces and ordering are stores on other backends. */
export class BackendStore implements Store {
  readonly kv: Kv;
  readonly leases: Leases;
  readonly #backends: StoreBackends;

  constructor(backends: StoreBackends) {
    this.#backends = backends;
    this.kv = createKv(backends.kv);
    this.leases = backends.leases;
  }

  watch(selector: KeySelector, options: WatchOptions = {}): Watcher {
    return new ResumingWatcher(this.#backends.watch, selector, options);
  }

  session(options: SessionOptions = {}): Promise<Session> {
    return createSession(this.leases, options);
  }

  mutex(name: BytesLike): Mutex {
    return createMutex(this, name);
  }

  election(name: BytesLike): Election {
    return createElection(this, name);
  }

  stm<T>(work: StmWork<T>, options: StmOptions = {}): Promise<StmResult<T>> {
    return runStm(this.kv, work, options);
  }

  cache(selector: KeySelector, options: CacheOptions = {}): Cache {
    return new WatchedCache(this, selector, options);
  }

  mirror(options: MirrorOptions = {}): Mirror {
    return createMirror(this, options);
  }

  namespace(start: BytesLike): Store {
    const { kv, watch, leases } = this.#backends;
    return new BackendStore({
      ...this.#backends,
      kv: namespacedKv(kv, start),
      watch: namespacedWatch(watch, start),
      leases: new NamespacedLeases(leases, start),
    });
  }

  leasing(start: BytesLike, options: SessionOptions = {}): Promise<Leasing> {
    return createLeasing(this, this.#backends.kv, start, options);
  }

  ordered(): Store {
    return new BackendStore({ ...this.#backends, kv: orderedKv(this.#backends.kv) });
  }
}
