import type { CallOptions } from '../connection/call-options.ts';
import type { LeaseLostError } from '../errors/etcd-error.ts';
import type { Lease } from '../lease/lease.ts';

export interface SessionOptions extends CallOptions {
  /** Seconds after which what the session holds is free when its process dies; 60 unless given. */
  readonly ttlSeconds?: number | undefined;
}

/** A lease that stands for a process being there: locks and candidacies hang on it. */
export interface Session extends AsyncDisposable {
  readonly lease: Lease;
  /** Fires when the session is over; after a loss its reason is a {@link LeaseLostError}. */
  readonly signal: AbortSignal;
  /** Gives up everything that hangs on the session. */
  close(options?: CallOptions): Promise<void>;
}
