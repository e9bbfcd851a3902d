import type { ServerResponse } from 'node:http';
import type { Clock, Logger } from '@quorate/ports';
import type { RaftMessage } from '@quorate/protocol';
import type { PeerHttp } from './http/peer-request.ts';
import { hexId, type PeerIdentity } from './identity/peer-identity.ts';
import type { PeerCounters, PeerObserver } from './peer-counters.ts';
import { RemotePeer } from './remote-peer.ts';
import type { StreamKind } from './stream/stream-kind.ts';
import type { PeerHandler, SnapshotBody } from './transport.ts';

export interface HttpPeerTransportOptions {
  /** Closed with the transport. */
  readonly http: PeerHttp;
  readonly identity: PeerIdentity;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly observer?: PeerObserver;
}

/** Databases that are sent at a time, to all peers together: each reads the whole file. */
const snapshotSendsMax = 16;

/** The way to all other members, in etcd's own protocol. */
export class HttpPeerTransport {
  readonly http: PeerHttp;
  readonly #options: HttpPeerTransportOptions;
  readonly #peers = new Map<bigint, RemotePeer>();
  #handler: PeerHandler | undefined;
  #stopped = false;

  constructor(options: HttpPeerTransportOptions) {
    this.#options = options;
    this.http = options.http;
  }

  get identity(): PeerIdentity {
    return this.#options.identity;
  }

  /** The member that messages are for; set before the first peer is added. */
  setHandler(handler: PeerHandler): void {
    this.#handler = handler;
  }

  get handler(): PeerHandler | undefined {
    return this.#handler;
  }

  send(messages: readonly RaftMessage[]): void {
    const [first] = messages;
    if (first && messages.every((message) => message.to === first.to)) {
      this.#peers.get(first.to)?.send(messages);
      return;
    }
    for (const [id, ofPeer] of Map.groupBy(messages, (message) => message.to)) this.#peers.get(id)?.send(ofPeer);
  }

  sendSnapshot(message: RaftMessage, body: SnapshotBody): void {
    const peer = this.#peers.get(message.to);
    const inFlight = [...this.#peers.values()].reduce((sum, { counters }) => sum + counters.snapshotSendsInFlight, 0);
    if (!peer || inFlight >= snapshotSendsMax) {
      body.close();
      this.#handler?.reportSnapshot(message.to, false);
      return;
    }
    peer.sendSnapshot(message, body);
  }

  addPeer(id: bigint, urls: readonly string[]): void {
    if (this.#stopped || !this.#handler || this.#peers.has(id) || id === this.identity.memberId) return;
    const { clock, logger, identity, observer = {} } = this.#options;
    const peer = new RemotePeer({
      peerId: id,
      urls,
      identity,
      http: this.http,
      clock,
      logger,
      handler: this.#handler,
      observer,
    });
    this.#peers.set(id, peer);
    peer.start();
    logger.info('added remote peer', { 'remote-peer-id': hexId(id), 'remote-peer-urls': urls });
  }

  updatePeer(id: bigint, urls: readonly string[]): void {
    this.#peers.get(id)?.urls.update(urls);
  }

  removePeer(id: bigint): void {
    this.#peers.get(id)?.stop();
    if (this.#peers.delete(id)) this.#options.logger.info('removed remote peer', { 'remote-peer-id': hexId(id) });
  }

  activeSinceMs(id: bigint): number | undefined {
    return this.#peers.get(id)?.activity.sinceMs;
  }

  hasPeer(id: bigint): boolean {
    return this.#peers.has(id);
  }

  /** Gives a connection to the peer that asked for it; false when there is no such peer. */
  attach(id: bigint, kind: StreamKind, response: ServerResponse): boolean {
    const peer = this.#peers.get(id);
    peer?.attach(kind, response);
    return peer !== undefined;
  }

  /** What was counted, by peer. */
  counters(): ReadonlyMap<bigint, PeerCounters> {
    return new Map([...this.#peers].map(([id, peer]) => [id, peer.counters]));
  }

  countersOf(id: bigint): PeerCounters | undefined {
    return this.#peers.get(id)?.counters;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const peer of this.#peers.values()) peer.stop();
    this.#peers.clear();
    this.http.close();
  }
}
