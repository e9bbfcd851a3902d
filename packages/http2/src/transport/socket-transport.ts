import type { Socket } from 'node:net';
import type { Transport, TransportHandler } from './transport.ts';

/**
 * A connected `net.Socket` or `tls.TLSSocket` as a transport. Takes the socket over: nobody else may read or write it. Bytes that were read before
 * are given to `connection.receive`, or back by `socket.unshift`.
 */
export class SocketTransport implements Transport {
  readonly #socket: Socket;
  #handler: TransportHandler | undefined;
  #writing = false;
  #error: Error | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    // Answers are gathered here already: waiting for more only adds to the latency.
    socket.setNoDelay(true);
    // A client may close its sending half and still wait for answers.
    socket.allowHalfOpen = true;
  }

  start(handler: TransportHandler): void {
    this.#handler = handler;
    const socket = this.#socket;
    socket.on('data', (chunk: Buffer) => handler.onData(chunk));
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('end', () => handler.onEnd());
    socket.on('close', () => this.#closed());
    if (socket.destroyed) setImmediate(() => this.#closed());
  }

  write(bytes: Uint8Array): boolean {
    const socket = this.#socket;
    this.#writing = true;
    socket.write(bytes, this.#written);
    // Nothing left in the stream's queue: the system has taken it all within the call.
    this.#writing = socket.writableLength > 0 && !socket.destroyed;
    return !this.#writing;
  }

  pauseReading(): void {
    this.#socket.pause();
  }

  resumeReading(): void {
    this.#socket.resume();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  readonly #written = (): void => {
    if (!this.#writing || this.#socket.writableLength > 0) return;
    this.#writing = false;
    if (!this.#socket.destroyed) this.#handler?.onDrain();
  };

  #closed(): void {
    const handler = this.#handler;
    this.#handler = undefined;
    handler?.onClose(this.#error);
  }
}
