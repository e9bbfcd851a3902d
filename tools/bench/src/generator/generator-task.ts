import type { GeneratedWork } from '../scenarios/scenario.ts';

/** Bytes of every value that is written. */
export const VALUE_BYTES = 256;

/** Share of reads in the mixed load. */
export const MIXED_READ_SHARE = 0.8;

interface TaskBase {
  /** Connections are spread over these in turn. */
  readonly endpoints: readonly string[];
  readonly connections: number;
  readonly streams: number;
}

/** What the generator's process is told to do, as JSON in its only argument. */
export type GeneratorTask =
  | (TaskBase & { readonly kind: 'fill'; readonly keys: number })
  | (TaskBase & {
      readonly kind: 'calls';
      readonly work: GeneratedWork;
      readonly keys: number;
      readonly warmUpSeconds: number;
      readonly seconds: number;
      /** Of the random choice of keys and of reads. */
      readonly seed: number;
    })
  | (TaskBase & { readonly kind: 'watch'; readonly warmUpSeconds: number; readonly seconds: number })
  | (TaskBase & { readonly kind: 'idle-connections' | 'idle-watches' });

/** What the generator prints as one line of JSON when it is done; an idle task prints it once everything is open, and ends with its input. */
export interface GeneratorReport {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
  readonly maxMicros: number;
}
