import { RaftMessage } from '@quorate/protocol';
import { type PeerHttp, readBody } from '../http/peer-request.ts';
import { hexId, type PeerIdentity, requestHeaders } from '../identity/peer-identity.ts';
import type { PeerActivity } from '../peer-activity.ts';
import type { PeerCounters } from '../peer-counters.ts';
import { PeerError } from '../peer-error.ts';
import type { PeerUrls } from '../peer-urls.ts';

/** Requests under way at a time, as in etcd: one slow one must not hold up the others. */
const connectionsMax = 4;

/** Messages that may wait for a connection. */
const waitingMax = 64;

/** No answer to a message is longer than an error text. */
const answerBytesMax = 64 * 1024;

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
    if (this.#stopped || this.#waiting.length >= waitingMax) return false;
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
      if (error instanceof PeerError && error.code === 'removed') {
        onRemoved();
        return;
      }
      urls.unreachable(url);
      activity.failed('post message', error);
      onFailed();
    }
  }

  async #deliver(baseUrl: string, body: Uint8Array): Promise<void> {
    const { identity, http, peerId, counters } = this.#options;
    const headers = { ...requestHeaders(identity), 'Content-Type': 'application/protobuf' };
    const response = await http.send({ baseUrl, path: '/raft', method: 'POST', headers, body });
    const text = new TextDecoder().decode(await readBody(response, answerBytesMax));
    counters.sentBytes += body.length;
    const status = response.statusCode ?? 0;
    if (status === 403 || status === 410) throw new PeerError('removed', text, { status });
    if (status !== 204 && status !== 200) {
      throw new PeerError('status', `peer ${hexId(peerId)} answered ${status}: ${text}`, { status });
    }
  }
}
