import type { Clock, Logger } from '@quorate/ports';
import { RaftMessage } from '@quorate/protocol';
import { lengthBytes, writeLength } from '../framing/big-endian.ts';
import { type PeerHttp, readBody } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters, PeerObserver } from '../peer-counters.ts';
import { PeerError } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';
import type { SnapshotBody } from '../transport.ts';

/** The answer to a snapshot is empty or an error text. */
const answerBytesMax = 64 * 1024;

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

async function* envelope(message: Uint8Array, body: SnapshotBody): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(lengthBytes + message.length);
  head.set(message, writeLength(head, 0, message.length));
  yield head;
  yield* body.chunks;
}

/** Sends a MsgSnap with the database behind it: 8 bytes of length, the message, the file. */
export class SnapshotSender {
  readonly #options: SnapshotSenderOptions;
  readonly #abort = new AbortController();

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
    this.#abort.abort();
  }

  async #post(baseUrl: string, message: Uint8Array, body: SnapshotBody): Promise<void> {
    const { identity, http, counters } = this.#options;
    const sizeBytes = lengthBytes + message.length + body.sizeBytes;
    const response = await http.send({
      baseUrl,
      path: '/raft/snapshot',
      method: 'POST',
      headers: { ...requestHeaders(identity), 'Content-Type': 'application/octet-stream' },
      body: { sizeBytes, chunks: envelope(message, body) },
      signal: this.#abort.signal,
    });
    const text = new TextDecoder().decode(await readBody(response, answerBytesMax));
    counters.sentBytes += sizeBytes;
    const status = response.statusCode ?? 0;
    if (status === 403 || status === 410) throw new PeerError('removed', text, { status });
    if (status !== 204) throw new PeerError('status', `the peer answered ${status}: ${text}`, { status });
  }
}
