import type { KeyValueOperation, KeyValueResponse, Observation } from '@quorate/linearizability';

/** What a client did to the keys of one group, as it saw it. */
export interface KeyObservation extends Observation<KeyValueOperation, KeyValueResponse> {
  readonly client: string;
  readonly group: string;
}

/**
 * What all clients together have seen: the order of events between them, the answers, and the newest revision that anybody was
 * told of. What is asked for after somebody was told of a revision must not be older.
 */
export class Observed {
  readonly operations: KeyObservation[] = [];
  #time = 0;
  #newestRevision = 1;
  #acknowledged = 0;
  readonly #refused: { readonly key: string; readonly value: string }[] = [];

  /** The next moment; no two events have the same. */
  nextMoment(): number {
    return ++this.#time;
  }

  /** The newest revision that a client was told of. */
  get newestRevision(): number {
    return this.#newestRevision;
  }

  /** Requests that were answered. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** A client was told of a revision. */
  told(revision: number): void {
    this.#acknowledged++;
    this.#newestRevision = Math.max(this.#newestRevision, revision);
  }

  /** A write was refused for certain. */
  refused(key: string, value: string): void {
    this.#refused.push({ key, value });
  }

  /** Writes that were refused: no member may ever have them. */
  get refusedWrites(): readonly { readonly key: string; readonly value: string }[] {
    return this.#refused;
  }
}
