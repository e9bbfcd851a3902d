import type { IncomingMessage } from 'node:http';
import type { Clock, Logger, Timer } from '@quorate/ports';
import type { RaftMessage } from '@quorate/protocol';
import type { PeerHttp } from '../http/peer-request.ts';
import { hexId, isCompatible, isSameCluster, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters } from '../peer-counters.ts';
import { PeerError } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';
import { type StreamKind, streamDecoder, streamPath } from './stream-kind.ts';

/** Between two attempts to connect. */
const redialMs = 100;

/** A stream on which nothing comes for so long is broken; the writer sends a sign of life three times as often. */
const readTimeoutMs = 5000;

/** The same complaint about a peer is logged once in so many attempts: a peer that is down fails ten times a second. */
const complainEvery = 100;

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
    const url = this.#options.urls.current;
    if (url === undefined) return;
    try {
      await this.#read(await this.#open(url));
      throw new PeerError('unreachable', 'the stream ended');
    } catch (error) {
      if (this.#stopped) return;
      if (error instanceof PeerError && error.code === 'removed') {
        this.#options.onRemoved();
        return;
      }
      this.#complain(error);
      this.#options.urls.unreachable(url);
      this.#redial = this.#options.clock.setTimer(redialMs, () => void this.#dial());
    }
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
    });
    try {
      this.#check(response);
      return response;
    } catch (error) {
      response.destroy();
      throw error;
    }
  }

  #check(response: IncomingMessage): void {
    const { identity, peerId } = this.#options;
    const status = response.statusCode ?? 0;
    if (status === 410 || status === 403) throw new PeerError('removed', 'this member was removed', { status });
    if (status === 412) throw new PeerError('incompatible', `peer ${hexId(peerId)} refuses this member`, { status });
    if (status !== 200) throw new PeerError('status', `peer ${hexId(peerId)} answered ${status}`, { status });
    if (!isCompatible(response.headers, identity)) throw new PeerError('incompatible', 'incompatible version');
    if (!isSameCluster(response.headers, identity.clusterId)) {
      throw new PeerError('incompatible', 'cluster ID mismatch');
    }
  }

  /** Hands on what comes until the stream breaks. */
  #read(response: IncomingMessage): Promise<void> {
    const { kind, peerId, identity, activity, counters, clock, logger, onMessages } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
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
    activity.reached();
    logger.info('established TCP streaming connection with remote peer', {
      'stream-reader-type': kind,
      'remote-peer-id': hexId(peerId),
    });
    response.on('data', (chunk: Uint8Array) => {
      heardMs = clock.monotonicMs();
      counters.receivedBytes += chunk.length;
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
      resolve();
    });
    return promise;
  }

  #complain(error: unknown): void {
    if (this.#failures++ % complainEvery !== 0) return;
    const { kind, peerId, logger } = this.#options;
    logger.warn('lost TCP streaming connection with remote peer', {
      'stream-reader-type': kind,
      'remote-peer-id': hexId(peerId),
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
