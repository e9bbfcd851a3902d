import type { Transport, TransportHandler } from './transport.ts';

/**
 * Two transports in memory, each delivering what the other writes in a later turn of the event loop. A transport takes one write at a time and
 * delivers nothing while its reader pauses.
 */
export function memoryTransportPair(): [Transport, Transport] {
  const first = new MemoryTransport();
  const second = new MemoryTransport();
  first.peer = second;
  second.peer = first;
  return [first, second];
}

class MemoryTransport implements Transport {
  peer: MemoryTransport | undefined;
  #handler: TransportHandler | undefined;
  /** What the peer wrote and has not been delivered. */
  #incoming: Uint8Array | undefined;
  #incomingEnded = false;
  #incomingLost = false;
  #endTold = false;
  #ended = false;
  #paused = false;
  #scheduled = false;

  start(handler: TransportHandler): void {
    this.#handler = handler;
    this.#schedule();
  }

  write(bytes: Uint8Array): boolean {
    const peer = this.peer;
    if (peer === undefined) return true;
    peer.#incoming = bytes;
    peer.#schedule();
    return false;
  }

  pauseReading(): void {
    this.#paused = true;
  }

  resumeReading(): void {
    this.#paused = false;
    this.#schedule();
  }

  end(): void {
    const peer = this.peer;
    this.#ended = true;
    if (peer === undefined) return;
    peer.#incomingEnded = true;
    peer.#schedule();
    this.#schedule();
  }

  destroy(): void {
    const peer = this.peer;
    this.peer = undefined;
    if (peer !== undefined) {
      peer.#incomingLost = true;
      peer.#schedule();
    }
    setImmediate(() => this.#close());
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    if (this.#handler === undefined) return;
    const bytes = this.#incoming;
    if (bytes !== undefined && !this.#paused) {
      this.#incoming = undefined;
      // The writer reuses its memory once it is told that the bytes are taken.
      this.#handler.onData(Uint8Array.from(bytes));
      const writer = this.peer;
      if (writer !== undefined) writer.#handler?.onDrain();
    }
    if (this.#incomingLost) this.#close();
    else if (this.#incomingEnded && this.#incoming === undefined) this.#deliverEnd();
  }

  #deliverEnd(): void {
    if (!this.#endTold) this.#handler?.onEnd();
    this.#endTold = true;
    if (this.#ended) this.#close();
  }

  #close(): void {
    const handler = this.#handler;
    this.#handler = undefined;
    this.peer = undefined;
    handler?.onClose(undefined);
  }
}
