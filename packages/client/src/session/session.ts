import type { CallOptions } from '../connection/call-options.ts';
import type { LeaseLostError } from '../errors/etcd-error.ts';
import type { Lease } from '../lease/lease.ts';

export interface SessionOptions extends CallOptions {
  /** Seconds after which what the session holds is free when its process dies; 60 unless given. */
  readonly ttlSeconds?: number | undefined;
}

/**
 * A lease that stands for a process being there: locks and candidacies hang on it.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using session = await client.session({ ttlSeconds: 15 });
 * await using first = await client.mutex('locks/one').acquire({ session });
 * await using second = await client.mutex('locks/two').acquire({ session });
 * console.log(first.revision < second.revision, session.signal.aborted);
 * ```
 */
export interface Session extends AsyncDisposable {
  readonly lease: Lease;
  /** Fires when the session is over; after a loss its reason is a {@link LeaseLostError}. */
  readonly signal: AbortSignal;
  /** Gives up everything that hangs on the session. */
  close(options?: CallOptions): Promise<void>;
}
