import type { ServerResponse } from 'node:http';
import type { Clock, Timer } from '@quorate/ports';
import type { RaftMessage } from '@quorate/protocol';
import { linkHeartbeat } from '../framing/message-stream.ts';
import type { PeerCounters } from '../peer-counters.ts';
import { type StreamKind, streamEncoder } from './stream-kind.ts';

/** How often an idle stream shows that it is alive: a third of the reader's timeout of 5 s. */
const linkHeartbeatMs = 5000 / 3;

/**
 * Bytes that may wait for a slow reader before messages are dropped. Raft keeps at most 512 appends of 1 MiB on the way, and
 * sends again what was lost; this leaves room for a burst without holding a stuck peer's whole backlog in memory.
 */
const waitingBytesMax = 64 * 1024 * 1024;

/**
 * The stream on which a peer reads from this member. The peer asks for it, by a GET that is never answered to the end; a newer
 * request replaces the connection of an older one.
 */
export class OutgoingStream {
  readonly kind: StreamKind;
  readonly #clock: Clock;
  readonly #counters: PeerCounters;
  readonly #onDetached: (error: unknown) => void;
  #response: ServerResponse | undefined;
  #encode: ((messages: readonly RaftMessage[]) => Uint8Array) | undefined;
  #heartbeat: Timer | undefined;

  constructor(kind: StreamKind, clock: Clock, counters: PeerCounters, onDetached: (error: unknown) => void) {
    this.kind = kind;
    this.#clock = clock;
    this.#counters = counters;
    this.#onDetached = onDetached;
  }

  get isAttached(): boolean {
    return this.#response !== undefined;
  }

  /** Takes over a connection whose headers are sent. */
  attach(response: ServerResponse): void {
    this.detach();
    this.#response = response;
    this.#encode = streamEncoder(this.kind);
    const lost = (error?: unknown) => {
      if (this.#response !== response) return;
      this.detach();
      this.#onDetached(error ?? new Error('the reader closed the stream'));
    };
    response.once('close', lost);
    response.once('error', lost);
    this.#scheduleHeartbeat();
  }

  /** Writes messages in one go; false when there is no reader or it is too far behind: they are dropped then. */
  send(messages: readonly RaftMessage[]): boolean {
    if (!this.#response || !this.#encode || this.#response.writableLength > waitingBytesMax) return false;
    const bytes = this.#encode(messages);
    this.#counters.sentBytes += bytes.length;
    this.#response.write(bytes);
    return true;
  }

  /** Ends the connection, if there is one. */
  detach(): void {
    const response = this.#response;
    this.#heartbeat?.cancel();
    this.#response = undefined;
    this.#encode = undefined;
    response?.destroy();
  }

  #scheduleHeartbeat(): void {
    this.#heartbeat = this.#clock.setTimer(linkHeartbeatMs, () => {
      this.send([linkHeartbeat]);
      this.#scheduleHeartbeat();
    });
  }
}
