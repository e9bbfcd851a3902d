import { encodeHeaderBlock } from '@quorate/http2';
import { frameMessage } from '../message/framing.ts';

/** One frame of HTTP/2. */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The frames of a unary call: headers, and the message in one frame that ends the stream. */
export function callFrames(stream: number, path: string, message: Uint8Array): Buffer {
  const headers = encodeHeaderBlock([
    [':method', 'POST'],
    [':scheme', 'http'],
    [':path', path],
    [':authority', 'a'],
    ['content-type', 'application/grpc'],
    ['grpc-timeout', '5S'],
  ]);
  return Buffer.concat([frame(1, 4, stream, headers.bytes), frame(0, 1, stream, frameMessage(message))]);
}

/** What a client says first: the preface and its settings, which are the defaults. */
export const preface = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(4, 0, 0, Buffer.alloc(0))]);

/** The whole frames that `bytes` begins with. */
export function* framesOf(bytes: Buffer): Iterable<{ type: number; flags: number; stream: number; payload: Buffer }> {
  for (let at = 0; at + 9 <= bytes.length; ) {
    const end = at + 9 + bytes.readUIntBE(at, 3);
    if (end > bytes.length) return;
    const payload = bytes.subarray(at + 9, end);
    yield { type: bytes[at + 3] as number, flags: bytes[at + 4] as number, stream: bytes.readUInt32BE(at + 5), payload };
    at = end;
  }
}
