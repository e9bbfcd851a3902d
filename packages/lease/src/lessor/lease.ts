/** A lease as this member keeps it. */
export class Lease {
  readonly id: bigint;
  /** Granted time to live in seconds. */
  readonly ttl: number;
  /** Seconds that were left at the last checkpoint; 0 without one: then all of `ttl` counts. */
  checkpointedTtl: number;
  /** When it runs out, by the clock of the primary; infinite on other members. */
  deadlineMs = Number.POSITIVE_INFINITY;
  /** Ran out and is about to be revoked: it cannot be renewed any more. */
  isGivenUp = false;
  /** Attached keys, one character a byte. */
  readonly keys = new Set<string>();
  /** Called when it is revoked, or when this member stops being the primary. */
  readonly #endListeners: ((isRevoked: boolean) => void)[] = [];

  constructor(id: bigint, ttl: number, checkpointedTtl: number) {
    this.id = id;
    this.ttl = ttl;
    this.checkpointedTtl = checkpointedTtl;
  }

  /** Seconds that a new primary gives it. */
  get remainingTtl(): number {
    return this.checkpointedTtl > 0 ? this.checkpointedTtl : this.ttl;
  }

  onEnd(listener: (isRevoked: boolean) => void): void {
    this.#endListeners.push(listener);
  }

  end(isRevoked: boolean): void {
    for (const listener of this.#endListeners.splice(0)) listener(isRevoked);
  }
}
