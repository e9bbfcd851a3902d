/**
 * A gRPC message on the wire: one byte of flags (bit 0: compressed), four bytes of length, most significant first, then the
 * message (gRPC over HTTP/2, "Length-Prefixed-Message").
 */

/** Bytes before every message. */
export const PREFIX_BYTES = 5;

/** A message as it is sent: the bytes, or the parts that follow one another to form it. */
export type EncodedMessage = Uint8Array | readonly Uint8Array[];

/** Total bytes of an encoded message. */
export function messageBytes(message: EncodedMessage): number {
  if (message instanceof Uint8Array) return message.length;
  let total = 0;
  for (const part of message) total += part.length;
  return total;
}

/** Writes the prefix of a message of `length` bytes at `offset` of `target`. */
export function writePrefix(target: Uint8Array, offset: number, length: number, compressed: boolean): void {
  target[offset] = compressed ? 1 : 0;
  target[offset + 1] = length >>> 24;
  target[offset + 2] = length >>> 16;
  target[offset + 3] = length >>> 8;
  target[offset + 4] = length;
}

/** The length that the prefix at `offset` announces. */
export function readPrefixLength(source: Uint8Array, offset: number): number {
  return (
    (source[offset + 1] as number) * 0x1_00_00_00 +
    (((source[offset + 2] as number) << 16) | ((source[offset + 3] as number) << 8) | (source[offset + 4] as number))
  );
}

/** One contiguous buffer that holds the prefix and the message, uncompressed. */
export function frameMessage(message: EncodedMessage): Uint8Array {
  const length = messageBytes(message);
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + length);
  writePrefix(framed, 0, length, false);
  let offset = PREFIX_BYTES;
  for (const part of message instanceof Uint8Array ? [message] : message) {
    framed.set(part, offset);
    offset += part.length;
  }
  return framed;
}

/** The parts of a message joined; the message itself when it is in one piece. */
export function joinMessage(message: EncodedMessage): Uint8Array {
  return message instanceof Uint8Array ? message : Buffer.concat(message as Uint8Array[]);
}

/** A part of `source` without copying it: always a plain array, which is made in half the time of a `Buffer`. */
export function viewOf(source: Uint8Array, start: number, length: number): Uint8Array {
  return new Uint8Array(source.buffer, source.byteOffset + start, length);
}
