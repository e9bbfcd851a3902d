import type { Http2Clock } from '../limits/clock.ts';
import type { Transport } from '../transport/transport.ts';

/** Data is added to a write up to here: two frames are enough to keep the transport busy, and small answers do not wait behind more. */
const WRITE_BYTES_ENOUGH = 32 * 1024;

/** Writes in a row before other connections get their turn. */
const WRITES_PER_TURN_MAX = 16;

/** Buffers of one size that are kept for reuse by all connections of the process. */
class BufferPool {
  readonly bytes: number;
  readonly #kept: Buffer[] = [];
  readonly #keptMax: number;

  constructor(bytes: number, keptMax: number) {
    this.bytes = bytes;
    this.#keptMax = keptMax;
  }

  acquire(): Buffer {
    return this.#kept.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  release(buffer: Buffer): void {
    if (this.#kept.length < this.#keptMax) this.#kept.push(buffer);
  }
}

/**
 * A turn's small answers fit into the first size. As many connections as there are buffers can answer in one turn before any is allocated anew,
 * which matters: memory outside of the heap makes the collector go through all of it.
 */
const small = new BufferPool(8 * 1024, 1024);

/** A write full of data, with its last frame. */
const large = new BufferPool(64 * 1024, 64);

const nothing = Buffer.alloc(0);

function acquire(bytesMin: number): Buffer {
  if (bytesMin <= small.bytes) return small.acquire();
  return bytesMin <= large.bytes ? large.acquire() : Buffer.allocUnsafeSlow(bytesMin);
}

function release(buffer: Buffer): void {
  if (buffer.length === small.bytes) small.release(buffer);
  else if (buffer.length === large.bytes) large.release(buffer);
}

/** What the output asks of its connection. */
export interface OutputOwner {
  /** There is room: queued data may be written. */
  onRoom(): void;
  /** The transport has not taken a write at once. */
  onBlocked(): void;
}

/**
 * Gathers the frames of a turn and hands them to the transport in one write. While the transport has not taken a write, everything else waits
 * here. A buffer belongs to a connection only while something is in it, so idle connections hold none.
 */
export class Output {
  /** Where frames are written; valid from `reserve` until the next call of anything here. */
  buffer: Buffer = nothing;
  /** Bytes in `buffer`. */
  length = 0;
  /** The transport still holds an earlier write. */
  blocked = false;
  bytesSent = 0;
  readonly #transport: Transport;
  readonly #clock: Http2Clock;
  readonly #owner: OutputOwner;
  /** The buffer that the transport has not yet taken. */
  #inFlight: Buffer = nothing;
  #scheduled = false;
  #finished = false;

  constructor(transport: Transport, clock: Http2Clock, owner: OutputOwner) {
    this.#transport = transport;
    this.#clock = clock;
    this.#owner = owner;
  }

  /** Makes `bytes` part of the output and returns their offset in `buffer`; the caller fills them in. They leave at the end of the turn. */
  reserve(bytes: number): number {
    const offset = this.length;
    const needed = offset + bytes;
    if (needed > this.buffer.length) this.#grow(needed);
    this.length = needed;
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#clock.nextTurn(this.#flushScheduled);
    }
    return offset;
  }

  /** Room for data: false while the transport is stuck or a write's worth has been gathered. */
  get hasRoom(): boolean {
    return !this.blocked && this.length < WRITE_BYTES_ENOUGH;
  }

  /** Writes what has been gathered, and what the owner adds when asked, as far as the transport takes it. */
  flush(): void {
    // What the owner adds leaves with the next round of this loop, so it need not be scheduled.
    this.#scheduled = true;
    let writes = 0;
    while (this.length > 0 && !this.blocked && !this.#finished && writes < WRITES_PER_TURN_MAX) {
      this.#write();
      writes++;
      if (this.blocked) this.#owner.onBlocked();
      else this.#owner.onRoom();
    }
    if (writes === WRITES_PER_TURN_MAX && this.length > 0) this.#clock.nextTurn(this.#flushScheduled);
    else this.#scheduled = false;
  }

  /** The transport has taken everything. */
  onDrain(): void {
    this.blocked = false;
    release(this.#inFlight);
    this.#inFlight = nothing;
    this.#owner.onRoom();
    this.flush();
  }

  /** Nothing is to be written any more; what was gathered is dropped. */
  finish(): void {
    this.#finished = true;
    release(this.buffer);
    this.buffer = nothing;
    this.length = 0;
  }

  #write(): void {
    const buffer = this.buffer;
    const bytes = buffer.subarray(0, this.length);
    this.buffer = nothing;
    this.length = 0;
    this.bytesSent += bytes.length;
    this.blocked = true;
    if (this.#transport.write(bytes)) {
      this.blocked = false;
      release(buffer);
    } else this.#inFlight = buffer;
  }

  readonly #flushScheduled = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  #grow(needed: number): void {
    const larger = acquire(Math.max(needed, Math.min(this.buffer.length * 2, needed * 2)));
    this.buffer.copy(larger, 0, 0, this.length);
    release(this.buffer);
    this.buffer = larger;
  }
}
