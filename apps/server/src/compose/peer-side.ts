import { createServer, type Server } from 'node:http';
import { createServer as createNetServer, type Server as NetServer } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { type HttpPeerTransport, type PeerRequests, peerRequestListener } from '@quorate/peer';
import type { Logger } from '@quorate/ports';
import type { EtcdUrl } from '../config/etcd-url.ts';
import { handshakeFailure, type ServerTls } from '../tls/server-tls.ts';
import { peerConnectionsMax, TurnedAway } from './connection-limits.ts';
import { listenAddresses } from './listen-addresses.ts';

/** A peer that opens a connection must send its request within this time, in milliseconds; etcd: 5 minutes for headers. */
const headersTimeoutMs = 30_000;

/** Connections of peers, bound before there is a member to answer them. */
export class PeerSide {
  readonly #http: Server;
  readonly #servers: NetServer[] = [];
  readonly #stops: (() => void)[] = [];
  readonly #logger: Logger;
  readonly #turnedAway: TurnedAway;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#turnedAway = new TurnedAway((count) =>
      this.#logger.warn('rejected connection on peer endpoint', {
        error: 'there are more connections than other members open: keep strangers from this port',
        limit: peerConnectionsMax,
        count,
      }),
    );
    this.#http = createServer({ keepAliveTimeout: 60_000, headersTimeout: headersTimeoutMs, requestTimeout: 0 });
    this.#http.on('request', (_request, response) => {
      if (this.#http.listenerCount('request') === 1) response.writeHead(503).end('the member is starting\n');
    });
  }

  /** Binds all peer URLs. Rejects when one is taken. */
  async listen(urls: readonly EtcdUrl[], tls: ServerTls | undefined): Promise<void> {
    for (const url of urls) {
      const secure = url.scheme === 'https' || url.scheme === 'unixs';
      for (const address of await listenAddresses(url)) {
        const server = secure && tls ? this.#encrypted(tls) : this.#plain();
        server.maxConnections = peerConnectionsMax;
        server.on('drop', () => this.#turnedAway.add());
        await new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(address, resolve);
        });
        this.#servers.push(server);
      }
      this.#logger.info('serving peer traffic', { address: url.text });
    }
  }

  /** From here on requests of peers are answered. */
  serve(transport: HttpPeerTransport, requests: PeerRequests): void {
    this.#http.removeAllListeners('request');
    this.#http.on('request', peerRequestListener({ transport, requests, logger: this.#logger, now: () => new Date() }));
  }

  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    for (const server of this.#servers) server.close();
    this.#http.closeAllConnections();
  }

  #plain(): NetServer {
    return createNetServer({ noDelay: true, keepAlive: true }, (socket) => this.#http.emit('connection', socket));
  }

  #encrypted(tls: ServerTls): NetServer {
    const server = createTlsServer({ ...tls.options(), noDelay: true, keepAlive: true });
    this.#stops.push(tls.follow(server));
    server.on('tlsClientError', (error, socket) => this.#rejected(socket, handshakeFailure(error, socket)));
    server.on('secureConnection', (socket) => {
      tls.verify(socket).then(
        (refusal) => {
          if (refusal === undefined) this.#http.emit('connection', socket);
          else this.#reject(socket, refusal);
        },
        (error) => this.#reject(socket, String(error)),
      );
    });
    return server;
  }

  #reject(socket: TLSSocket, reason: string): void {
    this.#rejected(socket, reason);
    socket.destroy();
  }

  #rejected(socket: TLSSocket, error: string): void {
    this.#logger.warn('rejected connection on peer endpoint', { 'remote-addr': socket.remoteAddress ?? '', error });
  }
}
