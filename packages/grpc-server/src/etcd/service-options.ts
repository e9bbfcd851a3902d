/** Limits of etcd's services, by the flags that set them. */
export interface EtcdServiceOptions {
  /** `--max-txn-ops`: operations that one level of a transaction may have. */
  readonly maxTxnOps: number;
  /** `--max-request-bytes`: what a request may measure, in bytes. */
  readonly maxRequestBytes: number;
  /** How often a watcher that asked for progress hears of it, in milliseconds; up to a tenth is added at random. */
  readonly watchProgressIntervalMs: number;
}

export const defaultServiceOptions: EtcdServiceOptions = {
  maxTxnOps: 128,
  maxRequestBytes: 1_572_864,
  watchProgressIntervalMs: 600_000,
};

/** What gRPC may add around a request of the largest size: etcd's overhead, in bytes. */
export const GRPC_OVERHEAD_BYTES = 524_288;
