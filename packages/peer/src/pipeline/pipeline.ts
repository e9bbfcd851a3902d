import { RaftMessage } from '@quorate/protocol';
import { ask, textOf } from '../http/peer-answer.ts';
import type { PeerHttp } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters } from '../peer-counters.ts';
import { PeerError, requireDelivered } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';

/** Requests under way at a time, as in etcd: one slow one must not hold up the others. */
const connectionsMax = 4;

/** Messages that may wait for a connection, as in etcd. */
const waitingMax = 64;

/** No answer to a message is longer than an error text. */
const answerBytesMax = 64 * 1024;

/** What a peer has not taken by then is out of date for raft: it has sent it again, or something newer. */
const deliveryMsMax = 5000;

export interface PipelineOptions {
  readonly peerId: bigint;
  readonly identity: PeerIdentity;
  readonly urls: PeerUrls;
  readonly http: PeerHttp;
  readonly activity: PeerActivity;
  readonly counters: PeerCounters;
  readonly onFailed: () => void;
  readonly onRemoved: () => void;
}

/** Sends single messages by POST while no stream to the peer is attached. */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #waiting: RaftMessage[] = [];
  #underWay = 0;
  #stopped = false;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** Sends a message as soon as a connection is free; false when too many wait. */
  send(message: RaftMessage): boolean {
    if (this.#stopped || this.#options.urls.current === undefined || this.#waiting.length >= waitingMax) return false;
    this.#waiting.push(message);
    this.#next();
    return true;
  }

  stop(): void {
    this.#stopped = true;
    this.#waiting.length = 0;
  }

  #next(): void {
    while (this.#underWay < connectionsMax) {
      const message = this.#waiting.shift();
      if (!message) return;
      this.#underWay++;
      void this.#post(message).finally(() => {
        this.#underWay--;
        this.#next();
      });
    }
  }

  async #post(message: RaftMessage): Promise<void> {
    const { urls, activity, counters, onFailed, onRemoved } = this.#options;
    const url = urls.current;
    if (url === undefined) return;
    try {
      await this.#deliver(url, RaftMessage.encode(message));
      activity.reached();
    } catch (error) {
      if (this.#stopped) return;
      counters.sentFailures++;
      urls.unreachable(url);
      activity.failed('post message', error);
      onFailed();
      if (error instanceof PeerError && error.code === 'removed') onRemoved();
    }
  }

  async #deliver(baseUrl: string, body: Uint8Array): Promise<void> {
    const { identity, http, peerId, counters } = this.#options;
    const headers = { ...requestHeaders(identity), 'Content-Type': 'application/protobuf' };
    const limits = { bytesMax: answerBytesMax, timeoutMs: deliveryMsMax };
    const answer = await ask(http, { baseUrl, path: '/raft', method: 'POST', headers, body }, limits);
    requireDelivered(hexId(peerId), answer.status, textOf(answer));
    counters.sentBytes += body.length;
  }
}
