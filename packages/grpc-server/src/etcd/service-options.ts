/** Limits of etcd's services, by the flags that set them. */
export interface EtcdServiceOptions {
  /** `--max-txn-ops`: operations that one level of a transaction may have. */
  readonly maxTxnOps: number;
  /** `--max-request-bytes`: what a request may measure, in bytes. */
  readonly maxRequestBytes: number;
  /** How often a watcher that asked for progress hears of it, in milliseconds; up to a tenth is added at random. */
  readonly watchProgressIntervalMs: number;
  /** For fault tests: called before events are sent to a watcher; they wait for the promise, and the stream ends when it rejects. */
  readonly beforeWatchEvents?: () => Promise<void> | undefined;
  /** For fault tests: the same for a piece of a streamed range. */
  readonly beforeRangePiece?: () => Promise<void> | undefined;
}

export const defaultServiceOptions: EtcdServiceOptions = {
  maxTxnOps: 128,
  maxRequestBytes: 1_572_864,
  watchProgressIntervalMs: 600_000,
};

/** What gRPC may add around a request of the largest size: etcd's overhead, in bytes. */
export const GRPC_OVERHEAD_BYTES = 524_288;
