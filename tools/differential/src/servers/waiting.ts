/** A server that does not answer in this time has failed, in milliseconds. */
export const answerMsMax = 10_000;

/** One at a time waits for an item that comes in by itself. */
export class Waiting<T> {
  #wanted: ((item: T) => boolean) | undefined;
  #resolve: (item: T) => void = () => {};
  #reject: (error: Error) => void = () => {};
  #wake: () => void = () => {};
  #failure: Error | undefined;

  /** Resolves with the first item that is wanted. Rejects when none comes in time, or none can come any more. */
  async until(what: string, wanted: (item: T) => boolean): Promise<T> {
    if (this.#failure !== undefined) throw this.#failure;
    const timer = setTimeout(
      () => this.#reject(new Error(`waited ${answerMsMax} ms in vain until ${what}`)),
      answerMsMax,
    );
    try {
      return await new Promise((resolve, reject) => {
        this.#wanted = wanted;
        this.#resolve = resolve;
        this.#reject = reject;
      });
    } finally {
      clearTimeout(timer);
      this.#wanted = undefined;
    }
  }

  /** Resolves at the next item, or after `ms`. Rejects when none can come any more. */
  async briefly(ms: number): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Gives an item to who waits for it; false when nobody does. */
  offer(item: T): boolean {
    this.#wake();
    if (this.#wanted?.(item) !== true) return false;
    this.#resolve(item);
    return true;
  }

  /** No more items will come. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#reject(error);
    this.#wake();
  }
}
