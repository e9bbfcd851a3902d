/** A promise that was broken: what a run exists to find. */
export class Violation extends Error {
  override readonly name = 'Violation';
  /** The promise, in a word or two: failures of the same promise count as the same failure when a plan is shrunk. */
  readonly promise: string;

  constructor(promise: string, detail: string) {
    super(`${promise}: ${detail}`);
    this.promise = promise;
  }
}

/** The broken promises of a run; the first ends it. */
export class Violations {
  #first: Violation | undefined;

  get first(): Violation | undefined {
    return this.#first;
  }

  add(promise: string, detail: string): void {
    this.#first ??= new Violation(promise, detail);
  }

  /** Takes in an exception that nobody expected. */
  addError(promise: string, error: unknown): void {
    if (error instanceof Violation) this.#first ??= error;
    else this.add(promise, error instanceof Error ? (error.stack ?? String(error)) : String(error));
  }
}
