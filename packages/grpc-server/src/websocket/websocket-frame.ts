/** Kinds of frames (RFC 6455 section 5.2). */
export const Opcode = { Continuation: 0, Text: 1, Binary: 2, Close: 8, Ping: 9, Pong: 10 } as const;

/** One frame as a client sent it, unmasked. */
export interface WebSocketFrame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Uint8Array;
}

/** What a client may not do; `closeCode` tells it so (RFC 6455 section 7.4). */
export class WebSocketError extends Error {
  override readonly name = 'WebSocketError';
  readonly code = 'websocket';
  readonly closeCode: number;

  constructor(closeCode: number, message: string) {
    super(message);
    this.closeCode = closeCode;
  }
}

/** Cuts a client's bytes into frames. */
export class WebSocketFrameReader {
  readonly #payloadBytesMax: number;
  #pending: Buffer = Buffer.alloc(0);

  /** `payloadBytesMax`: longest payload of one frame, in bytes. */
  constructor(payloadBytesMax: number) {
    this.#payloadBytesMax = payloadBytesMax;
  }

  push(chunk: Uint8Array): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
  }

  /** The next complete frame; throws a `WebSocketError` for what no client may send. */
  next(): WebSocketFrame | undefined {
    const bytes = this.#pending;
    if (bytes.length < 2) return undefined;
    const [first, second] = bytes as unknown as [number, number];
    if ((first & 0x70) !== 0) throw new WebSocketError(1002, 'a frame uses an extension that was not agreed on');
    if ((second & 0x80) === 0) throw new WebSocketError(1002, 'a client must mask its frames');
    const size = readLength(bytes, second & 0x7f);
    if (size === undefined) return undefined;
    const { length, headerBytes } = size;
    const control = (first & 0x08) !== 0;
    if (control && (length > 125 || (first & 0x80) === 0))
      throw new WebSocketError(1002, 'a control frame is too long');
    if (length > this.#payloadBytesMax) {
      throw new WebSocketError(1009, `a message has more than ${this.#payloadBytesMax} bytes`);
    }
    const end = headerBytes + 4 + length;
    if (bytes.length < end) return undefined;
    const payload = unmask(bytes.subarray(headerBytes, headerBytes + 4), bytes.subarray(headerBytes + 4, end));
    this.#pending = bytes.subarray(end);
    return { opcode: first & 0x0f, final: (first & 0x80) !== 0, payload };
  }
}

function readLength(bytes: Buffer, short: number): { length: number; headerBytes: number } | undefined {
  if (short < 126) return { length: short, headerBytes: 2 };
  if (short === 126) return bytes.length < 4 ? undefined : { length: bytes.readUInt16BE(2), headerBytes: 4 };
  return bytes.length < 10 ? undefined : { length: Number(bytes.readBigUInt64BE(2)), headerBytes: 10 };
}

function unmask(mask: Uint8Array, payload: Uint8Array): Uint8Array {
  const plain = new Uint8Array(payload.length);
  for (let i = 0; i < payload.length; i++) plain[i] = (payload[i] as number) ^ (mask[i & 3] as number);
  return plain;
}

/** A frame of the server: whole, not masked. */
export function encodeFrame(opcode: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  let head: Buffer;
  if (length < 126) {
    head = Buffer.from([0x80 | opcode, length]);
  } else if (length < 0x1_00_00) {
    head = Buffer.from([0x80 | opcode, 126, length >>> 8, length & 0xff]);
  } else {
    head = Buffer.alloc(10);
    head[0] = 0x80 | opcode;
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
