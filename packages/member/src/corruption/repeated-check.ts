import type { Clock, Logger, Timer } from '@quorate/ports';

export interface RepeatedCheckOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Time from the end of one check to the next, in milliseconds. */
  readonly intervalMs: number;
  readonly isLeader: () => boolean;
  readonly check: () => Promise<void>;
}

/** Runs a check over and over, as long as this member leads; one that fails is reported, and the next one comes. */
export class RepeatedCheck {
  readonly #options: RepeatedCheckOptions;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(options: RepeatedCheckOptions) {
    this.#options = options;
  }

  start(): void {
    const { clock, intervalMs, isLeader } = this.#options;
    if (this.#stopped) return;
    this.#timer = clock.setTimer(intervalMs, () => {
      if (isLeader()) void this.#run();
      else this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #run(): Promise<void> {
    try {
      await this.#options.check();
    } catch (error) {
      if (!this.#stopped) this.#options.logger.warn('failed to check hash KV', { error: String(error) });
    }
    this.start();
  }
}
