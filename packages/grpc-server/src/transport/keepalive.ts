import { ErrorCode, type Http2ServerConnection } from '@quorate/http2';
import type { KeepaliveOptions } from '../rpc/server-options.ts';

const defaults = { intervalMs: 7_200_000, timeoutMs: 20_000, clientIntervalMsMin: 5_000 };

/** Pings that may come too early before the client is sent away; anything sent to it forgives the earlier ones. */
const PING_STRIKES_MAX = 2;

/** A client without open streams may ping this often, in milliseconds: as good as never. */
const IDLE_CLIENT_INTERVAL_MS_MIN = 7_200_000;

/**
 * Keepalive of one connection, both ways: pings a client that has been silent, closes the connection when it does not answer, and
 * sends clients away that ping too often (gRPC proposals A8 and A9).
 */
export class Keepalive {
  readonly #options: Required<KeepaliveOptions>;
  readonly #connection: Http2ServerConnection;
  #timer: NodeJS.Timeout | undefined;
  #bytesReceived = 0;
  #awaitsAnswer = false;
  #lastPingMs = Number.NEGATIVE_INFINITY;
  #strikes = 0;

  constructor(connection: Http2ServerConnection, options: KeepaliveOptions = {}) {
    this.#connection = connection;
    this.#options = { ...defaults, ...options };
    this.#schedule(this.#options.intervalMs, () => this.#check());
  }

  /** The client pinged. */
  onPing(): void {
    const nowMs = performance.now();
    const idle = this.#connection.stats.streamsOpen === 0;
    const intervalMsMin = idle ? IDLE_CLIENT_INTERVAL_MS_MIN : this.#options.clientIntervalMsMin;
    if (nowMs - this.#lastPingMs < intervalMsMin) this.#strikes++;
    this.#lastPingMs = nowMs;
    if (this.#strikes > PING_STRIKES_MAX) this.#connection.close(ErrorCode.EnhanceYourCalm, 'too_many_pings');
  }

  /** Something was sent to the client, which may well ping to learn whether it arrives. */
  onSent(): void {
    this.#strikes = 0;
    this.#lastPingMs = Number.NEGATIVE_INFINITY;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(delayMs: number, action: () => void): void {
    this.#timer = setTimeout(action, Math.min(delayMs, 0x7fff_ffff)).unref();
  }

  /** An interval is over: a client that sent nothing in it is asked whether it is still there. */
  #check(): void {
    const { bytesReceived } = this.#connection.stats;
    const silent = bytesReceived === this.#bytesReceived;
    this.#bytesReceived = bytesReceived;
    if (!silent) {
      this.#schedule(this.#options.intervalMs, () => this.#check());
      return;
    }
    this.#awaitsAnswer = true;
    this.#connection.ping(() => {
      this.#awaitsAnswer = false;
    });
    this.#schedule(this.#options.timeoutMs, () => {
      if (this.#awaitsAnswer) this.#connection.destroy();
      else this.#schedule(this.#options.intervalMs, () => this.#check());
    });
  }
}
