import { ErrorCode } from '../frame/error-code.ts';
import {
  Flag,
  FRAME_BYTES_MAX_INITIAL,
  FRAME_HEADER_BYTES,
  FrameType,
  MAX_31_BITS,
  writeFrameHeader,
} from '../frame/frame.ts';
import { Http2Error } from '../frame/http2-error.ts';
import type { StreamState } from '../stream/stream-state.ts';
import type { Output } from './output.ts';

/** About what a stream with its handler takes beside its data; measured 800 bytes, and the layers above have their share. */
const STREAM_BYTES = 1024;

/** What the scheduler tells its connection. */
export interface SchedulerOwner {
  /** The last byte of a stream's queue was written; `ended` when END_STREAM went with it. */
  queueEmptied(stream: StreamState, ended: boolean): void;
  /** The queue has shrunk enough for the handler to write again. */
  becameWritable(stream: StreamState): void;
}

/**
 * Decides whose DATA is sent: first come first served while the windows are open, and in turns, one frame each, among streams whose data had to
 * wait. Frames are at most 16 KiB, whatever the peer allows, so that a large answer does not hold up small ones.
 */
export class SendScheduler {
  /** Bytes the peer takes on the connection as a whole. */
  window = 65_535;
  /** Bytes queued by all streams. */
  queuedBytes = 0;
  /** Bytes of DATA sent so far. */
  dataSent = 0;
  /** Streams with queued data, sendable or not. */
  readonly waiting = new Set<StreamState>();
  readonly #output: Output;
  readonly #owner: SchedulerOwner;
  #first: StreamState | undefined = undefined;
  #last: StreamState | undefined = undefined;

  constructor(output: Output, owner: SchedulerOwner) {
    this.#output = output;
    this.#owner = owner;
  }

  /** Whether `length` bytes of a stream with an empty queue fit into one frame, the windows and the output right away. */
  canSend(stream: StreamState, length: number): boolean {
    return (
      length === 0 ||
      (length <= stream.sendWindow &&
        length <= this.window &&
        length <= FRAME_BYTES_MAX_INITIAL &&
        this.#output.hasRoom)
    );
  }

  /** Writes one DATA frame; `canSend` has said yes. */
  sendNow(stream: StreamState, data: Uint8Array | readonly Uint8Array[], length: number, endStream: boolean): void {
    this.#spend(stream, length);
    const offset = this.#output.reserve(FRAME_HEADER_BYTES + length);
    const target = this.#output.buffer;
    const flags = endStream ? Flag.EndStream : 0;
    const at = writeFrameHeader(target, offset, length, FrameType.Data, flags, stream.id);
    copyParts(data, target, at);
  }

  /** The stream has queued another `length` bytes. */
  add(stream: StreamState, length: number): void {
    this.queuedBytes += length;
    this.waiting.add(stream);
    this.#makeReady(stream);
  }

  /** The stream's queue is about to be dropped. */
  remove(stream: StreamState): void {
    this.queuedBytes -= stream.queuedBytes;
    this.waiting.delete(stream);
  }

  /** All queues were dropped. */
  clear(): void {
    this.queuedBytes = 0;
    this.waiting.clear();
  }

  /** Memory that a peer with closed windows holds: queued data, and what each waiting stream takes beside it. */
  get heldBytes(): number {
    return this.queuedBytes + this.waiting.size * STREAM_BYTES;
  }

  /** The peer has opened the connection's window by `increment`. */
  widen(increment: number): void {
    this.window += increment;
    if (this.window > MAX_31_BITS) {
      throw new Http2Error(
        ErrorCode.FlowControlError,
        'the connection window exceeds 2^31 - 1 (RFC 9113 section 6.9.1)',
      );
    }
    this.pump();
  }

  /** The stream's window has changed. */
  windowChanged(stream: StreamState): void {
    if (stream.queuedBytes > 0) this.#makeReady(stream);
  }

  /** Writes queued data as far as windows and output allow. */
  pump(): void {
    while (this.#first !== undefined && this.window > 0 && this.#output.hasRoom) {
      const stream = this.#first;
      this.#first = stream.nextReady;
      if (this.#first === undefined) this.#last = undefined;
      stream.nextReady = undefined;
      stream.ready = false;
      const length = Math.min(stream.queuedBytes, stream.sendWindow, this.window, FRAME_BYTES_MAX_INITIAL);
      if (length > 0) this.#sendQueued(stream, length);
    }
  }

  #sendQueued(stream: StreamState, length: number): void {
    this.#spend(stream, length);
    this.queuedBytes -= length;
    const ends = length === stream.queuedBytes && stream.localEnded && stream.trailers === undefined;
    const offset = this.#output.reserve(FRAME_HEADER_BYTES + length);
    const target = this.#output.buffer;
    const flags = ends ? Flag.EndStream : 0;
    stream.takeQueued(target, writeFrameHeader(target, offset, length, FrameType.Data, flags, stream.id), length);
    if (stream.queuedBytes > 0) this.#makeReady(stream);
    else {
      this.waiting.delete(stream);
      this.#owner.queueEmptied(stream, ends);
    }
    if (stream.owesWritable && stream.writable) {
      stream.owesWritable = false;
      this.#owner.becameWritable(stream);
    }
  }

  #spend(stream: StreamState, length: number): void {
    stream.sendWindow -= length;
    this.window -= length;
    this.dataSent += length;
  }

  #makeReady(stream: StreamState): void {
    if (stream.ready || stream.sendWindow <= 0) return;
    stream.ready = true;
    if (this.#last === undefined) this.#first = stream;
    else this.#last.nextReady = stream;
    this.#last = stream;
  }
}

/** Copies data behind one another to `target` at `offset`. */
export function copyParts(data: Uint8Array | readonly Uint8Array[], target: Uint8Array, offset: number): void {
  if (data instanceof Uint8Array) {
    target.set(data, offset);
    return;
  }
  let at = offset;
  for (let index = 0; index < data.length; index++) {
    const part = data[index] as Uint8Array;
    target.set(part, at);
    at += part.length;
  }
}
