/** What every call can be told. */
export interface CallOptions {
  /** Ends the call. A write that had been sent may have happened: the error's `mayHaveExecuted` says so. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the call with its retries; the client's `callTimeoutMs` unless given. `Infinity` for none. */
  readonly timeoutMs?: number | undefined;
  /** The caller vouches that doing it twice does no harm, so the call is retried even when it may have been executed. */
  readonly idempotent?: boolean | undefined;
  /** Ask this endpoint and no other, e.g. `http://10.0.0.1:2379`. It need not be among those of the client. */
  readonly endpoint?: string | undefined;
  /** Fail with `no-leader` at once when the member asked has no leader. Streams have it unless told otherwise. */
  readonly requireLeader?: boolean | undefined;
}
