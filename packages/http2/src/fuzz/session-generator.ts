import { Flag, FRAME_HEADER_BYTES, FrameType } from '../frame/frame.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';
import {
  dataFrame,
  frame,
  hex,
  requestFields,
  resetFrame,
  settingsAck,
  settingsFrame,
  uint32,
  windowUpdate,
} from '../scripted/raw-frames.ts';
import type { SeededRandom } from './random.ts';

const settingValues = [0, 1, 2, 100, 4096, 16_384, 65_535, 1_000_000, 2 ** 24 - 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
const names = ['x-a', 'x-b', 'content-type', 'grpc-timeout', 'te', 'cookie', 'authorization', 'content-length', 'host'];
const values = ['', '1', 'trailers', 'application/grpc', '100m', 'a=b', 'x'.repeat(300), '\x80\xff', 'gzip, deflate'];

/** Requests that a fuzzed client makes, which the server's frames answer. */
export const FUZZED_REQUESTS = 8;

/** Makes up what a peer might send: in order, unless it is wild, so that the fuzzer's damage hits a connection in every state. */
export class SessionGenerator {
  readonly #random: SeededRandom;
  readonly #side: 'client' | 'server';
  readonly #wild: boolean;
  readonly #encoder = new HpackEncoder();
  /** Streams on which the peer has something left to send. */
  #open: number[];
  #nextStreamId = 1;

  /** `side`: whose frames are made up; `wild`: whether they may break the rules without being damaged. */
  constructor(random: SeededRandom, side: 'client' | 'server', wild: boolean) {
    this.#random = random;
    this.#side = side;
    this.#wild = wild;
    this.#open = [];
  }

  /** The next frame or two. */
  next(): Buffer {
    const random = this.#random;
    const kind = random.below(20);
    if (kind < 6 || this.#open.length === 0) return this.#openStream();
    if (kind < 11) return this.#data();
    if (kind === 11) return windowUpdate(random.oneIn(2) ? 0 : this.#anyStream(), random.pick([1, 1000, 65_535]));
    if (kind === 12) return this.#reset();
    if (kind === 13) return this.#settings();
    if (kind === 14) return frame(FrameType.Ping, random.below(2), 0, random.bytes(8));
    if (kind === 15) return settingsAck();
    if (kind === 16) return frame(FrameType.Priority, 0, this.#anyStream(), hex('80000000ff'));
    if (kind === 17) return this.#trailers();
    if (kind === 18 && this.#wild) return this.#oddity();
    return Buffer.concat([this.#openStream(), this.#data()]);
  }

  #anyStream(): number {
    return this.#random.pick(this.#open);
  }

  /** Frames that are against the rules, or nearly. */
  #oddity(): Buffer {
    const random = this.#random;
    const id = random.below(this.#nextStreamId + 3);
    switch (random.below(5)) {
      case 0:
        return frame(random.below(16), random.below(256), id, random.bytes(random.below(40)));
      case 1:
        return windowUpdate(id, random.pick([0, 1, 2 ** 31 - 1]));
      case 2:
        return dataFrame(id, random.bytes(random.below(100)), random.oneIn(2));
      case 3:
        return settingsFrame([random.below(8), random.pick(settingValues)]);
      default:
        return frame(FrameType.GoAway, 0, 0, Buffer.concat([uint32(id), uint32(random.below(16))]));
    }
  }

  #settings(): Buffer {
    const random = this.#random;
    return settingsFrame([1, random.pick([0, 100, 4096])], [4, random.pick([0, 100, 65_535, 1_000_000])]);
  }

  #reset(): Buffer {
    const id = this.#anyStream();
    this.#close(id);
    return resetFrame(id, this.#random.below(16));
  }

  #close(id: number): void {
    this.#open = this.#open.filter((open) => open !== id);
  }

  /** A request, or the headers of a response while there are requests without one. */
  #openStream(): Buffer {
    if (this.#side === 'server' && this.#nextStreamId >= 2 * FUZZED_REQUESTS) {
      return frame(FrameType.Ping, 0, 0, this.#random.bytes(8));
    }
    const id = this.#nextStreamId;
    this.#nextStreamId += 2;
    const endStream = this.#random.oneIn(4);
    if (!endStream) this.#open.push(id);
    return this.#headers(id, true, endStream);
  }

  #trailers(): Buffer {
    const id = this.#anyStream();
    this.#close(id);
    return this.#headers(id, false, true);
  }

  /** A header block in one frame or in pieces. */
  #headers(id: number, leading: boolean, endStream: boolean): Buffer {
    const random = this.#random;
    const block = this.#block(leading);
    const flags = endStream ? Flag.EndStream : 0;
    if (random.below(8) > 0) return frame(FrameType.Headers, flags | Flag.EndHeaders, id, block);
    const cut = random.below(block.length + 1);
    return Buffer.concat([
      frame(FrameType.Headers, flags, id, block.subarray(0, cut)),
      frame(FrameType.Continuation, this.#wild && random.oneIn(4) ? 0 : Flag.EndHeaders, id, block.subarray(cut)),
    ]);
  }

  #block(leading: boolean): Buffer {
    const random = this.#random;
    if (this.#wild && random.oneIn(12)) return random.bytes(random.below(60));
    const fields: HeaderField[] = leading ? this.#leadingFields() : [];
    for (let count = random.below(5); count > 0; count--) fields.push([random.pick(names), random.pick(values)]);
    // The encoder's table would have to follow, so a change of size is an oddity.
    const updates =
      this.#wild && random.oneIn(8) ? hex(random.pick(['20', '3fe11f', '3f45', '203fe11f'])) : Buffer.alloc(0);
    return Buffer.concat([updates, this.#encoder.encode(fields)]);
  }

  #leadingFields(): HeaderField[] {
    if (this.#side === 'client') return [...requestFields];
    return [[':status', this.#random.pick(['200', '204', '404'])]];
  }

  #data(): Buffer {
    const random = this.#random;
    if (this.#open.length === 0) return Buffer.alloc(0);
    const id = this.#anyStream();
    const endStream = random.oneIn(4);
    if (endStream) this.#close(id);
    const length = random.pick([0, 1, 5, 100, 1000, this.#wild ? 16_384 : 300]);
    if (random.oneIn(6)) {
      const padding = random.below(20);
      const payload = Buffer.concat([Uint8Array.of(padding), random.bytes(length % 1000), Buffer.alloc(padding)]);
      return frame(FrameType.Data, Flag.Padded | (endStream ? Flag.EndStream : 0), id, payload);
    }
    return dataFrame(id, Buffer.alloc(length, 0x61), endStream);
  }
}

/** Damages bytes in one of the ways in which lines and programs do. */
export function damage(random: SeededRandom, bytes: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  switch (random.below(6)) {
    case 0: {
      const flipped = Buffer.from(bytes);
      if (at < bytes.length) flipped[at] = (flipped[at] as number) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(12)), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes, bytes]);
    case 4: {
      // The frame header says something else.
      const changed = Buffer.from(bytes);
      const place = random.below(FRAME_HEADER_BYTES);
      if (place < changed.length) changed[place] = random.next();
      return changed;
    }
    default:
      return random.bytes(random.below(64));
  }
}
