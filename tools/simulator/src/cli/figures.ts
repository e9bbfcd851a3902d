import { type FaultKind, faultKinds } from '../faults/fault-plan.ts';
import type { RunSummary } from './run-summary.ts';

/** Adds up what many runs came to. */
export class Figures {
  #runs = 0;
  #simulatedMs = 0;
  #events = 0;
  #revisions = 0;
  #acknowledged = 0;
  #terms = 0;
  #undecided = 0;
  readonly #faults = new Map<FaultKind, number>();

  get runs(): number {
    return this.#runs;
  }

  add(run: RunSummary): void {
    this.#runs++;
    this.#simulatedMs += run.simulatedMs;
    this.#events += run.events;
    this.#revisions += run.revisions;
    this.#acknowledged += run.acknowledged;
    this.#terms += run.terms;
    this.#undecided += run.undecidedHistories;
    for (const [kind, count] of run.faultCounts) this.#faults.set(kind, (this.#faults.get(kind) ?? 0) + count);
  }

  /** The figures as text; `realMs` is how long it all took. */
  describe(realMs: number): string {
    const seconds = Math.max(0.001, realMs / 1000);
    const faults = faultKinds
      .filter((kind) => this.#faults.has(kind))
      .map((kind) => `${kind} ${this.#faults.get(kind)}`);
    return [
      `${this.#runs} seeds, ${(this.#simulatedMs / 3_600_000).toFixed(2)} simulated hours in ${seconds.toFixed(1)} s`,
      `${this.#events} events, ${Math.round(this.#events / seconds)} a second`,
      `${this.#acknowledged} answers to clients, ${this.#revisions} revisions, ${this.#terms} terms with a leader`,
      `${this.#undecided} histories of keys that were too long to decide`,
      `faults: ${faults.join(', ') || 'none'}`,
    ].join('\n');
  }
}
