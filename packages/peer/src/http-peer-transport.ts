import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Clock, Failpoints, Logger } from '@quorate/ports';
import { MessageType, type RaftMessage } from '@quorate/protocol';
import type { PeerHttp } from './http/peer-request.ts';
import { hexId, type PeerIdentity } from './identity/peer-identity.ts';
import { isBetweenMembers } from './messages-between-members.ts';
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
  /** For fault tests: `raftDropHeartbeat`. */
  readonly failpoints?: Failpoints;
}

/** Databases that are sent at a time, to all peers together: each reads the whole file. */
const snapshotSendsMax = 16;

/**
 * Senders that are answered although they are no members here (yet). A cluster has seven members at most as a rule; more of them
 * are somebody else.
 */
const strangersMax = 64;

/** The way to all other members, in etcd's own protocol. */
export class HttpPeerTransport {
  readonly http: PeerHttp;
  readonly #options: HttpPeerTransportOptions;
  readonly #peers = new Map<bigint, RemotePeer>();
  readonly #strangers = new Map<bigint, RemotePeer>();
  #handler: PeerHandler | undefined;
  #stopped = false;

  constructor(options: HttpPeerTransportOptions) {
    this.#options = options;
    this.http = options.http;
  }

  get identity(): PeerIdentity {
    return this.#options.identity;
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  /** The member that messages are for; set before the first peer is added. */
  setHandler(handler: PeerHandler): void {
    this.#handler = handler;
  }

  get handler(): PeerHandler | undefined {
    return this.#handler;
  }

  /** Sends messages, each to the member in its `to`; dropped when that is unknown. None may be a MsgSnap or local to a node. */
  send(messages: readonly RaftMessage[]): void {
    for (const message of messages) {
      assert(
        isBetweenMembers(message) && message.type !== MessageType.MsgSnap,
        'only messages between members are sent',
      );
    }
    const [first] = messages;
    if (first && messages.every((message) => message.to === first.to)) {
      this.#reachable(first.to)?.send(messages);
      return;
    }
    for (const [id, ofPeer] of Map.groupBy(messages, (message) => message.to)) this.#reachable(id)?.send(ofPeer);
  }

  /** Sends a MsgSnap and the database behind it; how that ended is told to the handler. */
  sendSnapshot(message: RaftMessage, body: SnapshotBody): void {
    const peer = this.#reachable(message.to);
    const inFlight = [...this.#peers.values()].reduce((sum, { counters }) => sum + counters.snapshotSendsInFlight, 0);
    if (!peer || inFlight >= snapshotSendsMax) {
      body.close();
      this.#handler?.reportSnapshot(message.to, false);
      return;
    }
    peer.sendSnapshot(message, body);
  }

  /** Keeps up connections with a member from here on. */
  addPeer(id: bigint, urls: readonly string[]): void {
    if (this.#stopped || !this.#handler || this.#peers.has(id) || id === this.identity.memberId) return;
    this.#forgetStranger(id);
    const peer = this.#createPeer(id, urls, this.#handler);
    this.#peers.set(id, peer);
    peer.start();
    this.#options.logger.info('added remote peer', { 'remote-peer-id': hexId(id), 'remote-peer-urls': urls });
  }

  /**
   * Remembers where a sender is that this member does not know: its own log may be behind the cluster's. It is answered by single
   * messages until it is added as a member. Nothing happens when it is known, or too many strangers are.
   */
  addStranger(id: bigint, urls: readonly string[]): void {
    if (this.#stopped || !this.#handler || this.#reachable(id) || id === this.identity.memberId) return;
    if (this.#strangers.size >= strangersMax) return;
    this.#strangers.set(id, this.#createPeer(id, urls, this.#handler));
    this.#options.logger.info('learned of a remote peer that is no member here yet', {
      'remote-peer-id': hexId(id),
      'remote-peer-urls': urls,
    });
  }

  updatePeer(id: bigint, urls: readonly string[]): void {
    this.#peers.get(id)?.urls.update(urls);
  }

  removePeer(id: bigint): void {
    this.#forgetStranger(id);
    this.#peers.get(id)?.stop();
    if (this.#peers.delete(id)) this.#options.logger.info('removed remote peer', { 'remote-peer-id': hexId(id) });
  }

  activeSinceMs(id: bigint): number | undefined {
    return this.#peers.get(id)?.activity.sinceMs;
  }

  /** Whether this is a member to which connections are kept up. */
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
    return this.#reachable(id)?.counters;
  }

  /** A peer's database has been saved; seconds. */
  snapshotReceived(id: bigint, seconds: number): void {
    this.#options.observer?.snapshotReceived?.(id, seconds);
  }

  /** Closes all connections that were opened from here. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const peer of [...this.#peers.values(), ...this.#strangers.values()]) peer.stop();
    this.#peers.clear();
    this.#strangers.clear();
    this.http.close();
  }

  #reachable(id: bigint): RemotePeer | undefined {
    return this.#peers.get(id) ?? this.#strangers.get(id);
  }

  #forgetStranger(id: bigint): void {
    this.#strangers.get(id)?.stop();
    this.#strangers.delete(id);
  }

  #createPeer(peerId: bigint, urls: readonly string[], handler: PeerHandler): RemotePeer {
    const { clock, logger, identity, observer = {}, failpoints } = this.#options;
    return new RemotePeer({ peerId, urls, identity, http: this.http, clock, logger, handler, observer, failpoints });
  }
}
