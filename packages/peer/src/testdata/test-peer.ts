import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server as NetServer, type Socket } from 'node:net';
import { NodeClock } from '@quorate/node-ports';
import type { Clock } from '@quorate/ports';
import { HashKVResponse, LeaseInternalResponse, LeaseKeepAliveResponse } from '@quorate/protocol';
import { PeerHttp } from '../http/peer-request.ts';
import { HttpPeerTransport } from '../http-peer-transport.ts';
import type { PeerIdentity } from '../identity/peer-identity.ts';
import { peerRequestListener } from '../listener/peer-request-listener.ts';
import { PeerRequestError, type PeerRequests } from '../listener/peer-requests.ts';
import { RecordingHandler } from './recording-handler.ts';
import { RecordingLogger } from './recording-logger.ts';

export const testClusterId = 0xc1a57e2n;

/** Answers what a member would be asked: it knows lease 7 and no other. */
const requests: PeerRequests = {
  members: () => '[{"id":1}]',
  version: () => '{"etcdserver":"3.7.1","etcdcluster":"3.7.0"}',
  promote: async (id, authorization) => JSON.stringify([{ id: Number(id), authorization }]),
  hashKv: async ({ revision }) => {
    if (revision > 100) throw new PeerRequestError(400, 'mvcc: required revision is a future revision');
    return HashKVResponse.create({ hash: 42, compactRevision: 3, hashRevision: revision });
  },
  renewLease: async ({ id }) => {
    if (id !== 7n) throw new PeerRequestError(404, 'lease not found');
    return LeaseKeepAliveResponse.create({ id, ttl: 60 });
  },
  leaseTimeToLive: async () => LeaseInternalResponse.create({}),
  downgradeEnabled: async () => false,
};

export interface TestPeerOptions {
  readonly clock?: Clock;
  readonly clusterId?: bigint;
  readonly serverVersion?: string;
}

/** One end of the protocol on a loopback port: a listener and a transport, with a handler that remembers. */
export class TestPeer {
  readonly id: bigint;
  readonly handler = new RecordingHandler();
  readonly logger = new RecordingLogger();
  readonly transport: HttpPeerTransport;
  readonly #http: Server = createServer();
  readonly #net: NetServer;
  readonly #sockets = new Set<Socket>();
  /** Connections that were accepted so far. */
  accepted = 0;
  /** Requests that came, as `METHOD /path`. */
  readonly asked: string[] = [];

  private constructor(id: bigint, net: NetServer, { clock = new NodeClock(), ...options }: TestPeerOptions) {
    this.id = id;
    this.#net = net;
    const identity: PeerIdentity = {
      memberId: id,
      clusterId: options.clusterId ?? testClusterId,
      serverVersion: options.serverVersion ?? '3.7.1',
      minClusterVersion: '3.0.0',
      peerUrls: [this.url],
    };
    this.transport = new HttpPeerTransport({ http: new PeerHttp({ clock }), identity, clock, logger: this.logger });
    this.transport.setHandler(this.handler);
    net.on('connection', (socket) => {
      this.accepted++;
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      this.#http.emit('connection', socket);
    });
    this.#http.on('request', (request) => this.asked.push(`${request.method} ${request.url}`));
    const now = () => new Date(0);
    this.#http.on('request', peerRequestListener({ transport: this.transport, requests, logger: this.logger, now }));
  }

  static async start(id: bigint, options: TestPeerOptions = {}): Promise<TestPeer> {
    const net = createNetServer();
    await new Promise<void>((resolve) => net.listen(0, '127.0.0.1', resolve));
    return new TestPeer(id, net, options);
  }

  get port(): number {
    return (this.#net.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Cuts every connection that others have opened to this one. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.transport.stop();
    this.cut();
    await new Promise((resolve) => this.#net.close(resolve));
  }
}

/** Has each of the peers keep up connections with every other. */
export function join(...peers: readonly TestPeer[]): void {
  for (const peer of peers) {
    for (const other of peers) if (other !== peer) peer.transport.addPeer(other.id, [other.url]);
  }
}

/** Waits in real time until `condition` holds; after 20 s it fails with `what`. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let waits = 0; !condition(); waits++) {
    if (waits > 4000) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
