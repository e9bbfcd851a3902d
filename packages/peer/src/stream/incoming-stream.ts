import type { IncomingMessage } from 'node:http';
import type { Clock, Logger, Timer } from '@quorate/ports';
import type { RaftMessage } from '@quorate/protocol';
import { readAnswer, textOf } from '../http/peer-answer.ts';
import type { PeerHttp } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders, requireCompatible } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters } from '../peer-counters.ts';
import { PeerError, requireDelivered } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';
import { type StreamKind, streamDecoder, streamPath } from './stream-kind.ts';

/** Between two attempts to connect, as in etcd: a peer that is back is heard again well within an election timeout. */
const redialMs = 100;

/** What a peer says when it refuses a stream. */
const refusalLimits = { bytesMax: 4096, timeoutMs: 5000 };

/** A stream on which nothing comes for so long is broken; the writer sends a sign of life three times as often. */
const readTimeoutMs = 5000;

/** The same complaint about a peer is logged once in so many attempts: a peer that is down fails ten times a second. */
const complainEvery = 100;

/** Different reasons that are told besides, until the peer is reached again. */
const reasonsMax = 8;

export interface IncomingStreamOptions {
  readonly kind: StreamKind;
  readonly peerId: bigint;
  readonly identity: PeerIdentity;
  readonly urls: PeerUrls;
  readonly http: PeerHttp;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly activity: PeerActivity;
  readonly counters: PeerCounters;
  readonly onMessages: (messages: readonly RaftMessage[]) => void;
  /** The peer says that this member was removed from the cluster. */
  readonly onRemoved: () => void;
}

/** Reads from a peer: asks it for a stream, and again whenever that breaks, until stopped. */
export class IncomingStream {
  readonly #options: IncomingStreamOptions;
  #stopped = false;
  #response: IncomingMessage | undefined;
  #redial: Timer | undefined;
  #abort = new AbortController();
  #failures = 0;
  readonly #reasons = new Set<string>();
  /** Whether the attempt that just failed had got as far as a stream. */
  #wasConnected = false;

  constructor(options: IncomingStreamOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#dial();
  }

  stop(): void {
    this.#stopped = true;
    this.#redial?.cancel();
    this.#abort.abort();
    this.#response?.destroy();
  }

  async #dial(): Promise<void> {
    const { urls, clock } = this.#options;
    const url = urls.current;
    this.#wasConnected = false;
    try {
      if (url === undefined) throw new PeerError('unreachable', 'the peer has no URL');
      await this.#read(await this.#open(url));
    } catch (error) {
      if (this.#stopped) return;
      this.#complain(error);
      if (url !== undefined) urls.unreachable(url);
      if (error instanceof PeerError && error.code === 'removed') this.#options.onRemoved();
    }
    if (!this.#stopped) this.#redial = clock.setTimer(redialMs, () => void this.#dial());
  }

  async #open(baseUrl: string): Promise<IncomingMessage> {
    const { kind, peerId, identity, http } = this.#options;
    this.#abort = new AbortController();
    const response = await http.send({
      baseUrl,
      path: streamPath(kind, hexId(identity.memberId)),
      method: 'GET',
      headers: { ...requestHeaders(identity), 'X-Raft-To': hexId(peerId) },
      signal: this.#abort.signal,
      answerTimeoutMs: readTimeoutMs,
    });
    if (this.#stopped) {
      response.destroy();
      throw new PeerError('unreachable', 'stopped');
    }
    try {
      await this.#check(response);
      return response;
    } catch (error) {
      response.destroy();
      throw error;
    }
  }

  /** Refuses what is no stream of this cluster; a peer that refuses says why. */
  async #check(response: IncomingMessage): Promise<void> {
    const { identity, peerId, clock } = this.#options;
    const status = response.statusCode ?? 0;
    if (status === 200) requireCompatible(response.headers, identity);
    else requireDelivered(hexId(peerId), status, textOf(await readAnswer(response, clock, refusalLimits)));
  }

  /** Hands on what comes until the stream breaks. */
  #read(response: IncomingMessage): Promise<never> {
    const { kind, peerId, identity, activity, counters, clock, logger, onMessages } = this.#options;
    const { promise, reject } = Promise.withResolvers<never>();
    const decoder = streamDecoder(kind, identity.memberId, peerId);
    let heardMs = clock.monotonicMs();
    let watch: Timer | undefined;
    const watchSilence = () => {
      const silentMs = clock.monotonicMs() - heardMs;
      if (silentMs >= readTimeoutMs) response.destroy(new PeerError('timeout', 'nothing came for 5 s'));
      else watch = clock.setTimer(readTimeoutMs - silentMs, watchSilence);
    };
    watchSilence();
    this.#response = response;
    this.#failures = 0;
    this.#reasons.clear();
    this.#wasConnected = true;
    activity.reached();
    logger.info('established TCP streaming connection with remote peer', {
      'stream-reader-type': kind,
      'remote-peer-id': hexId(peerId),
    });
    response.on('data', (chunk: Uint8Array) => {
      heardMs = clock.monotonicMs();
      counters.receivedBytes += chunk.length;
      activity.reached();
      try {
        const messages = decoder.push(chunk);
        if (messages.length > 0) onMessages(messages);
      } catch (error) {
        counters.receivedFailures++;
        response.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    response.once('error', reject);
    response.once('close', () => {
      watch?.cancel();
      this.#response = undefined;
      activity.failed(`read ${kind} stream`, 'the stream broke');
      reject(new PeerError('unreachable', 'the stream ended'));
    });
    return promise;
  }

  #complain(error: unknown): void {
    const { kind, peerId, logger } = this.#options;
    const fields = {
      'stream-reader-type': kind,
      'remote-peer-id': hexId(peerId),
      error: error instanceof Error ? error.message : String(error),
    };
    if (this.#wasConnected) {
      logger.warn('lost TCP streaming connection with remote peer', fields);
    } else if (this.#isAnotherReason(fields.error) || this.#failures % complainEvery === 0) {
      logger.warn('failed to dial a remote peer', { ...fields, attempts: this.#failures + 1 });
    }
    this.#failures++;
  }

  /** A peer that is being started refuses connections first, and then perhaps the certificate. */
  #isAnotherReason(reason: string): boolean {
    if (this.#reasons.has(reason) || this.#reasons.size >= reasonsMax) return false;
    this.#reasons.add(reason);
    return true;
  }
}
