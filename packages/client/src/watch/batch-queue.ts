import type { WatchBatch } from './watch-options.ts';

/** Batches on their way to a reader that takes them one at a time. */
export class BatchQueue {
  readonly #batches: WatchBatch[] = [];
  #head = 0;
  #events = 0;
  #isEnded = false;
  #failure: Error | undefined;
  #waiting: PromiseWithResolvers<void> | undefined;

  /** Events that wait. */
  get events(): number {
    return this.#events;
  }

  get isEmpty(): boolean {
    return this.#head === this.#batches.length;
  }

  push(batch: WatchBatch): void {
    this.#batches.push(batch);
    this.#events += batch.events.length;
    this.#wake();
  }

  /** No batch will follow; a reader that has taken all of them gets the error, if there is one. */
  end(failure?: Error): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#failure = failure;
    this.#wake();
  }

  /** The next batch if one is there. */
  shift(): WatchBatch | undefined {
    const batch = this.#batches[this.#head];
    if (batch === undefined) return undefined;
    this.#head++;
    this.#events -= batch.events.length;
    if (this.isEmpty) {
      this.#batches.length = 0;
      this.#head = 0;
    }
    return batch;
  }

  /** The next batch as soon as there is one; `undefined` at the end. */
  async next(): Promise<WatchBatch | undefined> {
    for (;;) {
      const batch = this.shift();
      if (batch !== undefined) return batch;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#isEnded) return undefined;
      this.#waiting ??= Promise.withResolvers();
      await this.#waiting.promise;
    }
  }

  #wake(): void {
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }
}
