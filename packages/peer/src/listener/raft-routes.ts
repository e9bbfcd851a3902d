import type { IncomingMessage, ServerResponse } from 'node:http';
import { RaftMessage } from '@quorate/protocol';
import { messageBytesMax } from '../framing/message-stream.ts';
import { normalised } from '../framing/normalised.ts';
import { readBody } from '../http/peer-answer.ts';
import type { HttpPeerTransport } from '../http-peer-transport.ts';
import { addresseeOf, hexId, parseHexId, requireCompatible, senderOf, senderUrls } from '../identity/peer-identity.ts';
import { isBetweenMembers } from '../messages-between-members.ts';
import { openEnvelope } from '../snapshot/snapshot-envelope.ts';
import type { PeerHandler } from '../transport.ts';
import { PeerRequestError } from './peer-requests.ts';

const badMessage = 'error unmarshalling raft message';

/** Answers what peers send for raft: messages, requests for streams, snapshots, probes. */
export class RaftRoutes {
  readonly #transport: HttpPeerTransport;
  readonly #now: () => Date;

  /** `now` is what probes are answered with. */
  constructor(transport: HttpPeerTransport, now: () => Date) {
    this.#transport = transport;
    this.#now = now;
  }

  /** POST /raft: one message. */
  async message(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handler = this.#admit(request);
    const body = await readBody(request, messageBytesMax);
    const counters = this.#transport.countersOf(senderOf(request.headers) ?? 0n);
    if (counters) counters.receivedBytes += body.length;
    const message = decoded(() => RaftMessage.decode(body));
    this.#check(message, handler);
    handler.receive(normalised(message));
    response.writeHead(204).end();
  }

  /** GET /raft/stream/KIND/ID: the peer with this id wants to read from here. */
  stream(request: IncomingMessage, response: ServerResponse, kind: string, reader: string): void {
    const { identity } = this.#transport;
    const handler = this.#admit(request);
    const readerId = parseHexId(reader);
    if ((kind !== 'msgapp' && kind !== 'message') || readerId === undefined) {
      throw new PeerRequestError(404, 'invalid path');
    }
    if (handler.isRemoved(readerId)) throw new PeerRequestError(410, 'removed member');
    if (!this.#transport.hasPeer(readerId)) throw new PeerRequestError(404, 'error sender not found');
    if (addresseeOf(request.headers) !== identity.memberId) throw new PeerRequestError(412, 'to field mismatch');
    response.writeHead(200, {
      'X-Server-Version': identity.serverVersion,
      'X-Min-Cluster-Version': identity.minClusterVersion,
    });
    response.flushHeaders();
    response.socket?.setNoDelay(true);
    this.#transport.attach(readerId, kind, response);
  }

  /** POST /raft/snapshot: a MsgSnap with a database behind it. */
  async snapshot(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handler = this.#admit(request);
    const { message, database } = await openEnvelope(request).catch((cause) => {
      throw new PeerRequestError(400, cause instanceof Error ? cause.message : badMessage, { cause });
    });
    this.#check(message, handler);
    await this.#receive(message, database, handler);
    response.writeHead(204).end();
  }

  async #receive(message: RaftMessage, database: AsyncIterable<Uint8Array>, handler: PeerHandler): Promise<void> {
    const counters = this.#transport.countersOf(message.from);
    const startedMs = this.#transport.clock.monotonicMs();
    if (counters) counters.snapshotReceivesInFlight++;
    try {
      await handler.receiveSnapshot(normalised(message), database);
      if (counters) counters.snapshotsReceived++;
      this.#transport.snapshotReceived(message.from, (this.#transport.clock.monotonicMs() - startedMs) / 1000);
    } catch (cause) {
      if (counters) counters.snapshotReceiveFailures++;
      throw new PeerRequestError(500, `failed to save KV snapshot (${(cause as Error).message})`, { cause });
    } finally {
      if (counters) counters.snapshotReceivesInFlight--;
    }
  }

  /** GET /raft/probing: are you there, and what time is it. */
  probing(response: ServerResponse): void {
    response.setHeader('Content-Type', 'application/json');
    response.writeHead(200).end(`${JSON.stringify({ OK: true, Now: this.#now().toISOString() })}\n`);
  }

  /** Lets in a peer of this cluster and of a version that fits, and learns where it is if it is new. */
  #admit(request: IncomingMessage): PeerHandler {
    const { identity, handler } = this.#transport;
    if (!handler) throw new PeerRequestError(503, 'the member is not ready yet');
    try {
      requireCompatible(request.headers, identity);
    } catch (cause) {
      throw new PeerRequestError(412, (cause as Error).message, { cause });
    }
    const from = senderOf(request.headers);
    const urls = senderUrls(request.headers);
    if (from !== undefined && urls.length > 0 && !handler.isRemoved(from)) this.#transport.addStranger(from, urls);
    return handler;
  }

  /** A sender that is told 403 knows that it was removed, or talks to a member that took somebody else's address. */
  #check(message: RaftMessage, handler: PeerHandler): void {
    if (!isBetweenMembers(message)) throw new PeerRequestError(400, badMessage);
    if (handler.isRemoved(message.from)) {
      throw new PeerRequestError(403, 'cannot process message from removed member', { asJson: true });
    }
    if (message.to !== this.#transport.identity.memberId) {
      throw new PeerRequestError(403, 'cannot process message to mismatch member', { asJson: true });
    }
  }
}

function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new PeerRequestError(400, badMessage, { cause });
  }
}

/** The header that every answer to a peer carries. */
export function clusterHeader(transport: HttpPeerTransport): [string, string] {
  return ['X-Etcd-Cluster-ID', hexId(transport.identity.clusterId)];
}
