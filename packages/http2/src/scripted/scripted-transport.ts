import type { Transport, TransportHandler } from '../transport/transport.ts';

/** A transport whose other end is a program that says what arrives and whether anything is taken: for tests and the fuzzer. */
export class ScriptedTransport implements Transport {
  /** False to hold back writes until `drain`. */
  takesWrites = true;
  readingPaused = false;
  ended = false;
  destroyed = false;
  writes = 0;
  #handler: TransportHandler | undefined;
  #written: Buffer[] = [];

  start(handler: TransportHandler): void {
    this.#handler = handler;
  }

  write(bytes: Uint8Array): boolean {
    this.writes++;
    this.#written.push(Buffer.from(bytes));
    return this.takesWrites;
  }

  pauseReading(): void {
    this.readingPaused = true;
  }

  resumeReading(): void {
    this.readingPaused = false;
  }

  end(): void {
    this.ended = true;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.breakOff();
  }

  /** Bytes arrive. */
  deliver(bytes: Uint8Array): void {
    this.#handler?.onData(bytes);
  }

  /** The peer closes its sending half. */
  deliverEnd(): void {
    this.#handler?.onEnd();
  }

  /** The write that was held back is taken. */
  drain(): void {
    this.takesWrites = true;
    this.#handler?.onDrain();
  }

  /** The stream is closed, or breaks with an error. */
  breakOff(error?: Error): void {
    const handler = this.#handler;
    this.#handler = undefined;
    handler?.onClose(error);
  }

  /** Everything written since the last call. */
  takeWritten(): Buffer {
    const bytes = Buffer.concat(this.#written);
    this.#written = [];
    return bytes;
  }
}
