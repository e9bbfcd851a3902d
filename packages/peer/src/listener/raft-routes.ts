import type { IncomingMessage, ServerResponse } from 'node:http';
import { RaftMessage } from '@quorate/protocol';
import { messageBytesMax } from '../framing/message-stream.ts';
import { normalised } from '../framing/normalised.ts';
import { readBody } from '../http/peer-request.ts';
import type { HttpPeerTransport } from '../http-peer-transport.ts';
import { addresseeOf, hexId, parseHexId, requireCompatible, senderOf, senderUrls } from '../identity/peer-identity.ts';
import { openEnvelope } from '../snapshot/snapshot-envelope.ts';
import type { PeerHandler } from '../transport.ts';
import { PeerRequestError } from './peer-requests.ts';

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
    handler.receive(normalised(this.#decode(() => RaftMessage.decode(body))));
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
    const counters = this.#transport.countersOf(senderOf(request.headers) ?? 0n);
    const { message, database } = await this.#decodeAsync(() => openEnvelope(request));
    if (counters) counters.snapshotReceivesInFlight++;
    try {
      await handler.receiveSnapshot(message, database);
      if (counters) counters.snapshotsReceived++;
      response.writeHead(204).end();
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
    if (from === undefined) return handler;
    if (handler.isRemoved(from)) throw new PeerRequestError(410, 'removed member');
    const urls = senderUrls(request.headers);
    if (urls.length > 0) this.#transport.addPeer(from, urls);
    return handler;
  }

  #decode<T>(decode: () => T): T {
    try {
      return decode();
    } catch (cause) {
      throw new PeerRequestError(400, 'error unmarshalling raft message', { cause });
    }
  }

  async #decodeAsync<T>(decode: () => Promise<T>): Promise<T> {
    try {
      return await decode();
    } catch (cause) {
      throw new PeerRequestError(400, (cause as Error).message, { cause });
    }
  }
}

/** The header that every answer to a peer carries. */
export function clusterHeader(transport: HttpPeerTransport): [string, string] {
  return ['X-Etcd-Cluster-ID', hexId(transport.identity.clusterId)];
}
