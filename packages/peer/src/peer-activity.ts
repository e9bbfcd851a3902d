import type { Clock, Logger } from '@quorate/ports';
import { hexId } from './identity/peer-identity.ts';

/** Whether a peer can be reached, and since when; told by everything that talks to it. */
export class PeerActivity {
  readonly #peerId: bigint;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #sinceMs: number | undefined;

  constructor(peerId: bigint, clock: Clock, logger: Logger) {
    this.#peerId = peerId;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Monotonic milliseconds; undefined while it cannot be reached. */
  get sinceMs(): number | undefined {
    return this.#sinceMs;
  }

  reached(): void {
    if (this.#sinceMs !== undefined) return;
    this.#sinceMs = this.#clock.monotonicMs();
    this.#logger.info('peer became active', { 'peer-id': hexId(this.#peerId) });
  }

  failed(action: string, error: unknown): void {
    if (this.#sinceMs === undefined) return;
    this.#sinceMs = undefined;
    this.#logger.warn('peer became inactive (message send to peer failed)', {
      'peer-id': hexId(this.#peerId),
      action,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
