import type { Clock, Logger, Timer } from '@quorate/ports';
import { ask, textOf } from '../http/peer-answer.ts';
import type { PeerHttp } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerObserver } from '../peer-counters.ts';
import type { PeerUrls } from '../peer-urls.ts';

const intervalMs = 4000;

/** A clock that is this far off makes leases and certificates misbehave; operators want to know. */
const driftMsMax = 1000;

const answerLimits = { bytesMax: 4096, timeoutMs: 5000 };

export interface ProberOptions {
  readonly peerId: bigint;
  readonly identity: PeerIdentity;
  readonly urls: PeerUrls;
  readonly http: PeerHttp;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observer: PeerObserver;
}

/** Asks a peer for the time, now and then: how long the answer takes, and how far apart the clocks are. */
export class Prober {
  readonly #options: ProberOptions;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(options: ProberOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = this.#options.clock.setTimer(intervalMs, () => {
      void this.#probe().finally(() => {
        if (!this.#stopped) this.start();
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #probe(): Promise<void> {
    const { urls, http, identity, clock, observer, peerId, logger } = this.#options;
    const baseUrl = urls.current;
    if (baseUrl === undefined) return;
    try {
      const startedMs = clock.monotonicMs();
      const headers = requestHeaders(identity);
      const answer = await ask(http, { baseUrl, path: '/raft/probing', method: 'GET', headers }, answerLimits);
      if (answer.status !== 200) return;
      const tookMs = clock.monotonicMs() - startedMs;
      observer.roundTrip?.(peerId, tookMs / 1000);
      const { Now: now = '' } = JSON.parse(textOf(answer)) as { Now?: string };
      const driftMs = Date.parse(now) + tookMs / 2 - clock.wallMs();
      if (Math.abs(driftMs) > driftMsMax) {
        logger.warn('prober found high clock drift', { 'remote-peer-id': hexId(peerId), 'clock-drift-ms': driftMs });
      }
    } catch {
      // That the peer does not answer is noticed and told by its streams.
    }
  }
}
