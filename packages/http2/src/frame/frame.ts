/** Frames of RFC 9113 section 4: nine bytes of header (length 24, type 8, flags 8, reserved 1, stream 31), then the payload. */

export const FRAME_HEADER_BYTES = 9;

/** Types of RFC 9113 section 6; unknown ones are ignored. */
export const FrameType = {
  Data: 0x0,
  Headers: 0x1,
  Priority: 0x2,
  RstStream: 0x3,
  Settings: 0x4,
  PushPromise: 0x5,
  Ping: 0x6,
  GoAway: 0x7,
  WindowUpdate: 0x8,
  Continuation: 0x9,
} as const;

export const Flag = {
  Ack: 0x1,
  EndStream: 0x1,
  EndHeaders: 0x4,
  Padded: 0x8,
  Priority: 0x20,
} as const;

/** Stream identifiers, window increments and windows have 31 bits. */
export const MAX_31_BITS = 2 ** 31 - 1;

/** Longest payload that every peer accepts until it has said otherwise, and the shortest limit it may set. */
export const FRAME_BYTES_MAX_INITIAL = 16_384;

/** Writes a frame header at `offset`; returns the offset behind it. */
export function writeFrameHeader(
  target: Uint8Array,
  offset: number,
  length: number,
  type: number,
  flags: number,
  streamId: number,
): number {
  target[offset] = length >>> 16;
  target[offset + 1] = length >>> 8;
  target[offset + 2] = length;
  target[offset + 3] = type;
  target[offset + 4] = flags;
  writeUint32(target, offset + 5, streamId);
  return offset + FRAME_HEADER_BYTES;
}

export function writeUint32(target: Uint8Array, offset: number, value: number): void {
  target[offset] = value >>> 24;
  target[offset + 1] = value >>> 16;
  target[offset + 2] = value >>> 8;
  target[offset + 3] = value;
}

export function readUint32(source: Uint8Array, offset: number): number {
  return (
    (((source[offset] as number) << 24) |
      ((source[offset + 1] as number) << 16) |
      ((source[offset + 2] as number) << 8) |
      (source[offset + 3] as number)) >>>
    0
  );
}

/** The lower 31 bits: the highest one is reserved and ignored. */
export function readUint31(source: Uint8Array, offset: number): number {
  return readUint32(source, offset) & 0x7fffffff;
}
