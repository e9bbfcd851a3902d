import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket, type TlsOptions, type Server as TlsServer } from 'node:tls';
import { SocketTransport } from '@quorate/http2';
import { type AccessControlOptions, withAccessControl } from '../http/access-control.ts';
import type { HttpHandler } from '../http/http-message.ts';
import { createHttp1Server, type UpgradeHandler } from '../http/http1-server.ts';
import type { GrpcServer } from '../rpc/grpc-server.ts';
import type { ListenAddress } from './listen-address.ts';
import { sniffProtocol } from './sniff-protocol.ts';
import { peerOf } from './socket-peer.ts';

/** A TLS client has this long to finish its handshake, in milliseconds. */
const TLS_HANDSHAKE_TIMEOUT_MS = 10_000;

/**
 * A client of HTTP/2 that has closed its half still gets its answers for this long, in milliseconds; then the connection is dropped.
 */
const HALF_CLOSED_TIMEOUT_MS = 5_000;

/**
 * One that has gone altogether is told apart by writing: its system answers the first write with a reset, and the next one this much later
 * fails, in milliseconds. Without it an idle watch would never learn of it.
 */
const HALF_CLOSED_PROBE_MS = 100;

/** While stopping, connections of HTTP/1.1 whose request has ended are closed within this time, in milliseconds. */
const IDLE_CHECK_MS = 50;

/** Silent TCP connections are probed after this many milliseconds. */
const TCP_KEEPALIVE_MS = 30_000;

/** What a listener serves and how. */
export interface ClientListenerOptions {
  /** Serves gRPC; without it the listener speaks HTTP alone. */
  readonly grpc?: GrpcServer;
  /** Serves everything that is not gRPC; without it the listener speaks gRPC alone. */
  readonly http?: HttpHandler;
  /** Takes HTTP/1.1 connections over that ask for another protocol (WebSocket). */
  readonly onUpgrade?: UpgradeHandler;
  readonly accessControl?: AccessControlOptions;
  /** A client of HTTP/1.1 has this long to send its header fields, in milliseconds. Default 300,000. */
  readonly headersTimeoutMs?: number;
  /** Makes the listener speak TLS; protocols are negotiated by ALPN. */
  readonly tls?: TlsOptions;
  /**
   * Connections are taken from the start and served from then on: clients that come while the server is starting wait instead of
   * being turned away.
   */
  readonly ready?: Promise<void>;
  /** Connections at a time; one more is closed at once. Default: any number. */
  readonly connectionsMax?: number | undefined;
  /** Told of each connection that was closed because there are as many as there may be. */
  readonly onFull?: () => void;
  /** Checks a TLS client beyond its handshake; resolves to the reason for turning it away. */
  readonly verify?: (socket: TLSSocket) => Promise<string | undefined>;
  /**
   * Told of connections that failed before they said anything, such as TLS handshakes; without an address of those that could not even
   * be accepted, such as when the process has no file descriptors left.
   */
  readonly onRejected?: (remoteAddress: string, error: Error) => void;
}

/**
 * A connection that breaks is closed, whoever serves it at that moment. Everybody who serves one also listens for this, but a socket goes from
 * hand to hand (first bytes, a certificate that is looked at, an upgrade), and an error that nobody hears ends the process.
 */
function survive(socket: Socket): void {
  socket.on('error', () => socket.destroy());
}

/**
 * One port for gRPC and HTTP. Without TLS the first bytes of a connection tell HTTP/2 from HTTP/1.1, with TLS its ALPN does; HTTP/2
 * requests that are not gRPC go to the same HTTP handler.
 */
export class ClientListener {
  readonly #options: ClientListenerOptions;
  readonly #server: Server | TlsServer;
  readonly #http1: HttpServer;
  readonly #http: HttpHandler | undefined;
  readonly #sockets = new Set<Socket>();
  /** Connections that have not said yet what they speak. */
  readonly #undecided = new Set<Socket>();
  #isReady = false;

