import type { Clock, Logger } from '@quorate/ports';
import { RaftMessage } from '@quorate/protocol';
import { lengthBytes, writeLength } from '../framing/big-endian.ts';
import { readAnswer, textOf } from '../http/peer-answer.ts';
import type { PeerHttp } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters, PeerObserver } from '../peer-counters.ts';
import { PeerError, requireDelivered } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';
import type { SnapshotBody } from '../transport.ts';

/** The answer to a snapshot is empty or an error text, and is there soon after its headers; etcd waits as long. */
const answerLimits = { bytesMax: 64 * 1024, timeoutMs: 5000 };

/**
 * A transfer of which nothing moved for so long is given up, so that raft tries again: the peer's machine may be gone. Long,
 * since a peer that has the last byte answers only when its disk has the whole database.
 */
const standstillMsMax = 5 * 60_000;

export interface SnapshotSenderOptions {
  readonly peerId: bigint;
  readonly identity: PeerIdentity;
  readonly urls: PeerUrls;
  readonly http: PeerHttp;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly activity: PeerActivity;
  readonly counters: PeerCounters;
  readonly observer: PeerObserver;
  readonly onRemoved: () => void;
}

/** Sends a MsgSnap with the database behind it: 8 bytes of length, the message, the file. */
export class SnapshotSender {
  readonly #options: SnapshotSenderOptions;
  readonly #underWay = new Set<AbortController>();

  constructor(options: SnapshotSenderOptions) {
    this.#options = options;
  }

  /** Resolves whether the peer has saved the database. Does not reject. */
  async send(message: RaftMessage, body: SnapshotBody): Promise<boolean> {
    const { urls, clock, counters, activity, logger, peerId, observer } = this.#options;
    const startedMs = clock.monotonicMs();
    const url = urls.current;
    const fields = {
      'remote-peer-id': hexId(peerId),
      'snapshot-index': message.snapshot?.metadata.index,
      bytes: body.sizeBytes,
    };
    counters.snapshotSendsInFlight++;
    logger.info('sending database snapshot', fields);
    try {
      if (url === undefined) throw new PeerError('unreachable', 'the peer has no URL');
      await this.#post(url, RaftMessage.encode(message), body);
      activity.reached();
      counters.snapshotsSent++;
      observer.snapshotSent?.(peerId, (clock.monotonicMs() - startedMs) / 1000);
      logger.info('sent database snapshot', fields);
      return true;
    } catch (error) {
      counters.snapshotSendFailures++;
      counters.sentFailures++;
      if (url !== undefined) urls.unreachable(url);
      activity.failed('send snapshot', error);
      logger.warn('failed to send database snapshot', { ...fields, error: String(error) });
      if (error instanceof PeerError && error.code === 'removed') this.#options.onRemoved();
      return false;
    } finally {
      counters.snapshotSendsInFlight--;
      body.close();
    }
  }

  stop(): void {
    for (const abort of this.#underWay) abort.abort();
  }

  async #post(baseUrl: string, message: Uint8Array, body: SnapshotBody): Promise<void> {
    const { identity, http, counters, clock, peerId } = this.#options;
    const sizeBytes = lengthBytes + message.length + body.sizeBytes;
    const abort = new AbortController();
    const watch = new StandstillWatch(clock, () => {
      abort.abort(new PeerError('timeout', `nothing of the snapshot moved for ${standstillMsMax / 1000} s`));
    });
    this.#underWay.add(abort);
    try {
      const response = await http.send({
        baseUrl,
        path: '/raft/snapshot',
        method: 'POST',
        headers: { ...requestHeaders(identity), 'Content-Type': 'application/octet-stream' },
        body: { sizeBytes, chunks: envelope(message, body, () => watch.moved()) },
        signal: abort.signal,
      });
      const answer = await readAnswer(response, clock, answerLimits);
      requireDelivered(hexId(peerId), answer.status, textOf(answer));
      counters.sentBytes += sizeBytes;
    } catch (error) {
      // A peer that refused before it had everything must not be sent the rest.
      abort.abort();
      throw error;
    } finally {
      watch.stop();
      this.#underWay.delete(abort);
    }
  }
}

async function* envelope(message: Uint8Array, body: SnapshotBody, onMoved: () => void): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(lengthBytes + message.length);
  head.set(message, writeLength(head, 0, message.length));
  yield head;
  for await (const chunk of body.chunks) {
    onMoved();
    yield chunk;
  }
}

/** Calls back when nothing has moved for a while. */
class StandstillWatch {
  readonly #clock: Clock;
  readonly #onStandstill: () => void;
  #movedMs: number;
  #timer: { cancel(): void };

  constructor(clock: Clock, onStandstill: () => void) {
    this.#clock = clock;
    this.#onStandstill = onStandstill;
    this.#movedMs = clock.monotonicMs();
    this.#timer = this.#schedule(standstillMsMax);
  }

  moved(): void {
    this.#movedMs = this.#clock.monotonicMs();
  }

  stop(): void {
    this.#timer.cancel();
  }

  #schedule(ms: number): { cancel(): void } {
    return this.#clock.setTimer(ms, () => {
      const leftMs = this.#movedMs + standstillMsMax - this.#clock.monotonicMs();
      if (leftMs <= 0) this.#onStandstill();
      else this.#timer = this.#schedule(leftMs);
    });
  }
}
