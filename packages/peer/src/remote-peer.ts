import type { ServerResponse } from 'node:http';
import type { Clock, Failpoints, Logger } from '@quorate/ports';
import { MessageType, type RaftMessage } from '@quorate/protocol';
import { normalised } from './framing/normalised.ts';
import type { PeerHttp } from './http/peer-request.ts';
import type { PeerIdentity } from './identity/peer-identity.ts';
import { isBetweenMembers } from './messages-between-members.ts';
import { PeerActivity } from './peer-activity.ts';
import { type PeerCounters, type PeerObserver, peerCounters } from './peer-counters.ts';
import { PeerUrls } from './peer-urls.ts';
import { Pipeline } from './pipeline/pipeline.ts';
import { Prober } from './probing/prober.ts';
import { SnapshotSender } from './snapshot/snapshot-sender.ts';
import { IncomingStream } from './stream/incoming-stream.ts';
import { OutgoingStream } from './stream/outgoing-stream.ts';
import type { StreamKind } from './stream/stream-kind.ts';
import type { PeerHandler, SnapshotBody } from './transport.ts';

export interface RemotePeerOptions {
  readonly peerId: bigint;
  readonly urls: readonly string[];
  readonly identity: PeerIdentity;
  readonly http: PeerHttp;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly handler: PeerHandler;
  readonly observer: PeerObserver;
  readonly failpoints: Failpoints | undefined;
}

/**
 * Everything between this member and one other: the streams both ways, the pipeline, snapshots, probes. One that was never started
 * is answered by the pipeline only.
 */
export class RemotePeer {
  readonly id: bigint;
  readonly urls: PeerUrls;
  readonly activity: PeerActivity;
  readonly counters: PeerCounters = peerCounters();
  readonly #handler: PeerHandler;
  readonly #appends: OutgoingStream;
  readonly #others: OutgoingStream;
  readonly #incoming: IncomingStream[];
  readonly #pipeline: Pipeline;
  readonly #snapshots: SnapshotSender;
  readonly #prober: Prober;

  constructor(options: RemotePeerOptions) {
    const { peerId, clock, logger, handler, failpoints } = options;
    this.id = peerId;
    this.#handler = handler;
    this.urls = new PeerUrls(options.urls);
    this.activity = new PeerActivity(peerId, clock, logger);
    const onRemoved = () => handler.removedFromCluster();
    const shared = { ...options, urls: this.urls, activity: this.activity, counters: this.counters, onRemoved };
    const onDetached = (error: unknown) => {
      this.activity.failed('write stream', error);
      // What was written last may not have arrived: raft asks how far the peer is before it sends on.
      handler.reportUnreachable(peerId);
    };
    this.#appends = new OutgoingStream('msgapp', clock, this.counters, onDetached);
    this.#others = new OutgoingStream('message', clock, this.counters, onDetached);
    const onMessages = (messages: readonly RaftMessage[]) => {
      for (const message of messages) {
        if (isBetweenMembers(message) && !failpoints?.skips('raftDropHeartbeat')) handler.receive(normalised(message));
      }
    };
    this.#incoming = (['msgapp', 'message'] as const).map(
      (kind) => new IncomingStream({ ...shared, kind, onMessages }),
    );
    this.#pipeline = new Pipeline({ ...shared, onFailed: () => handler.reportUnreachable(peerId) });
    this.#snapshots = new SnapshotSender(shared);
    this.#prober = new Prober(shared);
  }

  start(): void {
    for (const stream of this.#incoming) stream.start();
    this.#prober.start();
  }

  stop(): void {
    for (const stream of this.#incoming) stream.stop();
    this.#appends.detach();
    this.#others.detach();
    this.#pipeline.stop();
    this.#snapshots.stop();
    this.#prober.stop();
  }

  /** The peer has asked for a stream to read from this member. */
  attach(kind: StreamKind, response: ServerResponse): void {
    (kind === 'msgapp' ? this.#appends : this.#others).attach(response);
    this.activity.reached();
  }

  /** Sends messages: appends on their own stream, so that heartbeats never wait behind them. */
  send(messages: readonly RaftMessage[]): void {
    const appends: RaftMessage[] = [];
    const others: RaftMessage[] = [];
    for (const message of messages) {
      if (message.type === MessageType.MsgApp && this.#appends.isAttached) appends.push(message);
      else others.push(message);
    }
    this.#sendOn(this.#others, others);
    this.#sendOn(this.#appends, appends);
  }

  sendSnapshot(message: RaftMessage, body: SnapshotBody): void {
    void this.#snapshots.send(message, body).then((delivered) => this.#handler.reportSnapshot(this.id, delivered));
  }

  #sendOn(stream: OutgoingStream, messages: readonly RaftMessage[]): void {
    if (messages.length === 0) return;
    const sent = stream.isAttached ? stream.send(messages) : this.#post(messages);
    if (sent) return;
    this.counters.sentFailures++;
    this.#handler.reportUnreachable(this.id);
  }

  #post(messages: readonly RaftMessage[]): boolean {
    return messages.every((message) => this.#pipeline.send(message));
  }
}
