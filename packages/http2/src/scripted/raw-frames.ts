import {
  Flag,
  FRAME_HEADER_BYTES,
  FrameType,
  readUint31,
  readUint32,
  writeFrameHeader,
  writeUint32,
} from '../frame/frame.ts';
import { encodeSettings } from '../frame/settings.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { encodeHeaderBlock } from '../hpack/header-block.ts';

/** A frame as it was read off the wire. */
export interface RawFrame {
  readonly type: number;
  readonly flags: number;
  readonly streamId: number;
  readonly payload: Buffer;
}

/** Any frame, right or wrong. */
export function frame(type: number, flags: number, streamId: number, payload: Uint8Array | string = ''): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload, 'latin1') : payload;
  const bytes = Buffer.alloc(FRAME_HEADER_BYTES + body.length);
  writeFrameHeader(bytes, 0, body.length, type, flags, streamId);
  bytes.set(body, FRAME_HEADER_BYTES);
  return bytes;
}

/** Bytes written in hexadecimal, blanks allowed. */
export function hex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  writeUint32(bytes, 0, value);
  return bytes;
}

/** An encoded header block that leaves the dynamic table alone. */
export function block(...fields: HeaderField[]): Uint8Array {
  return encodeHeaderBlock(fields).bytes;
}

/** HEADERS with a whole block. */
export function headersFrame(streamId: number, fields: readonly HeaderField[], endStream: boolean): Buffer {
  const flags = Flag.EndHeaders | (endStream ? Flag.EndStream : 0);
  return frame(FrameType.Headers, flags, streamId, encodeHeaderBlock(fields).bytes);
}

export function dataFrame(streamId: number, payload: Uint8Array | string, endStream = false): Buffer {
  return frame(FrameType.Data, endStream ? Flag.EndStream : 0, streamId, payload);
}

export function settingsFrame(...entries: (readonly [id: number, value: number])[]): Buffer {
  return frame(FrameType.Settings, 0, 0, encodeSettings(entries));
}

export function settingsAck(): Buffer {
  return frame(FrameType.Settings, Flag.Ack, 0);
}

export function windowUpdate(streamId: number, increment: number): Buffer {
  return frame(FrameType.WindowUpdate, 0, streamId, uint32(increment));
}

export function resetFrame(streamId: number, code: number): Buffer {
  return frame(FrameType.RstStream, 0, streamId, uint32(code));
}

/** The fields of an ordinary request. */
export const requestFields: readonly HeaderField[] = [
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/service/method'],
  [':authority', 'localhost'],
];

/** Cuts bytes into frames; what does not end with a whole frame is an error. */
export function parseFrames(bytes: Buffer): RawFrame[] {
  const frames: RawFrame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes.readUIntBE(at, 3);
    const end = at + FRAME_HEADER_BYTES + length;
    if (end > bytes.length) throw new Error(`the output ends inside a frame of ${length} bytes`);
    frames.push({
      type: bytes.readUInt8(at + 3),
      flags: bytes.readUInt8(at + 4),
      streamId: readUint31(bytes, at + 5),
      payload: bytes.subarray(at + FRAME_HEADER_BYTES, end),
    });
    at = end;
  }
  return frames;
}

/** The error code of a RST_STREAM or GOAWAY. */
export function codeOf(frame: RawFrame): number {
  return readUint32(frame.payload, frame.type === FrameType.GoAway ? 4 : 0);
}
