import type { Socket } from 'node:net';
import type { Transport, TransportHandler } from './transport.ts';

/** A connected `net.Socket` or `tls.TLSSocket` as a transport. Takes the socket over: nobody else may read or write it. */
export declare class SocketTransport implements Transport {
  constructor(socket: Socket);
  start(handler: TransportHandler): void;
  write(bytes: Uint8Array): boolean;
  pauseReading(): void;
  resumeReading(): void;
  end(): void;
  destroy(): void;
}
