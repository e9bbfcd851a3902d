import type { LoadResult } from '../load/load-result.ts';
import type { ElectionTime } from '../scenarios/measure-election.ts';
import type { IdleMemory } from '../scenarios/measure-idle.ts';
import type { ServerUse } from '../scenarios/run-scenario.ts';
import type { SideName } from '../servers/server-program.ts';

interface MeasurementBase {
  readonly side: SideName;
  /** Counted from 1. */
  readonly round: number;
  /** Name of the scenario. */
  readonly scenario: string;
}

/** One load in one shape against one side in one round. */
export type LoadMeasurement = MeasurementBase & { readonly kind: 'load'; readonly shape: string } & LoadResult &
  ServerUse;

/** Everything that one step of the benchmark can come to. */
export type Measurement =
  | LoadMeasurement
  | (MeasurementBase & { readonly kind: 'idle' } & IdleMemory)
  | (MeasurementBase & { readonly kind: 'election' } & ElectionTime);