  constructor(options: ClientListenerOptions) {
    this.#options = options;
    this.#http = options.http && withAccessControl(options.http, options.accessControl ?? {});
    this.#http1 = createHttp1Server({
      handler: this.#http ?? (() => ({ status: 404 })),
      peerOf,
      headersTimeoutMs: options.headersTimeoutMs,
      ...(options.onUpgrade && { onUpgrade: options.onUpgrade }),
    });
    this.#server = options.tls === undefined ? this.#plain() : this.#encrypted(options.tls);
    const { connectionsMax, onFull } = options;
    if (connectionsMax !== undefined) this.#server.maxConnections = connectionsMax;
    if (onFull) this.#server.on('drop', onFull);
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  /**
   * Starts to listen; resolves to the address in use. Rejects when it cannot. A socket file that an earlier process has left behind is
   * replaced, as etcd does.
   */
  async listen(address: ListenAddress): Promise<AddressInfo | string> {
    if ('path' in address) rmSync(address.path, { force: true });
    this.#server.listen(address);
    await once(this.#server, 'listening');
    this.#server.on('error', (error) => this.#options.onRejected?.('', error));
    return this.#server.address() as AddressInfo | string;
  }

  /** Uses other certificates for connections to come. */
  setSecureContext(options: TlsOptions): void {
    if ('setSecureContext' in this.#server) this.#server.setSecureContext(options);
  }

  /**
   * Takes no more connections and lets those of HTTP/1.1 end after the request they are at; drops all that are left after `graceMs`
   * milliseconds. Calls of gRPC end when their server is stopped, so stop both at the same time.
   */
  async shutdown(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#undecided) socket.destroy();
    this.#http1.closeIdleConnections();
    const idle = setInterval(() => this.#http1.closeIdleConnections(), IDLE_CHECK_MS);
    const grace = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, graceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
    this.#http1.close();
  }

  #plain(): Server {
    const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: TCP_KEEPALIVE_MS });
    return server.on('connection', (socket) => {
      survive(socket);
      this.#whenReady(socket, () => this.#sniff(socket));
    });
  }

  #encrypted(tls: TlsOptions): TlsServer {
    const { grpc, onRejected } = this.#options;
    const server = createTlsServer({
      ...tls,
      ALPNProtocols: grpc === undefined ? ['http/1.1'] : ['h2', 'http/1.1'],
      handshakeTimeout: TLS_HANDSHAKE_TIMEOUT_MS,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: TCP_KEEPALIVE_MS,
    });
    server.on('tlsClientError', (error, socket) => {
      onRejected?.(peerOf(socket).address, error);
      socket.destroy();
    });
    return server.on('secureConnection', (socket) => {
      survive(socket);
      this.#whenReady(socket, () => void this.#serveEncrypted(socket));
    });
  }

  /** Holds a connection until the server is ready; what the client sends meanwhile waits in the socket. */
  #whenReady(socket: Socket, serve: () => void): void {
    const { ready } = this.#options;
    if (ready === undefined || this.#isReady) {
      serve();
      return;
    }
    this.#undecided.add(socket);
    socket.once('close', () => this.#undecided.delete(socket));
    void ready.then(() => {
      this.#isReady = true;
      this.#undecided.delete(socket);
      if (!socket.destroyed) serve();
    });
  }

  async #serveEncrypted(socket: TLSSocket): Promise<void> {
    const { verify, onRejected } = this.#options;
    const refusal = verify && (await verify(socket).catch(String));
    if (refusal !== undefined) {
      onRejected?.(peerOf(socket).address, new Error(refusal));
      socket.destroy();
    } else if (socket.alpnProtocol === 'h2') {
      this.#serveHttp2(socket);
    } else if (socket.alpnProtocol === 'http/1.1') {
      this.#serveHttp1(socket);
    } else {
      this.#sniff(socket);
    }
  }

  #sniff(socket: Socket): void {
    this.#undecided.add(socket);
    socket.on('close', () => this.#undecided.delete(socket));
    sniffProtocol(socket, ({ protocol, bytes }) => {
      this.#undecided.delete(socket);
      if (protocol === 'http2') {
        this.#serveHttp2(socket, bytes);
        return;
      }
      socket.unshift(bytes);
      this.#serveHttp1(socket);
    });
  }

  #serveHttp2(socket: Socket, firstBytes?: Uint8Array): void {
    const { grpc } = this.#options;
    if (grpc === undefined) {
      socket.destroy();
      return;
    }
    const connection = grpc.serve(new SocketTransport(socket), {
      peer: peerOf(socket),
      secure: socket instanceof TLSSocket,
      http: this.#http,
      ...(firstBytes && { firstBytes }),
    });
    socket.on('end', () => {
      const probe = setInterval(() => connection?.probe(), HALF_CLOSED_PROBE_MS).unref();
      const timeout = setTimeout(() => socket.destroy(), HALF_CLOSED_TIMEOUT_MS).unref();
      socket.on('close', () => {
        clearInterval(probe);
        clearTimeout(timeout);
      });
    });
    socket.resume();
  }

  #serveHttp1(socket: Socket): void {
    if (this.#options.http === undefined) {
      socket.destroy();
      return;
    }
    this.#http1.emit('connection', socket);
    socket.resume();
  }
}
