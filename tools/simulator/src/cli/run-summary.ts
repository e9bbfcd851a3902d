import type { FaultKind } from '../faults/fault-plan.ts';
import type { RunResult } from '../run/simulate.ts';

/** What is told of a run, in a form that passes between processes. */
export interface RunSummary {
  readonly seed: number;
  readonly isBroken: boolean;
  readonly simulatedMs: number;
  readonly events: number;
  readonly revisions: number;
  readonly acknowledged: number;
  readonly terms: number;
  readonly undecidedHistories: number;
  readonly faultCounts: ReadonlyMap<FaultKind, number>;
}

export function summaryOf(run: RunResult): RunSummary {
  const { seed, simulatedMs, events, revisions, acknowledged, terms, undecidedHistories, faultCounts } = run;
  return {
    seed,
    isBroken: run.violation !== undefined,
    simulatedMs,
    events,
    revisions,
    acknowledged,
    terms,
    undecidedHistories,
    faultCounts,
  };
}
