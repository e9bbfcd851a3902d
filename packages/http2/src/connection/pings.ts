import { readUint32, writeUint32 } from '../frame/frame.ts';
import type { Http2Clock } from '../limits/clock.ts';

/** The first half of the payload of our PINGs, so that a stray answer is not taken for one of them. */
const MARK = 0x71_75_6f_72;

/** PINGs of ours without an answer; more tell nothing new. */
const OUTSTANDING_MAX = 16;

interface Outstanding {
  readonly sentMs: number;
  readonly onAnswer: (roundTripMs: number) => void;
}

/** The PINGs this side has sent (RFC 9113 section 6.7). */
export class Pings {
  readonly #clock: Http2Clock;
  readonly #outstanding = new Map<number, Outstanding>();
  #count = 0;

  constructor(clock: Http2Clock) {
    this.#clock = clock;
  }

  /** The payload of a new PING. When too many are out, the oldest is given up. */
  create(onAnswer: (roundTripMs: number) => void): Uint8Array {
    if (this.#outstanding.size >= OUTSTANDING_MAX) {
      this.#outstanding.delete(this.#outstanding.keys().next().value as number);
    }
    this.#count = (this.#count + 1) >>> 0;
    this.#outstanding.set(this.#count, { sentMs: this.#clock.monotonicMs(), onAnswer });
    const payload = new Uint8Array(8);
    writeUint32(payload, 0, MARK);
    writeUint32(payload, 4, this.#count);
    return payload;
  }

  /** A PING with ACK arrived with the eight bytes at `offset`; unknown ones are ignored. */
  answered(payload: Uint8Array, offset: number): void {
    if (readUint32(payload, offset) !== MARK) return;
    const count = readUint32(payload, offset + 4);
    const ping = this.#outstanding.get(count);
    if (ping === undefined) return;
    this.#outstanding.delete(count);
    ping.onAnswer(this.#clock.monotonicMs() - ping.sentMs);
  }
}
