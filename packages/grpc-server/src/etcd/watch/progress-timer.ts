/** etcd's shortest interval of progress notifications, in milliseconds. */
const INTERVAL_MS_MIN = 100;

/** Calls back at an interval with up to a tenth of it added at random, so that many streams do not all send at once. */
export class ProgressTimer {
  readonly #intervalMs: number;
  readonly #callback: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number, callback: () => void) {
    const intervalMsBase = Math.max(INTERVAL_MS_MIN, intervalMs);
    this.#intervalMs = intervalMsBase * (1 + Math.random() / 10);
    this.#callback = callback;
  }

  /** Starts the timer unless it runs. It does not keep the process alive. */
  start(): void {
    this.#timer ??= setInterval(this.#callback, this.#intervalMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
