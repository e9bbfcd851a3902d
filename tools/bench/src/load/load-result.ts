/** What one run of a load against one server came to. */
export interface LoadResult {
  /** Answers within the measured time, all of them right. */
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Latencies in microseconds. */
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly maxMicros: number;
  /** Processors the load generator itself kept busy: near 1, it may be what limits the figure. */
  readonly loadProcessors: number;
}

/** A load did not run, or was not answered as it must be: the figure would be worthless. */
export class LoadError extends Error {
  readonly code = 'BENCH_LOAD';
}
